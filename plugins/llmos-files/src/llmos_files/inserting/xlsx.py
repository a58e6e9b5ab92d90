"""A table in an Excel workbook: into empty cells of a sheet. What is text stays text.

Cells are written as inline strings and as numbers, never as formulas, so nothing that stands in a
table can begin to compute. Formulas, charts and everything else in the workbook are not touched.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from llmos_files.inserting.grid import Grid, Inserted, NoPlace, Value
from llmos_files.inserting.packing import repacked
from llmos_files.reading.cells import cell_name, range_name
from llmos_files.reading.packages import Package

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLACE = re.compile(r"(?:'?(?P<sheet>[^'!]+)'?!)?(?P<cell>\$?[A-Za-z]{1,3}\$?\d{1,7})?")
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_GAP = 2


def insert(content: bytes, grid: Grid, at: str) -> Inserted:
    """Put the table at a cell ("Sheet!B5", "B5"), or below what a sheet (or the first) holds."""
    package = Package(io.BytesIO(content))
    sheets = dict(_sheets(package))
    sheet, cell = _place(at, sheets)
    part = sheets[sheet]
    root = package.tree(part)
    data = root.find(_tag("sheetData"))
    if data is None:
        raise NoPlace(f"The sheet {sheet} has no cells.")
    top, left = _position(cell) if cell else (_last_row(data) + _GAP, 0)
    _write(data, grid, top, left, sheet)
    _widen(root, data)
    place = range_name(top, left, top + len(grid.rows), left + len(grid.columns) - 1)
    changed = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Inserted(repacked(content, {part: changed}), f"sheet “{sheet}”, {place}")


def _sheets(package: Package) -> Iterator[tuple[str, str]]:
    main = next(
        (t for kind, t in package.relations("").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )
    relations = package.relations(main)
    for sheet in package.tree(main).iter("{*}sheet"):
        id = next((str(value) for key, value in sheet.items() if str(key).endswith("}id")), "")
        kind, part = relations.get(id, ("", ""))
        if kind == "worksheet" and part in package:
            yield sheet.get("name", ""), part


def _place(at: str, sheets: dict[str, str]) -> tuple[str, str]:
    by_name = {name.casefold(): name for name in sheets}
    if at.strip().casefold() in by_name:
        return by_name[at.strip().casefold()], ""
    found = _PLACE.fullmatch(at.strip())
    wanted = (found["sheet"] or "").casefold() if found else "?"
    if not found or (wanted and wanted not in by_name) or not sheets:
        raise NoPlace(f"There is no sheet or cell “{at}”; the sheets are: {', '.join(sheets)}.")
    return by_name.get(wanted, next(iter(sheets))), found["cell"] or ""


def _position(cell: str) -> tuple[int, int]:
    found = _CELL.fullmatch(cell)
    assert found  # the place's own pattern holds it
    column = 0
    for letter in found[1].upper():
        column = 26 * column + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _last_row(data: etree._Element) -> int:
    return max((int(row.get("r", "0")) for row in data if len(row)), default=0) - 1


def _write(data: etree._Element, grid: Grid, top: int, left: int, sheet: str) -> None:
    for number, values in enumerate((grid.columns, *grid.rows)):
        row = _row(data, top + number)
        for offset, value in enumerate(values):
            _put(row, top + number, left + offset, value, sheet)


def _row(data: etree._Element, number: int) -> etree._Element:
    """The row with this number (from 0), made where it belongs if it is missing."""
    position = 0
    for position, row in enumerate(data, 1):
        at = int(row.get("r", "0")) - 1
        if at == number:
            return row
        if at > number:
            position -= 1
            break
    made = etree.Element(_tag("row"), {"r": str(number + 1)})
    data.insert(position, made)
    return made


def _put(row: etree._Element, number: int, column: int, value: Value, sheet: str) -> None:
    name = cell_name(number, column)
    position = 0
    for position, cell in enumerate(row, 1):
        at = _position(cell.get("r", "A1"))[1]
        if at == column:
            if len(cell):
                raise NoPlace(f"The cell {name} of {sheet} is not empty, and nothing is replaced.")
            row.remove(cell)
            position -= 1
            break
        if at > column:
            position -= 1
            break
    row.insert(position, _cell(name, value))


def _cell(name: str, value: Value) -> etree._Element:
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell = etree.Element(_tag("c"), {"r": name})
        etree.SubElement(cell, _tag("v")).text = repr(value)
        return cell
    cell = etree.Element(_tag("c"), {"r": name, "t": "inlineStr"})
    text = etree.SubElement(etree.SubElement(cell, _tag("is")), _tag("t"), {_XML_SPACE: "preserve"})
    text.text = "" if value is None else str(value)
    return cell


def _widen(root: etree._Element, data: etree._Element) -> None:
    """The sheet says how far it reaches; what it says must stay true."""
    dimension = root.find(_tag("dimension"))
    places = [_position(cell.get("r", "A1")) for row in data for cell in row]
    if dimension is not None and places:
        rows, columns = zip(*places, strict=True)
        reach = range_name(min(rows), min(columns), max(rows), max(columns))
        dimension.set("ref", reach)


def _tag(name: str) -> str:
    return f"{{{_S}}}{name}"
