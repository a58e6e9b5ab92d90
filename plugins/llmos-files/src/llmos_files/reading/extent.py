"""How far the values of a workbook's sheets reach, before a library makes room for all between.

Calamine keeps a sheet as a whole rectangle. One stray value in XFD1048576 makes that 17 thousand
million cells, so such a sheet is found here first and passed over with a reason.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from llmos_files.reading import limits
from llmos_files.reading.cells import column_name
from llmos_files.reading.document import Unreadable
from llmos_files.reading.packages import Package

_FAR = (
    "Its sheet {} has a value in {}, so far from the others that the cells between come to more"
    " than {:,}; without that value it can be read."
)
_CHUNK = 1 << 20
_OVERLAP = 256
"""Bytes; no opening tag of a cell is longer."""

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr=[\"'](\d+)")
_COLUMN = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr=[\"']([A-Z]+)")
_VALUE = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>\s*<(?:\w+:)?(?:v|is|f)\b"
)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@dataclass
class _Extent:
    """The rectangle around some cells; rows and columns count from 0."""

    top: int = 0
    left: int = 0
    bottom: int = -1
    right: int = -1

    def take(self, row: int, column: int) -> None:
        """Make it reach to a cell."""
        if self.bottom < 0:
            self.top, self.left = row, column
        self.top, self.left = min(self.top, row), min(self.left, column)
        self.bottom, self.right = max(self.bottom, row), max(self.right, column)

    @property
    def cells(self) -> int:
        """How many cells it holds."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


def too_far(file: BinaryIO) -> dict[str, str]:
    """By name, the sheets whose values lie too far apart, each with a sentence about it.

    Raises `Unreadable` for an .ods file with one, because calamine opens all of its sheets at once.
    """
    try:
        package = Package(file)
        is_ods = "content.xml" in package
        far = _sentences(_of_ods(package) if is_ods else _of_xlsx(package))
    except Unreadable:
        return {}  # an older format, or damaged, which the reader of its values says better
    finally:
        file.seek(0)
    if far and is_ods:
        raise Unreadable("too large", " ".join(far.values()))
    return far


def _sentences(extents: Iterator[tuple[str, _Extent]]) -> dict[str, str]:
    return {
        name: _FAR.format(name, f"{column_name(e.right)}{e.bottom + 1}", limits.CELLS)
        for name, e in extents
        if e.cells > limits.CELLS
    }


def sheet_parts(package: Package) -> Iterator[tuple[str, str]]:
    """The names of an xlsx workbook's sheets, and the parts of the package that hold them."""
    main = next((t for kind, t in package.relations("").values() if kind == "officeDocument"), "")
    if posixpath.splitext(main)[1] != ".xml":
        return
    relations = package.relations(main)
    for sheet in package.tree(main).iter("{*}sheet"):
        id = next((str(value) for key, value in sheet.items() if str(key).endswith("}id")), "")
        _, part = relations.get(id, ("", ""))
        if part in package and posixpath.splitext(part)[1] == ".xml":
            yield str(sheet.get("name", "")), part


def _of_xlsx(package: Package) -> Iterator[tuple[str, _Extent]]:
    for name, part in sheet_parts(package):
        # Cells that only have a format reach to the end of many sheets, so a second look counts.
        if _roughly(package, part).cells > limits.CELLS:
            yield name, _of_values(package, part)


def _roughly(package: Package, part: str) -> _Extent:
    """Around everything that is named, with a value or not; quicker by far."""
    extent = _Extent()
    for chunk in _chunks(package, part):
        rows = [*map(int, _ROW.findall(chunk))]
        columns = [*map(_number, set(_COLUMN.findall(chunk)))]
        for row in (min(rows), max(rows)) if rows else ():
            for column in (min(columns), max(columns)) if columns else (0,):
                extent.take(row - 1, column)
    return extent


def _of_values(package: Package, part: str) -> _Extent:
    extent = _Extent()
    for chunk in _chunks(package, part):
        for letters, row in _VALUE.findall(chunk):
            extent.take(int(row) - 1, _number(letters))
    return extent


def _chunks(package: Package, part: str) -> Iterator[bytes]:
    with package.open(part) as member:
        rest = b""
        while chunk := member.read(_CHUNK):
            yield rest + chunk
            rest = chunk[-_OVERLAP:]


def _number(letters: bytes) -> int:
    """The column (from 0) that is written like this: "A" is 0, "XFD" is 16,383."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _of_ods(package: Package) -> Iterator[tuple[str, _Extent]]:
    for table in package.tree("content.xml").iter(f"{_TABLE}table"):
        extent, number = _Extent(), 0
        for row in table.iter(f"{_TABLE}table-row"):
            column = 0
            for cell in row:
                repeated = int(cell.get(f"{_TABLE}number-columns-repeated") or 1)
                if cell.get(f"{_OFFICE}value-type"):
                    extent.take(number, column)
                    extent.take(number, column + repeated - 1)
                column += repeated
            number += int(row.get(f"{_TABLE}number-rows-repeated") or 1)
        yield str(table.get(f"{_TABLE}name", "")), extent
