"""The kinds of attachments that a message of the sample life can have, as its data name them."""

from __future__ import annotations

from datetime import time
from typing import Annotated

import msgspec

Colour = Annotated[str, msgspec.Meta(pattern="^#[0-9a-f]{6}$")]


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="note"):
    """A plain text file."""

    name: str
    text: str


class Document(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="document"
):
    """A page of text as PDF; its first line is the heading."""

    name: str
    text: str


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="table"):
    """Rows, the first of which names the columns; the file's name says whether CSV or Excel."""

    name: Annotated[str, msgspec.Meta(pattern=r"\.(csv|xlsx)$")]
    rows: tuple[tuple[str | int | float, ...], ...]


class Picture(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="picture"
):
    """A landscape of plain stripes, named from sky to ground, as PNG."""

    name: str
    stripes: Annotated[tuple[Colour, ...], msgspec.Meta(min_length=1)]


class Invite(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="invite"
):
    """An invitation from the message's sender to its recipients, so many days later."""

    name: str
    title: str
    place: str
    day: int
    time: time
    minutes: Annotated[int, msgspec.Meta(gt=0)]


class Slides(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="slides"
):
    """A presentation for LibreOffice: the lines of each slide, the first of which is its title."""

    name: Annotated[str, msgspec.Meta(pattern=r"\.odp$")]
    slides: Annotated[tuple[tuple[str, ...], ...], msgspec.Meta(min_length=1)]


class Letter(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="letter"
):
    """A Word document of paragraphs and headings."""

    name: Annotated[str, msgspec.Meta(pattern=r"\.docx$")]
    text: str


Paper = Note | Document | Table | Picture | Slides | Letter
"""What can lie in a folder of documents."""

Attachment = Note | Document | Table | Picture | Invite
