"""The results of reading exports, of a first look at them, and of asking what is there."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from llmos import Block, Result, Table, Text
from llmos_health.results.wording import notes


class ImportReport(Result):
    """What reading the exports did; counts are None where the grant gives words only."""

    records: int | None
    added: int | None
    removed: int | None
    metrics: int | None
    seconds: float | None
    notes: list[str]

    def rendering(self) -> list[Block]:
        """What changed, in a sentence."""
        if self.records is None:
            return [Text("Your health exports have been read."), *notes(self.notes)]
        text = f"{self.records:,} records of {self.metrics} metrics"
        changed = f": {self.added:,} new, {self.removed:,} gone, in {self.seconds:.1f} s."
        return [Text(text + changed), *notes(self.notes)]


class SourceLine(BaseModel):
    """One export: where it lies, of which kind it is, how large, and when it was written."""

    model_config = ConfigDict(frozen=True)

    path: str
    kind: str
    size: int
    written: str

    def row(self) -> list[str]:
        """The export as a row of a table."""
        return [self.path, self.kind, f"{self.size / 1e6:,.1f} MB", self.written]


class SourceReport(Result):
    """What the sources are, at a quick look."""

    sources: list[SourceLine]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A table of exports."""
        rows = [one.row() for one in self.sources]
        table = Table(["export", "kind", "size", "written on"], rows)
        return [*([table] if rows else []), *notes(self.notes)]


class StatusReport(Result):
    """What the store holds and what could not be read."""

    records: int | None
    first_day: str
    last_day: str
    papers: list[str]
    problems: list[str]

    def rendering(self) -> list[Block]:
        """What is there, then what is missing."""
        if self.records is None:
            return [Text("The store holds words only.")]
        if not self.records and not self.first_day:
            return [Text("No export has been read yet."), *notes(self.problems)]
        days = f"from {self.first_day} to {self.last_day}" if self.first_day else "of no day"
        return [Text(f"{self.records:,} records {days}."), *notes([*self.papers, *self.problems])]
