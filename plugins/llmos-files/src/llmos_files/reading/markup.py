"""XML of any kind: the text between its tags."""

from __future__ import annotations

from typing import BinaryIO

from lxml import etree

from llmos_files.reading import limits
from llmos_files.reading.content import content
from llmos_files.reading.document import Facts, Piece, Pieces
from llmos_files.reading.packages import parse


def read(file: BinaryIO, facts: Facts) -> Pieces:
    """One piece for each element with text of its own."""
    root = parse(content(file, limits.TEXT_BYTES))
    for element in root.iter(etree.Element):
        own = [element.text, *(child.tail for child in element)]
        text = " ".join(" ".join(filter(None, own)).split())
        if text:
            yield Piece(text)
