"""What an index run did, and what the sources hold."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from llmos import Block, Result, Table, Text
from llmos_mail.results.wording import as_notes

_MOST_CHARS = 60


class IndexReport(Result):
    """What an index run found and did.

    What it did is None under a grant for a part of the mail, because it did it for all mail.
    `meanings_left` counts the messages of which a later run learns what they are about.
    """

    messages: int
    added: int | None
    updated: int | None
    removed: int | None
    problems: int
    meanings_left: int
    seconds: float
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The counts in a sentence."""
        done = {"added": self.added, "updated": self.updated, "removed": self.removed}
        counts = ", ".join(f"{n:,} {what}" for what, n in done.items() if n is not None)
        counted = f" ({counts})" if counts else ""
        text = f"{self.messages:,} messages{counted} in {self.seconds:.1f} s."
        unread = [f"{self.problems:,} could not be read in full."] * bool(self.problems)
        left = f"What {self.meanings_left:,} of them are about is learnt by later runs, or --watch."
        return [Text(text), *as_notes([*unread, *[left] * bool(self.meanings_left), *self.notes])]


class SourceLine(BaseModel):
    """A source and how many messages lie in it."""

    model_config = ConfigDict(frozen=True)

    kind: str
    path: str
    messages: int


class SourceReport(Result):
    """The sources, and the addresses that look like the user's own."""

    sources: list[SourceLine]
    addresses: list[str]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A table of the sources, then the addresses."""
        rows = [[line.path, line.kind, f"{line.messages:,}"] for line in self.sources]
        mine = [f"Your own addresses seem to be {', '.join(self.addresses)}."]
        return [
            Table(["source", "kind", "messages"], rows),
            *as_notes([*mine * bool(self.addresses), *self.notes]),
        ]


class FlawLine(BaseModel):
    """A message that was not read in full, or a file of which no message could be read.

    `id` and `subject` are empty for such a file; `place` is where it lies in its folder.
    """

    model_config = ConfigDict(frozen=True)

    folder: str
    place: str
    why: str
    id: str
    subject: str


class HoldingLine(BaseModel):
    """A source, how many messages of it are in the index, and how many could not be read."""

    model_config = ConfigDict(frozen=True)

    kind: str
    path: str
    messages: int
    unread: int


class IndexStatus(Result):
    """What the index holds, why messages were not read in full, and which they are.

    `meanings_left` counts the messages of which it was not learnt yet what they are about.
    """

    sources: list[HoldingLine]
    messages: int
    reasons: dict[str, int]
    flaws: list[FlawLine]
    meanings_left: int
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The sources, the reasons with their counts, then message by message."""
        sources = [
            [one.path, one.kind, f"{one.messages:,}", f"{one.unread:,}"] for one in self.sources
        ]
        reasons = [[f"{count:,}", why] for why, count in self.reasons.items()]
        flaws = [
            [one.folder, _short(one.subject or one.place), one.id, one.why] for one in self.flaws
        ]
        tables = (
            Table(["source", "kind", "messages", "not read"], sources),
            Table(["messages", "were not read in full because"], reasons),
            Table(["folder", "message", "id", "why"], flaws),
        )
        learnt = f"Of {self.meanings_left:,} it was not learnt yet what they are about."
        return [
            Text(f"{self.messages:,} messages can be searched by their text."),
            *(table for table in tables if table.rows),
            *as_notes([learnt] * bool(self.meanings_left) + self.notes),
        ]


def _short(name: str) -> str:
    """Some subjects are longer than a screen, and a column is as wide as its longest entry."""
    return name if len(name) <= _MOST_CHARS else f"{name[:_MOST_CHARS]}…"
