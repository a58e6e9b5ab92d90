"""Finding the tables of a sheet: blocks of cells, their titles, their headers, their rows.

What people put around a table (titles, notes, units, totals, headers that are repeated on each
page, blank rows between groups) is told from the table itself and said in notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from llmos_files.reading.cells import Value, column_name, shown
from llmos_files.sheets.grid import Grid
from llmos_files.sheets.table import Column, Table, column_of
from llmos_files.sheets.values import BLANKS, Habits, date_of, habits_of, number_of

TOTALS = re.compile(
    r"(grand |sub)?-?totals?|sum|summe|gesamt(summe)?|zwischensumme|insgesamt|somme|totaal|totale"
    r"|total général|suma|razem|Σ",
    re.IGNORECASE,
)
_LONGEST_HEADER = 80
_HEADER_ROWS = 3
_SCANNED = 12
"""Rows from a block's top among which its header must be."""


@dataclass(frozen=True)
class _Block:
    """A rectangle of a sheet: rows that hold something, between two columns."""

    rows: tuple[int, ...]
    left: int
    right: int


def tables(grid: Grid) -> list[Table]:
    """The tables of a sheet from top to bottom, those beside each other from left to right."""
    habits = habits_of(value for row in grid.cells.values() for value in row.values())
    found: list[Table] = []
    captions: dict[int, str] = {}
    for block in _joined(grid, _blocks(grid)):
        table = _table(grid, block, habits, captions)
        if table is not None:
            found.append(table)
        elif caption := _caption(grid, block.rows, block):
            # A title with a blank row below it is a block of its own.
            captions[block.rows[-1]] = caption
    return found


def _blocks(grid: Grid) -> Iterator[_Block]:
    for rows in _runs(sorted(grid.cells)):
        columns = sorted({column for row in rows for column in grid.row(row)})
        for part in _runs(columns):
            inside = [row for row in rows if any(part[0] <= c <= part[-1] for c in grid.row(row))]
            yield _Block(tuple(inside), part[0], part[-1])


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Numbers without a gap between them."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _joined(grid: Grid, blocks: Iterator[_Block]) -> list[_Block]:
    """Blocks without a header of their own go to the one above: the blank row was only air."""
    joined: list[_Block] = []
    for block in blocks:
        above = next(
            (n for n in range(len(joined) - 1, -1, -1) if _is_below(joined[n], block)), None
        )
        if above is not None and _continues(grid, joined[above], block):
            before = joined[above]
            rows = tuple(sorted({*before.rows, *block.rows}))
            joined[above] = _Block(rows, before.left, before.right)
        else:
            joined.append(block)
    return joined


def _is_below(above: _Block, block: _Block) -> bool:
    within = above.left <= block.left and block.right <= above.right
    return within and above.rows[-1] < block.rows[0]


def _continues(grid: Grid, above: _Block, block: _Block) -> bool:
    """Whether the rows look like those above and not like a table with a header."""
    if _header(grid, above) is None:
        return False
    filled = grid.row(block.rows[0])
    if len(filled) < 2:
        return bool(len(block.rows) > 1 and len(grid.row(block.rows[1])) >= 2) and (
            _header(grid, block) is None
        )
    return _header(grid, block) is None or _is_text_table_row(grid, above, block)


def _is_text_table_row(grid: Grid, above: _Block, block: _Block) -> bool:
    """A row of text alone is a header, unless everything above is text too and repeats in it."""
    first = {shown(value).casefold() for value in grid.row(block.rows[0]).values()}
    seen = {shown(v).casefold() for row in above.rows[1:] for v in grid.row(row).values()}
    return bool(first & seen)


def _header(grid: Grid, block: _Block) -> tuple[int, int] | None:
    """The first and the last row of the header, as positions among the block's rows."""
    width = block.right - block.left + 1
    for position, row in enumerate(block.rows[:_SCANNED]):
        cells = {c: v for c, v in grid.row(row).items() if block.left <= c <= block.right}
        if len(cells) < max(2, round(0.5 * width)) and not (width == 1 and cells):
            continue
        if _is_title(grid, row, block):
            continue
        if not all(map(_may_be_header, cells.values())):
            return None
        if position + 1 >= len(block.rows):
            return None
        return _with_lower_rows(grid, block, position)
    return None


def _is_title(grid: Grid, row: int, block: _Block) -> bool:
    """Whether one cell is as wide as all columns: a title of the whole, not of a column."""
    return any(
        top <= row <= bottom and left <= block.left and right >= block.right and left < right
        for top, left, bottom, right in grid.merged
    )


def _with_lower_rows(grid: Grid, block: _Block, first: int) -> tuple[int, int] | None:
    """A header has a second row if cells of the first span several columns, or have rows below."""
    last = first
    while last - first + 1 < _HEADER_ROWS and last + 2 < len(block.rows):
        row, below = block.rows[last], block.rows[last + 1]
        if not (_spans(grid, row, block) and _is_header_row(grid, below, block)):
            break
        last += 1
    return first, last


def _spans(grid: Grid, row: int, block: _Block) -> bool:
    """Whether a cell of this row is wide, or tall enough to reach into the next row."""
    for top, left, bottom, right in grid.merged:
        if (
            top <= row <= bottom
            and block.left <= left <= block.right
            and (right > left or bottom > row)
        ):
            return True
    texts = [shown(value) for value in grid.row(row).values()]
    repeats = len(texts) - len(set(texts))
    return repeats > 0


