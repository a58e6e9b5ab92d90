"""Documents and presentations of LibreOffice and others (odt, odp, odg): text in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from llmos_files.reading.document import Facts, Piece, Pieces, Place, encrypted
from llmos_files.reading.packages import Package

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MANIFEST = "META-INF/manifest.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_PAGE = f"{_DRAW}page"
_NOT_SHOWN = (f"{_TEXT}tracked-changes",)


def read(file: BinaryIO, facts: Facts) -> Pieces:
    """Paragraphs, each below its heading, or on its slide."""
    package = Package(file)
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise encrypted()
    if "meta.xml" in package:
        facts.title = facts.title or (package.tree("meta.xml").findtext(f".//{_TITLE}") or "")
    body = package.tree("content.xml").find(f"{_OFFICE}body")
    if body is not None:
        yield from _pieces(body)
    if "styles.xml" in package:
        for text, _ in _paragraphs(package.tree("styles.xml")):
            yield Piece(text)  # headers and footers stand among the styles


def _pieces(body: etree._Element) -> Pieces:
    slides = {page: number for number, page in enumerate(body.iter(_PAGE), 1)}
    heading = ""
    for text, paragraph in _paragraphs(body):
        if slides:
            slide = next((slides[up] for up in paragraph.iterancestors(_PAGE)), 0)
            yield Piece(text, Place("slide", slide) if slide else Place())
            continue
        if paragraph.tag == f"{_TEXT}h":
            heading = " ".join(text.split())
        yield Piece(text, Place("section", 0, heading) if heading else Place())


def _paragraphs(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for element in root.iter(*_PARAGRAPHS):
        if any(up.tag in _NOT_SHOWN for up in element.iterancestors()):
            continue
        text = "".join(_words(element)).strip()
        if text:
            yield text, element


def _words(node: etree._Element) -> Iterator[str]:
    """A paragraph's text without that of paragraphs inside it, which come by themselves."""
    yield node.text or ""
    for child in node:
        if child.tag == f"{_TEXT}s":
            yield " " * min(int(child.get(f"{_TEXT}c") or 1), 100)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag not in _PARAGRAPHS and isinstance(child.tag, str):
            yield from _words(child)
        yield child.tail or ""
