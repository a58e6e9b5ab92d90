"""HTML to the text that a reader sees. Nothing is fetched; scripts and styles are dropped."""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from llmos_mail.reading.limits import HTML_CHARS, HTML_DEPTH

_HIDDEN = "script, style, head, title, template, noscript, [hidden]"
_QUOTES = "blockquote, .gmail_quote"
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|div|dl|fieldset|figure|footer|form|h[1-6]|header|main|nav"
    r"|ol|p|pre|section|table|ul"
)
_LINES = frozenset({"br", "dd", "dt", "hr", "li", "tr"})
_CELLS = frozenset({"td", "th"})
_TAG = re.compile(r"<[^<>]*>")
_OPENED = re.compile(r"<(?!br\b|img\b|hr\b|meta\b|link\b|input\b|p\b|li\b|td\b|tr\b)[a-zA-Z]")
_SPACES = re.compile(r"[ \t\r\f\v\xa0]+")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")


def html_to_text(html: str) -> str:
    """The visible text, one block a line; what the writer quoted becomes lines that begin with >"""
    html = html[:HTML_CHARS]
    if len(_OPENED.findall(html)) - html.count("</") > HTML_DEPTH:
        return _tidy(unescape(_TAG.sub(" ", html)))
    tree = LexborHTMLParser(html)
    for node in tree.css(_HIDDEN):
        node.decompose()
    return _tidy(_Writer(tree.body).text()) if tree.body else ""


class _Writer:
    """Walks the tree without recursion, because its depth is the sender's choice."""

    def __init__(self, body: LexborNode) -> None:
        self._body = body
        self._quotes = {node.mem_id for node in body.css(_QUOTES)}
        self._open_quote = 0
        self._levels: list[list[str]] = [[]]

    def text(self) -> str:
        node: LexborNode | None = self._body
        while node is not None:
            self._open(node)
            node = node.first_child or self._after(node)
        return "".join(self._levels[0])

    def _after(self, node: LexborNode) -> LexborNode | None:
        """What follows once this node and the ancestors that end with it are closed."""
        ended: LexborNode | None = node
        while ended is not None:
            self._close(ended)
            if ended.mem_id == self._body.mem_id:
                return None
            if ended.next is not None:
                return ended.next
            ended = ended.parent
        return None

    def _open(self, node: LexborNode) -> None:
        if node.is_text_node:
            self._levels[-1].append(_SPACES.sub(" ", (node.text_content or "").replace("\n", " ")))
        elif node.mem_id in self._quotes and not self._open_quote:
            # Quotes inside a quote are already other people's words; one mark is enough.
            self._open_quote = node.mem_id
            self._levels.append([])
        elif node.tag in _LINES or _BLOCKS.fullmatch(node.tag or ""):
            self._levels[-1].append("\n")

    def _close(self, node: LexborNode) -> None:
        if node.mem_id == self._open_quote:
            self._open_quote = 0
            quoted = _tidy("".join(self._levels.pop()))
            lines = "".join(f"> {line}\n" for line in quoted.splitlines())
            self._levels[-1].append(f"\n{lines}")
        elif _BLOCKS.fullmatch(node.tag or ""):
            self._levels[-1].append("\n")
        elif node.tag in _CELLS:
            self._levels[-1].append("  ")


def _tidy(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
