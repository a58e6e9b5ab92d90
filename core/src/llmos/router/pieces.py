"""A request cut into words and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECE = re.compile(
    r"(?:[cdlsmntj]|qu)['\N{RIGHT SINGLE QUOTATION MARK}](?=\w)"
    r"|[\w.+-]+@[\w.-]+\w|[^\s,;:!?()\"«»„“”]+|[,;:!?()\"«»„“”]",
    re.I,
)
POSSESSIVE = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]s?$")


@dataclass
class Word:
    """One word or sign, and what it does in the request."""

    text: str
    begin: int
    end: int
    kind: str = "content"  # content, cue, article, business, time, sign, name
    cue: str = ""

    @property
    def plain(self) -> str:
        """Without case and apostrophes."""
        return POSSESSIVE.sub("", self.text.casefold().rstrip("."))


END = Word("", 0, 0, "end")
"""Stands where there is no word any more."""


def pieces(text: str) -> list[Word]:
    """The words and signs of a text in their order."""
    return [Word(hit.group(), *hit.span()) for hit in _PIECE.finditer(text)]
