"""E-books: the chapters in the order of the book."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import unquote

from lxml import etree

from llmos_files.reading.charsets import decode
from llmos_files.reading.document import Facts, Piece, Pieces, broken, encrypted
from llmos_files.reading.html import pieces
from llmos_files.reading.packages import Package

_CONTAINER = "META-INF/container.xml"
# Chapters are XML, where a tag can close itself; in HTML such a tag would swallow the chapter.
_EMPTY = re.compile(r"<(title|script|style|a|p|div|span|td|li|i|b|em)\b[^<>]*/>", re.IGNORECASE)
_RIGHTS = "META-INF/rights.xml"
_ABOUT = tuple(
    "{http://purl.org/dc/elements/1.1/}" + name
    for name in (
        "title",
        "creator",
        "contributor",
        "publisher",
        "description",
        "subject",
        "date",
        "language",
    )
)


def read(file: BinaryIO, facts: Facts) -> Pieces:
    """The text of all chapters."""
    package = Package(file)
    if _RIGHTS in package:
        raise encrypted("It is locked by its seller.")
    book, folder = _book(package)
    about = [" ".join((one.text or "").split()) for one in book.iter(*_ABOUT)]
    facts.title = facts.title or next(filter(None, about), "")
    yield Piece(", ".join(filter(None, about)))
    for chapter in _chapters(package, book, folder):
        yield from pieces(_EMPTY.sub(r"<\1></\1>", decode(package.read(chapter))), facts)


def _book(package: Package) -> tuple[etree._Element, str]:
    """The book's list of parts, and the folder that their names start from."""
    if _CONTAINER not in package:
        raise broken("It has no table of contents, so it is not an e-book.")
    root = package.tree(_CONTAINER).find(".//{*}rootfile")
    opf = root.get("full-path", "") if root is not None else ""
    return package.tree(opf), posixpath.dirname(opf)


def _chapters(package: Package, book: etree._Element, folder: str) -> Iterator[str]:
    files = {item.get("id"): item.get("href", "") for item in book.iter("{*}item")}
    for entry in book.iter("{*}itemref"):
        href = unquote(files.get(entry.get("idref"), "") or "")
        name = posixpath.normpath(posixpath.join(folder, href))
        if name in package:
            yield name
