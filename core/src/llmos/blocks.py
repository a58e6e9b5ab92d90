"""Blocks: how a tool's result is shown, as data. Doors draw them; a plugin never draws.

Because the worker sends blocks and not finished screens, a plugin cannot paint a permission
question, move the cursor or hide a link, and the same result suits a terminal, a pipe and JSON.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec


class Text(msgspec.Struct, frozen=True, tag="text"):
    """A paragraph, a heading, a note in the margin, or a drawing of characters, whose lines a door
    leaves as they are.
    """

    text: str
    style: Literal["plain", "heading", "note", "drawing"] = "plain"


class Table(msgspec.Struct, frozen=True, tag="table"):
    """Rows under column names; every cell is text. Without any name there is no heading."""

    columns: list[str]
    rows: list[list[str]]
    caption: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells under {len(self.columns)} columns")


class Item(msgspec.Struct, frozen=True):
    """One entry of a list; `cites` is the id of the citation that it stands on."""

    title: str
    detail: str = ""
    note: str = ""
    cites: str = ""


class Items(msgspec.Struct, frozen=True, tag="items"):
    """A list of entries under a heading."""

    items: list[Item]
    heading: str = ""


class Difference(msgspec.Struct, frozen=True, tag="difference"):
    """A text as it was and as it is, or would be; an empty one says that there is none."""

    title: str
    before: str
    after: str


class Picture(msgspec.Struct, frozen=True, tag="picture"):
    """A picture for those who can show one, and a drawing of characters for all others."""

    format: Literal["svg", "png"]
    data: bytes
    caption: str
    text: str


class Citation(msgspec.Struct, frozen=True):
    """The record that a statement stands on: a message, an event, a page of a document."""

    id: str
    title: str
    where: str = ""
    when: datetime | None = None


Block = Text | Table | Items | Difference | Picture


Manner = Literal["data", "passages", "summary"]
"""What an answer is: data, which say themselves what was asked; passages of texts, of which a
question wants an answer in words; or words about texts already, to which nothing is to be added.
"""


class Output(msgspec.Struct, frozen=True):
    """What a run gives back: the value for programs, blocks for people, and what it stands on.

    `undo` holds the arguments that take an effect back, where it can be.
    """

    value: dict[str, Any]
    blocks: list[Block] = []
    citations: list[Citation] = []
    undo: dict[str, Any] | None = None
    manner: Manner = "data"
