"""HTML as a reader sees it: no scripts, no styles, a line for each block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from selectolax.lexbor import LexborHTMLParser, LexborNode

from llmos_files.reading import limits
from llmos_files.reading.charsets import decode
from llmos_files.reading.content import content
from llmos_files.reading.document import Facts, Piece, Pieces, Place

_UNSEEN = ["script", "style", "noscript", "template", "svg", "iframe", "object"]
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_BLOCKS = frozenset(
    "address article aside blockquote br caption dd div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table td th title tr"
    " ul".split()
)


def read(file: BinaryIO, facts: Facts) -> Pieces:
    """Blocks of text, each below the heading that it stands under."""
    yield from pieces(decode(content(file, limits.TEXT_BYTES)), facts)


def pieces(source: str, facts: Facts) -> Pieces:
    """The same for HTML that is a part of something else."""
    page = LexborHTMLParser(source)
    title = page.css_first("title")
    facts.title = facts.title or (_clean(title.text()) if title else "")
    page.strip_tags(_UNSEEN)
    if page.body is None:
        return
    heading = ""
    for block, text in _blocks(page.body):
        if block in _HEADINGS:
            heading = text
        yield Piece(text, Place("section", 0, heading) if heading else Place())


def _blocks(body: LexborNode) -> Iterator[tuple[str, str]]:
    """The text of each block, with the innermost block's tag, in order."""
    words: list[str] = []
    tag = ""
    for node in body.traverse(include_text=True):
        if node.tag == "-text":
            words.append(node.text(deep=False))
        elif node.tag in _BLOCKS:
            if text := _clean("".join(words)):
                yield tag, text
            words, tag = [], node.tag or ""
        elif node.tag == "img" and (alt := node.attributes.get("alt")):
            words.append(f" {alt} ")
    if text := _clean("".join(words)):
        yield tag, text


def _clean(text: str) -> str:
    return " ".join(text.split())
