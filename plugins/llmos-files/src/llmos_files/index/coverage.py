"""How much of a question's words stand in a passage, and in a file with its name.

A word counts by how few passages have it; one that only means the same counts less. What stands in
very many passages is left out: it tells little, and looking at all of these takes long.
"""

from __future__ import annotations

import math
import sqlite3
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from llmos_files.index.query import any_of, told

_COMMON = 2_500
"""Passages; a word that stands in as many is left out."""

MEANT = 0.8
"""What a word counts that only means what was asked for."""


@dataclass(frozen=True)
class _Word:
    """A word of the question, what it counts, and where it or its like stands.

    said, meant   passages in order that have it, and that have one that means the same
    files         those whose name, title or folder has either
    """

    weight: float
    said: Sequence[int]
    meant: Sequence[int]
    files: frozenset[int]

    def found(self, first: int, last: int) -> float:
        """What of it stands in some passages in a row, from 0 to 1."""
        if _stands(self.said, first, last):
            return 1.0
        return MEANT if _stands(self.meant, first, last) else 0.0


class Coverage:
    """The words of one question, looked up once. Shares of them are from 0 to 1.

    said, meant   its terms, and those that mean the same; without those that are left out
    """

    def __init__(self, connection: sqlite3.Connection, text: str) -> None:
        self._connection = connection
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM passages").fetchone()
        asked = told(text)
        looked_up = [self._look_up(own, others, last) for own, others in asked]
        self._words = [word for word in looked_up if word is not None]
        telling = [pair for pair, word in zip(asked, looked_up, strict=True) if word] or asked[:1]
        self.said = [own for own, _ in telling]
        self.meant = [other for _, others in telling for other in others]
        self._whole = sum(word.weight for word in self._words) or 1.0

    def of_passage(self, id: int) -> float:
        """The share of the words that one passage has."""
        return sum(word.weight * word.found(id, id) for word in self._words) / self._whole

    def of_file(self, id: int, first: int, last: int) -> float:
        """The share that a file has in its passages, which are these, or its name."""
        return (
            sum(
                word.weight * (1.0 if id in word.files else word.found(first, last))
                for word in self._words
            )
            / self._whole
        )

    def _look_up(self, own: str, others: list[str], passages: int) -> _Word | None:
        said = self._rows("words", own)
        if len(said) == _COMMON:
            return None
        meant = self._rows("words", any_of(others))
        named = self._rows("names", any_of([own, *others]))
        count = len(said) + len(meant) + len(named)
        return _Word(math.log(1 + passages / (1 + count)), said, meant, frozenset(named))

    def _rows(self, table: str, expression: str) -> list[int]:
        if not expression:
            return []
        query = f"SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT {_COMMON}"
        return [id for (id,) in self._connection.execute(query, (expression,))]


def _stands(passages: Sequence[int], first: int, last: int) -> bool:
    at = bisect_left(passages, first)
    return at < len(passages) and passages[at] <= last