def _is_header_row(grid: Grid, row: int, block: _Block) -> bool:
    cells = [v for c, v in grid.row(row).items() if block.left <= c <= block.right]
    return len(cells) >= 2 and all(map(_may_be_header, cells))


def _may_be_header(value: Value) -> bool:
    """Text, a year or a month can stand above a column; other numbers cannot."""
    if isinstance(value, str):
        is_number = number_of(value, Habits()) is not None and not value.strip().isdigit()
        return len(value) <= _LONGEST_HEADER and not is_number
    if isinstance(value, int) and not isinstance(value, bool):
        return 1900 <= value <= 2100
    return isinstance(value, date | datetime)


def _table(grid: Grid, block: _Block, habits: Habits, captions: dict[int, str]) -> Table | None:
    header = _header(grid, block)
    if header is None:
        return None
    first, last = (block.rows[position] for position in header)
    names = _names(grid, block, first, last)
    rows, notes = _data_rows(grid, block, header[1], names)
    if not rows:
        return None
    columns, filled = _columns(grid, names, rows, habits)
    caption = _caption(grid, block.rows[: header[0]], block) or _above(captions, first)
    hidden = frozenset(row for row in rows if row in grid.hidden)
    if hidden:
        notes.append(f"{len(hidden)} hidden rows are counted like the others.")
    notes += filled
    return Table(
        grid.name, caption, (first, last), tuple(columns), tuple(rows), hidden, tuple(notes)
    )


def _above(captions: dict[int, str], row: int) -> str:
    near = [at for at in captions if 0 < row - at <= 3]
    return captions[max(near)] if near else ""


def _caption(grid: Grid, rows: Sequence[int], block: _Block) -> str:
    texts = [
        shown(value)
        for row in rows
        for column, value in sorted(grid.row(row).items())
        if block.left <= column <= block.right
    ]
    return " · ".join(dict.fromkeys(texts))[:200]


def _names(grid: Grid, block: _Block, first: int, last: int) -> dict[int, str]:
    """The header of each column: the texts above it from top to bottom, each once."""
    names: dict[int, str] = {}
    for column in range(block.left, block.right + 1):
        texts = [
            _heading(grid.row(row)[column])
            for row in range(first, last + 1)
            if column in grid.row(row)
        ]
        names[column] = " ".join(dict.fromkeys(filter(None, texts)))
    counts = Counter(names.values())
    for column, name in names.items():
        if not name:
            names[column] = f"column {column_name(column)}"
        elif counts[name] > 1:
            names[column] = f"{name} ({column_name(column)})"
    return names


def _heading(value: Value) -> str:
    if isinstance(value, datetime | date) and value.day == 1:
        return f"{value:%Y-%m}"
    return shown(value)


def _data_rows(
    grid: Grid, block: _Block, header: int, names: dict[int, str]
) -> tuple[list[int], list[str]]:
    """The rows that hold data: no totals, no repeated headers, no notes between or below."""
    rows: list[int] = []
    totals: list[str] = []
    for row in block.rows[header + 1 :]:
        cells = {c: v for c, v in grid.row(row).items() if c in names}
        texts = [shown(value) for value in cells.values() if isinstance(value, str)]
        if _is_total(texts):
            totals.append(str(row + 1))
        elif (len(cells) > 1 or (len(names) <= 2 and cells)) and not all(
            shown(value) in names[c] for c, value in cells.items()
        ):
            rows.append(row)
    note = f"Rows of totals are left out: {', '.join(totals)}."
    return rows, [note] * bool(totals)


def _is_total(texts: Sequence[str]) -> bool:
    return (
        bool(texts)
        and bool(TOTALS.match(texts[0].strip(": ")))
        and (TOTALS.fullmatch(texts[0].strip(": ")) is not None or len(texts) == 1)
    )


def _columns(
    grid: Grid, names: dict[int, str], rows: Sequence[int], habits: Habits
) -> tuple[list[Column], list[str]]:
    columns: list[Column] = []
    notes: list[str] = []
    for index, name in names.items():
        values: list[Value] = [grid.row(row).get(index) for row in rows]
        if all(value is None for value in values):
            continue
        if not columns and _is_outline(values):
            values = _filled_down(values)
            notes.append(f"Blank cells of “{name}” count as the one above them.")
        columns.append(
            column_of(name, index, values, habits_of(values) if _marks(values) else habits)
        )
    return columns, notes


def _marks(values: Sequence[Value]) -> bool:
    """Whether a column says by itself how it is written."""
    texts = [value for value in values if isinstance(value, str)]
    return any(
        (number_of(text, Habits()) is not None and "." in text and "," in text)
        or (date_of(text, Habits()) is None) != (date_of(text, Habits(month_first=True)) is None)
        for text in texts
    )


def _is_outline(values: Sequence[Value]) -> bool:
    """A first column that names each group only once, beside the group's first row."""
    texts = [value for value in values if value is not None]
    is_text = all(isinstance(value, str) and value.casefold() not in BLANKS for value in texts)
    blanks = len(values) - len(texts)
    return values[0] is not None and is_text and blanks >= 0.3 * len(values) and len(texts) > 1


def _filled_down(values: Sequence[Value]) -> list[Value]:
    filled: list[Value] = []
    for value in values:
        filled.append(value if value is not None else filled[-1])
    return filled
