"""The table that is put into a document, and where it went."""

from __future__ import annotations

from dataclasses import dataclass

from llmos_files.reading.cells import shown

Value = str | int | float | None


@dataclass(frozen=True)
class Grid:
    """Headers and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def as_text(self) -> str:
        """The table as Markdown, which is also what a preview shows."""
        lines = [self.columns, ("---",) * len(self.columns), *self.rows]
        return "\n".join(f"| {' | '.join(map(_escaped, line))} |" for line in lines)


@dataclass(frozen=True)
class Inserted:
    """The document with the table in it, and the place in words."""

    content: bytes
    place: str


class NoPlace(Exception):
    """The named place is not in the document; says so and what there is."""


def _escaped(value: Value) -> str:
    return shown(value).replace("|", "\\|")
