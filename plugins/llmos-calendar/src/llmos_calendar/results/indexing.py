"""What an index run did, and what a first look found."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from llmos import Block, Result, Table, Text
from llmos_calendar.results.wording import as_notes


class ProblemLine(BaseModel):
    """Something that could not be read, or not in full: in which file, about what, and why."""

    model_config = ConfigDict(frozen=True)

    file: str
    about: str
    why: str


class IndexReport(Result):
    """What an index run found and did.

    What it did is None under a grant for a part of the calendars, because it did it for all.
    """

    events: int
    reminders: int
    added: int | None
    updated: int | None
    removed: int | None
    problems: list[ProblemLine]
    seconds: float
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The counts in a sentence, and what could not be read."""
        done = {"added": self.added, "updated": self.updated, "removed": self.removed}
        counts = ", ".join(f"{n:,} {what}" for what, n in done.items() if n is not None)
        counted = f"; files {counts}" if counts else ""
        found = f"{self.events:,} events and {self.reminders:,} reminders"
        blocks: list[Block] = [Text(f"{found}{counted}, in {self.seconds:.1f} s.")]
        if self.problems:
            rows = [[one.file, one.about, one.why] for one in self.problems]
            blocks.append(Table(["file", "entry", "problem"], rows, "Not read, or not in full"))
        return [*blocks, *as_notes(self.notes)]


class StatusReport(Result):
    """What the index holds, and what it could not take in."""

    calendars: list[str]
    events: int
    reminders: int
    problems: list[ProblemLine]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The counts, the calendars, and what could not be read."""
        found = f"{self.events:,} events and {self.reminders:,} reminders"
        names = f" in {', '.join(self.calendars)}" if self.calendars else ""
        blocks: list[Block] = [Text(f"{found}{names}.")]
        if self.problems:
            rows = [[one.file, one.about, one.why] for one in self.problems]
            blocks.append(Table(["file", "entry", "problem"], rows, "Not read, or not in full"))
        return [*blocks, *as_notes(self.notes)]


class SourceLine(BaseModel):
    """A source: how many files lie in it, and the calendars that they belong to."""

    model_config = ConfigDict(frozen=True)

    kind: str
    path: str
    files: int
    calendars: list[str]


class SourceReport(Result):
    """The sources and their calendars."""

    sources: list[SourceLine]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A table of the sources."""
        rows = [
            [line.path, line.kind, f"{line.files:,}", ", ".join(line.calendars[:8])]
            for line in self.sources
        ]
        return [Table(["source", "kind", "files", "calendars"], rows), *as_notes(self.notes)]
