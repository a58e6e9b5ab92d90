"""Cell names and the text of cell values."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | datetime | date | time | timedelta | None


def column_name(index: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    """A cell's name, both counted from 0."""
    return f"{column_name(column)}{row + 1}"


def range_name(top: int, left: int, bottom: int, right: int) -> str:
    """A range's name, or the cell's if it is only one."""
    first, last = cell_name(top, left), cell_name(bottom, right)
    return first if first == last else f"{first}:{last}"


def shown(value: Value) -> str:
    """A cell's value as text, without the noise of binary fractions and of midnights."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < 1e15 else str(value)
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(" ", "minutes" if not value.second else "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return " ".join(str(value).replace("\0", "").split())
