"""Whom a name means, for plugins that write to people."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from llmos import Context, tool
from llmos_mail.correspondence import meant
from llmos_mail.opening import current_index
from llmos_mail.results.people import PeopleResult, PersonLine
from llmos_mail.tools.needs import MAIL, PROFILE

Named = Annotated[list[str], Field(min_length=1, max_length=50, description="Names or addresses.")]


@tool(needs=[MAIL, PROFILE], effect="read", offered=False)
def people(ctx: Context, named: Named) -> PeopleResult:
    """Say whom these names mean, among those whom I wrote to."""
    with current_index(ctx) as mail:
        found = meant(ctx, mail, named)
    return PeopleResult(people=[PersonLine(name=one.name, address=one.address) for one in found])
