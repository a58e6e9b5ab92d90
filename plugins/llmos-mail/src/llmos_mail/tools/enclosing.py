"""What the tools that write mails can attach: documents of the user's, and what a plugin gives."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from llmos import Context, Destination, ToolError
from llmos_mail.composing.enclosing import MOST_BYTES, Enclosure, type_of


class Enclosed(BaseModel):
    """A text that another plugin encloses, such as an invitation (`text/calendar`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=200, description="The name of the file.")
    type: str = Field(default="", max_length=200, description="Media type; `method` counts.")
    text: str = Field(max_length=5_000_000)


Attach = Annotated[
    list[Annotated[str, Destination("path")]] | None,
    Field(max_length=20, description="Documents of mine to attach: file names or paths."),
]

# Other plugins give it with ctx.call; for the model there is nothing in a request to fill it with.
Enclose = Annotated[list[Enclosed] | None, SkipJsonSchema(), Field(max_length=20)]


def enclosures(
    ctx: Context, attach: Sequence[str] | None, enclose: Sequence[Enclosed] | None
) -> tuple[tuple[Enclosure, ...], list[str]]:
    """What these stand for, and what is to be said about it."""
    notes: list[str] = []
    found = [
        *_documents(ctx, attach or (), notes),
        *(Enclosure(e.name, e.type or type_of(e.name), e.text.encode()) for e in enclose or ()),
    ]
    size = sum(len(one.content) for one in found)
    if size > MOST_BYTES:
        raise ToolError(
            f"The attachments are {size / 1e6:,.0f} MB together; one mail takes "
            f"{MOST_BYTES / 1e6:,.0f} MB.",
            hint="Attach less, or share the files in another way.",
        )
    return tuple(found), notes


def _documents(ctx: Context, wanted: Sequence[str], notes: list[str]) -> Iterator[Enclosure]:
    for one in wanted:
        given = ctx.call("files.content", document=one)
        name = given["document"]["name"]
        notes += given["notes"]
        yield Enclosure(name, type_of(name), base64.b64decode(given["content"]))
