"""Taking back what the other tools did."""

from __future__ import annotations

from typing import Literal

from llmos import Context, Result, ToolError, tool
from llmos_mail.keeping import take_out
from llmos_mail.tools.needs import MAIL, WRITE


class TakenBack(Result):
    """What was taken back, in a sentence."""

    what: str


@tool(needs=[MAIL, WRITE], effect="write")
def take_back(ctx: Context, what: Literal["draft"], place: str, digest: str) -> TakenBack:
    """Take a saved draft out of its folder again, unless somebody has changed it since."""
    for permission in (MAIL, WRITE):
        ctx.scope(permission.name)
    if not take_out(ctx, place, digest):
        raise ToolError("The draft is gone or was changed since; it was left as it is.")
    return TakenBack(what=f"The {what} is gone.")
