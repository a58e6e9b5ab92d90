"""Whole sentences out of pieces of text, as soon as each is finished."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_END = re.compile(r"(?:[.!?…]+[\"'”»)\]]*\s+|\n+)")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|No|Nr|approx|ca|e\.g|i\.e|z\.B|bzw|Str|cf|p|S|M|Mme)|\b\d{1,2}|\b[A-Z])\.\s+$"
)
_MARKS = re.compile(r"^(?:[-*•#>]+|\d+[.)])\s+|\*\*|`|\[\d+\]")


def sentences(pieces: Iterable[str]) -> Iterator[str]:
    """The sentences in order; marks of lists and emphasis are taken away."""
    waiting = ""
    for piece in pieces:
        waiting += piece
        while (end := _first_end(waiting)) is not None:
            if said := plain(waiting[:end]):
                yield said
            waiting = waiting[end:]
    if said := plain(waiting):
        yield said


def _first_end(text: str) -> int | None:
    for hit in _END.finditer(text):
        if "\n" in hit.group() or not _NO_END.search(text[: hit.end()]):
            return hit.end()
    return None


def plain(sentence: str) -> str:
    """The sentence without marks of lists, emphasis and citations."""
    return " ".join(_MARKS.sub("", sentence.strip()).split())
