"""A table in a Word document, below a heading or paragraph; all else stays as it is."""

from __future__ import annotations

import io

from lxml import etree

from llmos_files.inserting.grid import Grid, Inserted, NoPlace
from llmos_files.inserting.packing import repacked
from llmos_files.reading.cells import shown
from llmos_files.reading.packages import Package

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PART = "word/document.xml"
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
_NEAR = 60


def insert(content: bytes, grid: Grid, at: str) -> Inserted:
    """Put the table after the first paragraph that says this, or at the end of the text."""
    package = Package(io.BytesIO(content))
    root = package.tree(_PART)
    body = root.find(_tag("body"))
    if body is None:
        raise NoPlace("The document has no text to put a table into.")
    paragraph, place = _paragraph(body, at) if at else (None, "at the end")
    table = _table(grid)
    if paragraph is None:
        last = body.find(_tag("sectPr"))
        position = len(body) if last is None else body.index(last)
        body.insert(position, table)
    else:
        paragraph.addnext(table)
    # Word wants a paragraph after a table.
    table.addnext(etree.Element(_tag("p")))
    changed = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Inserted(repacked(content, {_PART: changed}), place)


def _paragraph(body: etree._Element, at: str) -> tuple[etree._Element, str]:
    wanted = " ".join(at.casefold().split())
    texts = [(p, "".join(t.text or "" for t in p.iter(_tag("t")))) for p in body.iter(_tag("p"))]
    ranked = [(p, text) for p, text in texts if wanted in " ".join(text.casefold().split())]
    top = [(p, text) for p, text in ranked if p.getparent() is body]
    if not top:
        raise NoPlace(f"No paragraph says “{at}”.")
    headings = [
        (p, text) for p, text in top if p.find(f"{_tag('pPr')}/{_tag('pStyle')}") is not None
    ]
    paragraph, text = (headings or top)[0]
    return paragraph, f"after “{text[:_NEAR].strip()}”"


def _table(grid: Grid) -> etree._Element:
    table = etree.Element(_tag("tbl"))
    properties = etree.SubElement(table, _tag("tblPr"))
    etree.SubElement(properties, _tag("tblW"), {_tag("w"): "0", _tag("type"): "auto"})
    borders = etree.SubElement(properties, _tag("tblBorders"))
    for side in _BORDERS:
        etree.SubElement(borders, _tag(side), {_tag("val"): "single", _tag("sz"): "4"})
    columns = etree.SubElement(table, _tag("tblGrid"))
    for _ in grid.columns:
        etree.SubElement(columns, _tag("gridCol"))
    for number, row in enumerate((grid.columns, *grid.rows)):
        line = etree.SubElement(table, _tag("tr"))
        for value in row:
            _cell(line, shown(value), bold=number == 0)
    return table


def _cell(row: etree._Element, text: str, *, bold: bool) -> None:
    cell = etree.SubElement(row, _tag("tc"))
    run = etree.SubElement(etree.SubElement(cell, _tag("p")), _tag("r"))
    if bold:
        etree.SubElement(etree.SubElement(run, _tag("rPr")), _tag("b"))
    element = etree.SubElement(run, _tag("t"), {_XML_SPACE: "preserve"})
    element.text = text


def _tag(name: str) -> str:
    return f"{{{_W}}}{name}"
