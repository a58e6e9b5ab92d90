"""What a question to a table gives back, and what putting it into a document does."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Difference, Result, Table, Text
from llmos_files.reading.cells import shown
from llmos_files.results.found import FileLine
from llmos_files.results.wording import named, notes_of

_SHOWN_ROWS = 60


class Used(BaseModel):
    """Where in the workbook the answer comes from: the table's range, and the cells by column."""

    model_config = ConfigDict(frozen=True)

    sheet: str
    table: str
    cells: str


class TableResult(Result):
    """The answer to a question to a table; `query` is how the question was understood."""

    document: FileLine
    query: str
    columns: list[str]
    rows: list[list[str | float | int | None]]
    used: Used
    typed_query: dict[str, Any]
    notes: list[str]

    @property
    def where(self) -> str:
        """The place that the answer comes from."""
        cells = f", cells {self.used.cells}" if self.used.cells else ""
        return f"sheet “{self.used.sheet}”, table {self.used.table}{cells}"

    def rendering(self) -> list[Block]:
        """The result, how the question was understood, and the cells."""
        return [
            *self._result(),
            Text(f"Understood as: {self.query}", "note"),
            Text(f"From {named(self.document.name)}, {self.where}.", "note"),
            *notes_of(self.notes),
        ]

    def citations(self) -> list[Citation]:
        """The workbook with the cells."""
        return [
            Citation(self.document.id, named(self.document.name), self.where, self.document.changed)
        ]

    def _result(self) -> list[Block]:
        if not self.rows:
            return [Text("No row fits.")]
        if len(self.rows) == 1 and len(self.columns) == 1:
            value = self.rows[0][0]
            return [Text("There is nothing to compute with." if value is None else shown(value))]
        rows = [[shown(value) for value in row] for row in self.rows[:_SHOWN_ROWS]]
        return [Table(self.columns, rows)]


class InsertedResult(Result):
    """A table that was, or would be, put into a document; `digest` is of its content before."""

    path: str
    place: str
    before: str
    after: str
    digest: str
    backup: str
    result: TableResult
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The difference, and what the table stands on."""
        return [
            Difference(f"{self.path}, {self.place}", self.before, self.after),
            Text(f"Computed as: {self.result.query}", "note"),
            Text(f"From {named(self.result.document.name)}, {self.result.where}.", "note"),
            *notes_of(self.notes),
        ]

    def citations(self) -> list[Citation]:
        """The workbook that the figures come from."""
        return self.result.citations()

    def undoing(self) -> dict[str, Any] | None:
        """What puts the document back."""
        return {"how": "restore", "path": self.path, "digest": self.digest, "backup": self.backup}
