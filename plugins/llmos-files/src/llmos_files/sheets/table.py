"""A table found in a sheet: typed columns under real headers, and where every value stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from llmos_files.reading.cells import Value, column_name, range_name, shown
from llmos_files.sheets.values import BLANKS, Habits, date_of, number_of

Type = Literal["number", "date", "text"]
Cell = int | float | str | None
"""A value as the engine sees it: a day is its ISO form, so that order and comparison hold."""

_NAMING = frozenset(
    "id no nr number nummer order invoice code sku plz zip postcode year jahr bestellung auftrag"
    " rechnung facture factura pedido konto account telefon phone raum room seat".split()
)

_MOST = 0.8
"""Of a column's filled cells as many must be of a type for the column to have it."""


@dataclass(frozen=True)
class Column:
    """One column: its header as the sheet has it, its type, and its place (from 0)."""

    name: str
    type: Type
    index: int
    values: tuple[Cell, ...]
    odd: int = 0
    """How many cells hold something of another type; they count as empty."""


@dataclass(frozen=True)
class Table:
    """Rows under headers. `rows` are the sheet's row numbers, from 0, one for each value.

    `notes` say what was decided on the way that a reader should know.
    """

    sheet: str
    caption: str
    header: tuple[int, int]
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    hidden: frozenset[int] = frozenset()
    notes: tuple[str, ...] = field(default=())

    @property
    def place(self) -> str:
        """The range that it takes up, headers included."""
        left, right = self.columns[0].index, self.columns[-1].index
        return range_name(self.header[0], left, self.rows[-1], right)

    def column(self, name: str) -> Column | None:
        """The column with this header."""
        return next((column for column in self.columns if column.name == name), None)

    def cells(self, column: Column, rows: Sequence[int]) -> str:
        """These rows of a column as ranges: "D4:D6, D9"."""
        letter = column_name(column.index)
        runs: list[list[int]] = []
        for row in sorted(rows):
            if runs and row == runs[-1][1] + 1:
                runs[-1][1] = row
            else:
                runs.append([row, row])
        parts = [
            f"{letter}{first + 1}" + (f":{letter}{last + 1}" if last > first else "")
            for first, last in runs
        ]
        return ", ".join(parts)


def column_of(name: str, index: int, values: Sequence[Value], habits: Habits) -> Column:
    """A column with its type and its values as that type."""
    plain = [None if _is_blank(value) else value for value in values]
    filled = [value for value in plain if value is not None]
    types = ("date",) if _names_things(name, filled) else ("date", "number")
    for type in types:
        read = _as_date if type == "date" else number_of
        typed = [None if value is None else read(value, habits) for value in plain]
        count = sum(value is not None for value in typed)
        if filled and count >= _MOST * len(filled):
            return Column(name, type, index, tuple(typed), len(filled) - count)  # type: ignore[arg-type]  # as its loop says
    return Column(name, "text", index, tuple(shown(value) or None for value in plain))


def _names_things(header: str, filled: Sequence[Value]) -> bool:
    """Whether whole numbers are names: of orders, invoices, rooms, years. Nobody adds these up."""
    if not all(isinstance(value, int) and not isinstance(value, bool) for value in filled):
        return False
    words = header.casefold().replace(".", " ").split()
    return bool(words) and (words[-1] in _NAMING or words[0] in _NAMING) and len(words) <= 2


def _as_date(value: Value, habits: Habits) -> str | None:
    day = date_of(value, habits)
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(" ", "minutes")
    return day.isoformat() if isinstance(day, date) else None


def _is_blank(value: Value) -> bool:
    if isinstance(value, timedelta):
        return False
    return value is None or (isinstance(value, str) and value.strip().casefold() in BLANKS)
