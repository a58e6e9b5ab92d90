"""Presentations: the text of each slide in the order of the show, with its notes and charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from llmos_files.reading.document import Facts, Piece, Pieces, Place, broken
from llmos_files.reading.docx import title
from llmos_files.reading.packages import Package

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_R = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_BESIDE = ("notesSlide", "chart", "diagramData", "comments")


def read(file: BinaryIO, facts: Facts) -> Pieces:
    """Each slide's text, then its notes, charts, diagrams and comments."""
    package = Package(file)
    facts.title = facts.title or title(package)
    for number, slide in enumerate(_slides(package), 1):
        beside = [t for kind, t in package.relations(slide).values() if kind in _BESIDE]
        for part in (slide, *beside):
            if part in package:
                for text in _texts(package, part):
                    yield Piece(text, Place("slide", number))


def _slides(package: Package) -> Iterator[str]:
    main = next((t for k, t in package.relations("").values() if k == "officeDocument"), "")
    if main not in package:
        raise broken("It has no list of slides, so it is not a presentation.")
    relations = package.relations(main)
    for entry in package.tree(main).iter("{*}sldId"):
        _, target = relations.get(entry.get(_R) or entry.get(_STRICT_R) or "", ("", ""))
        if target in package:
            yield target


def _texts(package: Package, part: str) -> Iterator[str]:
    """Paragraphs of shapes and tables, and the values that charts show."""
    for element in package.elements(part, "{*}p", f"{_C}v", "{*}text", "{*}pic"):
        text = " ".join(_words(element).split())
        if text:
            yield text


def _words(element: etree._Element) -> str:
    name = etree.QName(element).localname
    if name in ("v", "text"):
        return element.text or ""
    if name == "pic":
        about = element.find(".//{*}cNvPr")
        return (about.get("descr") or "") if about is not None else ""
    runs = (
        (node.text or "") if etree.QName(node).localname == "t" else " "
        for node in element.iter("{*}t", "{*}br", "{*}tab")
    )
    return "".join(runs)
