"""Workbooks (xlsx, xlsm, xlsb, xls, ods) through calamine: rows of typed values."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import python_calamine as calamine

from llmos_files.reading import limits
from llmos_files.reading.cells import Value, range_name, shown
from llmos_files.reading.content import content
from llmos_files.reading.document import (
    Facts,
    Piece,
    Pieces,
    Place,
    Unreadable,
    broken,
    encrypted,
)
from llmos_files.reading.extent import too_far
from llmos_files.reading.ole import has_password
from llmos_files.reading.packages import Package

_BLOCK_CHARS = 700
_BLOCK_ROWS = 40


def read(file: BinaryIO, facts: Facts) -> Pieces:
    """Blocks of rows with the range of cells that they take up; cells are parted by a bar."""
    far = too_far(file)
    facts.problems += far.values()
    with opened(file) as book:
        for name in near_worksheets(book, far):
            yield Piece(name, Place("sheet", 0, name))
            try:
                yield from _blocks(name, rows(book, name))
            except (calamine.CalamineError, OSError, ValueError) as error:
                facts.problems.append(f"The sheet {name} is damaged: {_words(error)}.")


def opened(file: BinaryIO) -> Any:
    """The workbook; locked and damaged ones are `Unreadable`."""
    try:
        return calamine.CalamineWorkbook.from_filelike(file)
    except calamine.PasswordError as error:
        raise encrypted() from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        if _is_locked(content(file)):
            raise encrypted() from error
        raise broken(f"It is not a whole workbook: {_words(error)}.") from error


def worksheets(book: Any) -> list[str]:
    """The names of the sheets that hold cells; charts and macros have sheets too."""
    kind = calamine.SheetTypeEnum.WorkSheet
    return [sheet.name for sheet in book.sheets_metadata if sheet.typ == kind]


def near_worksheets(book: Any, far: Mapping[str, str]) -> list[str]:
    """Those that can be read whole; raises `Unreadable` if all have values too far apart."""
    near = [name for name in worksheets(book) if name not in far]
    if far and not near:
        raise Unreadable("too large", " ".join(far.values()))
    return near


def _is_locked(whole: bytes) -> bool:
    return has_password(whole) or b"encryption-data" in _manifest(whole)


def _manifest(whole: bytes) -> bytes:
    try:
        return Package(io.BytesIO(whole)).read("META-INF/manifest.xml")
    except Unreadable:
        return b""


def rows(book: Any, name: str) -> Iterator[tuple[int, int, list[Value]]]:
    """The rows of a sheet that hold anything: row, first column (both from 0) and the values."""
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        return
    top, left = sheet.start
    # Without `skip_empty_area` calamine would give rows from A1 on, however far away the data are.
    values = sheet.to_python(skip_empty_area=True, nrows=limits.ROWS)
    for number, row in enumerate(values, top):
        if any(value not in (None, "") for value in row):
            yield number, left, row[: limits.COLUMNS]


def _blocks(name: str, found: Iterator[tuple[int, int, list[Value]]]) -> Pieces:
    lines: list[str] = []
    first = last = left = right = 0
    for row, start, values in found:
        if lines and (len(lines) >= _BLOCK_ROWS or sum(map(len, lines)) > _BLOCK_CHARS):
            yield Piece("\n".join(lines), _place(name, first, left, last, right))
            lines = []
        if not lines:
            first, left, right = row, start, start
        last, right = row, max(right, start + _width(values) - 1)
        lines.append(" | ".join(filter(None, map(shown, values))))
    if lines:
        yield Piece("\n".join(lines), _place(name, first, left, last, right))


def _width(values: list[Value]) -> int:
    return max((n for n, value in enumerate(values, 1) if value not in (None, "")), default=1)


def _place(name: str, top: int, left: int, bottom: int, right: int) -> Place:
    return Place("sheet", 0, name, range_name(top, left, bottom, right))


def _words(error: Exception) -> str:
    return str(error).split("\n")[0].strip(" .")[:100]
