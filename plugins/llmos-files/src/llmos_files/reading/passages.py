"""Pieces to passages: short neighbours of a place together, long ones cut where it hurts least."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from llmos_files.reading import limits
from llmos_files.reading.document import Piece, Pieces, Place

_ENOUGH = 500
"""Characters; a passage that has as many takes in no further piece."""

_MOST = 1_200
"""Characters; a longer piece is cut."""

_BREAKS = (re.compile(r"\n"), re.compile(r"[.!?…]\s"), re.compile(r"[;:,]?\s"))


def passages(pieces: Pieces) -> Iterator[Piece]:
    """Passages of about a paragraph's length, in order."""
    for place, group in itertools.groupby(pieces, key=_together):
        text = ""
        for piece in group:
            text = f"{text}\n{piece.text}" if text else piece.text
            if len(text) >= _ENOUGH:
                yield from (Piece(part, piece.place) for part in _cut(text))
                text = ""
            place = piece.place if text == piece.text else place
        if text:
            yield from (Piece(part, place) for part in _cut(text))


def _together(piece: Piece) -> Place:
    """Lines have places of their own, but what belongs together is not parted by that."""
    return Place("line") if piece.place.unit == "line" else piece.place


def _cut(text: str) -> Iterator[str]:
    while len(text) > _MOST:
        end = _end(text)
        if part := text[:end].strip():
            yield part
        text = text[end:].lstrip()
    if text.strip():
        yield text.strip()


def _end(text: str) -> int:
    for pattern in _BREAKS:
        found = [match.end() for match in pattern.finditer(text, _MOST // 2, _MOST)]
        if found:
            return found[-1]
    return _MOST


def within_limits(found: Iterator[Piece]) -> tuple[tuple[Piece, ...], bool]:
    """As many passages as are kept, and whether there were more."""
    kept: list[Piece] = []
    chars = 0
    for passage in found:
        if len(kept) >= limits.PASSAGES or chars >= limits.CHARS:
            return tuple(kept), True
        kept.append(passage)
        chars += len(passage.text)
    return tuple(kept), False
