"""A sheet as a grid of cells, whatever file it comes from; merged cells are filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import python_calamine as calamine

from llmos_files.reading import limits
from llmos_files.reading.cells import Value
from llmos_files.reading.charsets import decode
from llmos_files.reading.content import content
from llmos_files.reading.document import Unreadable, broken
from llmos_files.reading.extent import sheet_parts, too_far
from llmos_files.reading.kinds import ending
from llmos_files.reading.packages import Package
from llmos_files.reading.workbook import near_worksheets, opened

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 20

Merged = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


@dataclass
class Grid:
    """The cells of one sheet by row and column, both from 0; empty ones are left out.

    `merged` are the ranges that are one cell, `across` their rows of headings; `hidden` holds
    the rows that are not shown.
    """

    name: str
    cells: dict[int, dict[int, Value]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    hidden: frozenset[int] = frozenset()

    def row(self, number: int) -> dict[int, Value]:
        """The filled cells of a row."""
        return self.cells.get(number, {})


def grids(file: BinaryIO, name: str) -> list[Grid]:
    """The sheets of a workbook or CSV file of this name, in order.

    Raises `Unreadable` if it has none but such whose values lie too far apart.
    """
    if ending(name) in ("csv", "tsv", "txt"):
        return [_from_text(decode(content(file, limits.TEXT_BYTES)), name)]
    hidden, far = _hidden_rows(file, name), too_far(file)
    with opened(file) as book:
        return [
            _from_sheet(book, sheet, hidden.get(sheet, frozenset()))
            for sheet in near_worksheets(book, far)
        ]


def _from_sheet(book: Any, name: str, hidden: frozenset[int]) -> Grid:
    grid = Grid(name, hidden=hidden)
    try:
        sheet = book.get_sheet_by_name(name)
        values = sheet.to_python(skip_empty_area=True, nrows=limits.ROWS)
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise broken(f"Its sheet {name} is damaged.") from error
    if sheet.start is None:
        return grid
    top, left = sheet.start
    for number, row in enumerate(values, top):
        found = {
            column: _plain(value)
            for column, value in enumerate(row[: limits.COLUMNS], left)
            if value is not None and value != "" and not _is_blank(value)
        }
        if found:
            grid.cells[number] = found
    _fill_merged(grid, sheet.merged_cell_ranges or [])
    return grid


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip("\0 \t\n\xa0")


def _plain(value: Value) -> Value:
    """Whole numbers without the fraction that workbooks keep for all of them."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return " ".join(value.replace("\0", "").split()) if isinstance(value, str) else value


def _fill_merged(grid: Grid, ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    for (top, left), (bottom, right) in ranges:
        grid.merged.append((top, left, bottom, right))
        value = grid.row(top).get(left)
        if value is None or (bottom - top + 1) * (right - left + 1) > limits.ROWS:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                grid.cells.setdefault(row, {})[column] = value


def _from_text(text: str, name: str) -> Grid:
    grid = Grid(name)
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        for number, row in enumerate(reader):
            if number >= limits.ROWS:
                break
            found: dict[int, Value] = {
                column: " ".join(cell.split())
                for column, cell in enumerate(row[: limits.COLUMNS])
                if cell.strip()
            }
            if found:
                grid.cells[number] = found
    except csv.Error as error:
        raise broken("It is not a table of values.") from error
    return grid


def _delimiter(text: str) -> str:
    """The one that parts the first lines into the most equal columns."""
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]

    def rank(delimiter: str) -> tuple[float, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        usual = max(set(counts), key=counts.count, default=1)
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(_DELIMITERS, key=rank) if lines else ","


def _hidden_rows(file: BinaryIO, name: str) -> dict[str, frozenset[int]]:
    """By sheet, the rows that are hidden or filtered out; only new formats are asked for it."""
    try:
        if ending(name) in ("xlsx", "xlsm", "xltx"):
            return dict(_hidden_in_xlsx(Package(file)))
        if ending(name) == "ods":
            return dict(_hidden_in_ods(Package(file)))
    except Unreadable:
        pass  # what is wrong with the file, the reader of its values says better
    finally:
        file.seek(0)
    return {}


def _hidden_in_xlsx(package: Package) -> Iterator[tuple[str, frozenset[int]]]:
    for name, part in sheet_parts(package):
        hidden = frozenset(
            int(row.get("r", "1")) - 1
            for row in package.elements(part, "{*}row")
            if row.get("hidden") in ("1", "true")
        )
        yield name, hidden


def _hidden_in_ods(package: Package) -> Iterator[tuple[str, frozenset[int]]]:
    space = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    for table in package.tree("content.xml").iter(f"{space}table"):
        hidden: set[int] = set()
        number = 0
        for row in table.iter(f"{space}table-row"):
            repeated = min(int(row.get(f"{space}number-rows-repeated") or 1), limits.ROWS)
            if row.get(f"{space}visibility") in ("collapse", "filter"):
                hidden.update(range(number, number + repeated))
            number += repeated
        yield table.get(f"{space}name", ""), frozenset(hidden)
