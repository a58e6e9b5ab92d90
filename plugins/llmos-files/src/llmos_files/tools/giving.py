"""Giving a whole document to another plugin, which attaches it to a mail; nothing for the model."""

from __future__ import annotations

import base64
from typing import Annotated

from pydantic import Field

from llmos import Context, ToolError, tool
from llmos_files.documents import find, opened_document
from llmos_files.opening import current_index
from llmos_files.results.given import GivenResult
from llmos_files.tools.lines import line_of
from llmos_files.tools.needs import READ

_MOST_BYTES = 11_000_000
"""What fits, encoded, into one message between two processes."""


@tool(needs=[READ], effect="read", offered=False)
def content(
    ctx: Context,
    document: Annotated[str, Field(min_length=1, description="Its name, path or id.")],
) -> GivenResult:
    """Give the whole content of one document to a plugin that asks for it."""
    with current_index(ctx) as index:
        meant = find(ctx, index, document)
        line = line_of(ctx, meant.file)
    with opened_document(ctx, meant.file) as stream:
        found = stream.read(_MOST_BYTES + 1)
    if len(found) > _MOST_BYTES:
        raise ToolError(
            f"{meant.file.name} is larger than {_MOST_BYTES // 1_000_000} MB, which is as much as "
            "one plugin can give to another.",
        )
    return GivenResult(
        document=line,
        size=len(found),
        content=base64.b64encode(found).decode("ascii"),
        notes=meant.notes,
    )
