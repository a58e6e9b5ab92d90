"""What reading a file gives: passages, each with the place in the document where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Unit = Literal["", "page", "sheet", "slide", "section", "line", "member"]


@dataclass(frozen=True)
class Place:
    """Where in a document something stands.

    `number` counts from 1 (page, slide, first line); `name` is a sheet, a heading or a member of
    an archive; `cells` is a range such as "A1:D20", only in sheets.
    """

    unit: Unit = ""
    number: int = 0
    name: str = ""
    cells: str = ""

    def __str__(self) -> str:
        if self.unit == "sheet":
            return f"sheet “{self.name}”" + (f", {self.cells}" if self.cells else "")
        if self.unit in ("section", "member"):
            return f"{self.unit} “{self.name}”"
        return f"{self.unit} {self.number}" if self.unit else ""


NOWHERE = Place()
"""The place in a document that has no parts."""


@dataclass(frozen=True)
class Piece:
    """Text as a format's reader gives it: a paragraph, a page, a row, in reading order."""

    text: str
    place: Place = NOWHERE


Pieces = Iterator[Piece]


@dataclass
class Facts:
    """What a file says of itself beside its text. A reader fills in what its format has."""

    title: str = ""
    taken: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Document:
    """A file as it was read: its passages in order, and `cut` if there would have been more."""

    passages: tuple[Piece, ...]
    facts: Facts
    cut: bool = False


class Unreadable(Exception):
    """A file that gives no text, and why.

    reason   encrypted, broken, too large, too slow, too much memory, a bomb, not text, handed over
    words    a sentence for the user
    """

    def __init__(self, reason: str, words: str) -> None:
        super().__init__(words)
        self.reason = reason
        self.words = words


def broken(words: str) -> Unreadable:
    """A file that is not what its name says, or damaged."""
    return Unreadable("broken", words)


def encrypted(words: str = "It is locked with a password.") -> Unreadable:
    """A file that only a password opens."""
    return Unreadable("encrypted", words)
