"""Word documents: the text of every part, paragraph by paragraph, below its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from llmos_files.reading.document import Facts, Piece, Pieces, Place, broken
from llmos_files.reading.packages import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_HEADING = re.compile(r"(heading|berschrift|titre|titulo|encabezado|kop|title)\s*(\d?)", re.I)
_BESIDE = ("header", "footer", "footnotes", "endnotes", "comments", "chart", "diagramData")
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_CORE = "docProps/core.xml"


def read(file: BinaryIO, facts: Facts) -> Pieces:
    """The body, then what stands beside it: headers, footers, notes, comments, charts."""
    package = Package(file)
    facts.title = facts.title or title(package)
    main = _main(package)
    heading = ""
    for text, style in paragraphs(package, main):
        if _HEADING.search(style):
            heading = " ".join(text.split())
        yield Piece(text, Place("section", 0, heading) if heading else Place())
    beside = dict.fromkeys(t for k, t in package.relations(main).values() if k in _BESIDE)
    for part in beside:
        if part in package:
            for text, _ in paragraphs(package, part):
                yield Piece(text)


def title(package: Package) -> str:
    """The title among an OOXML file's properties; most have none."""
    if _CORE not in package:
        return ""
    return " ".join((package.tree(_CORE).findtext(_TITLE) or "").split())


def _main(package: Package) -> str:
    """The part that holds the text: the package says which."""
    for kind, target in package.relations("").values():
        if kind == "officeDocument" and target in package:
            return target
    if "word/document.xml" in package:
        return "word/document.xml"
    raise broken("It has no text part, so it is not a Word document.")


def paragraphs(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """The text and the style's name of each paragraph of a part, however deep it stands."""
    tags = (f"{_W}p", f"{_STRICT}p", f"{_A}p")
    for element in package.elements(part, *tags):
        text = "".join(_words(element))
        if text.strip() and not _is_repeated(element):
            yield text.strip(), _style(element)


def _words(paragraph: etree._Element) -> Iterator[str]:
    for node in paragraph.iter(etree.Element):
        name = etree.QName(node).localname
        if name == "t":
            yield node.text or ""
        elif name in ("tab", "ptab"):
            # Tab stops of the paragraph's properties have the same name.
            yield "\t" if node.getparent() is not None and _in_run(node) else ""
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"


def _in_run(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and etree.QName(parent).localname == "r"


def _style(paragraph: etree._Element) -> str:
    for space in (_W, _STRICT):
        style = paragraph.find(f"{space}pPr/{space}pStyle")
        if style is not None:
            return style.get(f"{space}val") or ""
    return ""


def _is_repeated(paragraph: etree._Element) -> bool:
    """Text boxes stand twice in a document: once for new programs, once for old ones."""
    parent = paragraph.getparent()
    if parent is None or not parent.tag.endswith("txbxContent"):
        return False
    return any(above.tag == f"{_MC}Fallback" for above in paragraph.iterancestors())
