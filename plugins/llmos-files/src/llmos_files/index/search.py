"""Finding passages by words and by meaning, and the files that hold them.

Added up are how near the best passage is in meaning, how much of the question's words it has and
how much of them its file has, and what the name fits; long files lose a little. The weights come
from benchmarks/files_search.py, which prints what each is worth.
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from llmos_files.index.coverage import MEANT, Coverage
from llmos_files.index.meaning import Meanings
from llmos_files.index.query import any_of, beginnings, kinds_said, terms
from llmos_files.reading.document import Piece, Place

_DEEP = 300
"""As many passages of each kind are looked at."""

_GOOD = 16.0
"""A score of the word index that counts as a full hit; better than that is not needed."""

_RANK = 0.02
_PASSAGE = 0.1
_FILE = 0.4
"""What a full hit counts, as nearness in meaning: by the score of the word index, which decides
among equals; by the share of the words that the best passage has; by the share that the file has.
"""

_NAMES = 0.16
_KIND = 0.2
"""What counts for files whose name fits, and for those of a kind that the question speaks of."""

_LENGTH = 0.11
"""What a content loses for each time that it is e times as long: of many passages the best one is
good by chance.
"""

_SECOND = 1_000_000_000
_PASSAGES_PER_FILE = 3
_FAR = 0.2
"""Of meaning; what is no nearer than that has nothing to do with the question."""


@dataclass(frozen=True)
class Wanted:
    """What to look for; whatever is None or empty does not narrow the search.

    Times are moments; `since` is included and `until` is not. Sizes are bytes.
    """

    text: str = ""
    vector: bytes = b""
    kinds: tuple[str, ...] = ()
    folder: str = ""
    since: datetime | None = None
    until: datetime | None = None
    smallest: int = 0
    largest: int = 0


@dataclass(frozen=True)
class File:
    """A file as the index knows it. `changed` is in nanoseconds since 1970."""

    id: int
    path: bytes
    key: str
    name: str
    kind: str
    size: int
    changed: int
    content: int
    title: str
    reason: str
    problems: str
    taken: int | None


@dataclass
class Hit:
    """A file that was found, and those of its passages that say why, the best first."""

    file: File
    score: float
    passages: list[Piece] = field(default_factory=list)


@dataclass
class _Found:
    """What was found of one content: the best score of any kind, and each passage's of all."""

    rank: float = 0.0
    words: float = 0.0
    meaning: float = 0.0
    passages: dict[int, float] = field(default_factory=dict)

    def add(self, passage: int, rank: float, words: float, meaning: float) -> None:
        """A passage; a thick book has many, and only the best of them counts for it."""
        self.rank = max(self.rank, rank)
        self.words = max(self.words, words)
        self.meaning = max(self.meaning, meaning)
        self.passages[passage] = _RANK * rank + (_PASSAGE + _FILE) * words + meaning

    @property
    def score(self) -> float:
        """How well the content's best passages fit."""
        return _RANK * self.rank + _PASSAGE * self.words + self.meaning

    def best(self) -> list[int]:
        """Its passages, the best first."""
        ranked = sorted(self.passages, key=lambda id: -self.passages[id])
        return ranked[:_PASSAGES_PER_FILE]


COLUMNS = (
    "f.id, f.path, f.key, f.name, f.kind, f.size, f.changed, f.content,"
    " c.title, c.reason, c.problems, c.taken"
)
_RANKED = (
    "f.id, f.content, f.kind, f.changed, c.length,"
    " (SELECT min(id) FROM passages WHERE content = f.content)"
)
FROM = "FROM shown f JOIN contents c ON c.id = f.content"


class Finder:
    """Searches one index; keeps the vectors in memory between searches."""

    def __init__(self, connection: sqlite3.Connection, meanings: Meanings) -> None:
        self.connection = connection
        self._meanings = meanings

    def search(self, wanted: Wanted, limit: int) -> list[Hit]:
        """The files that fit, the best first; without words, the latest first."""
        asked = terms(wanted.text)
        if not asked and not wanted.vector:
            return [Hit(file, 0.0) for file in self._latest(wanted, limit)]
        coverage = Coverage(self.connection, wanted.text)
        found = self._contents(coverage, wanted)
        names = self._names(asked, coverage)
        best = self._ranked(found, names, coverage, wanted)[:limit]
        files = self._files([id for id, _ in best])
        hits = [Hit(files[id], score) for id, score in best]
        self._put_passages(hits, found)
        return hits

    def _ranked(
        self,
        found: dict[int, _Found],
        names: dict[int, float],
        coverage: Coverage,
        wanted: Wanted,
    ) -> list[tuple[int, float]]:
        """Files by id with their scores, the best and then the latest first; of copies of one
        document only one, since the same text twice is no second answer.
        """
        by_content, by_id = (", ".join(map(str, ids)) or "NULL" for ids in (found, names))
        clauses = [f"(f.content IN ({by_content}) OR f.id IN ({by_id}))"]
        best: dict[int, tuple[float, int, int]] = {}
        kinds = kinds_said(wanted.text)
        for id, content, kind, changed, length, first in self._rows(_RANKED, clauses, wanted):
            score = names.get(id, 0.0) + _KIND * (kind in kinds)
            score += _FILE * coverage.of_file(id, first or 0, (first or 0) + length - 1)
            if content in found:
                score += found[content].score - _LENGTH * math.log(length)
            rank = (score, changed, id)
            best[content] = max(rank, best.get(content, rank))
        return [(id, score) for score, _, id in sorted(best.values(), reverse=True)]

    def _contents(self, coverage: Coverage, wanted: Wanted) -> dict[int, _Found]:
        """The contents found by words and by meaning, each with the scores of its best passages."""
        near = self._meanings.nearest(self.connection, wanted.vector, _DEEP)
        by_words = self._by_words(coverage)
        by_meaning = {id: nearness for id, nearness in near if nearness > _FAR}
        marks = ", ".join(map(str, by_words.keys() | by_meaning.keys())) or "NULL"
        rows = self.connection.execute(f"SELECT id, content FROM passages WHERE id IN ({marks})")
        found: dict[int, _Found] = defaultdict(_Found)
        for id, content in rows:
            words = coverage.of_passage(id)
            found[content].add(id, by_words.get(id, 0.0), words, by_meaning.get(id, 0.0))
        return found

    def _by_words(self, coverage: Coverage) -> dict[int, float]:
        """The passages that the word index finds best, and how well they fit."""
        found: dict[int, float] = {}
        for words, weight in ((coverage.said, 1.0), (coverage.meant, MEANT)):
            for id, rank in self._matching(any_of(words)):
                found[id] = found.get(id, 0.0) - rank * weight
        return {id: min(1.0, score / _GOOD) for id, score in found.items()}

    def _matching(self, expression: str) -> list[tuple[int, float]]:
        if not expression:
            return []
        query = "SELECT rowid, rank FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?"
        return self.connection.execute(query, (expression, _DEEP)).fetchall()

    def _put_passages(self, hits: list[Hit], found: dict[int, _Found]) -> None:
        """Give each hit those of its passages that say why it was found."""
        wanted = {hit.file.id: found[hit.file.content].best() for hit in hits}
        marks = ", ".join(str(id) for ids in wanted.values() for id in ids) or "NULL"
        query = f"SELECT id, text, unit, number, place, cells FROM passages WHERE id IN ({marks})"
        pieces = {
            id: Piece(text, Place(unit, number, place, cells))
            for id, text, unit, number, place, cells in self.connection.execute(query)
        }
        for hit in hits:
            hit.passages = [pieces[id] for id in wanted[hit.file.id] if id in pieces]

    def _names(self, asked: list[str], coverage: Coverage) -> dict[int, float]:
        """Files by id with what their name or title adds to their score: less where it holds only
        a part of the words.
        """
        if not asked:
            return {}
        rows = self.connection.execute(
            "SELECT rowid, bm25(names, 4.0, 3.0, 1.0) AS score,"
            " name || ' ' || title || ' ' || folder"
            " FROM names WHERE names MATCH ? ORDER BY score LIMIT ?",
            (any_of([*asked, *coverage.meant]), _DEEP),
        )
        return {
            id: _NAMES * min(1.0, -score / _GOOD) * _share(asked, said) for id, score, said in rows
        }

    def _files(self, ids: Sequence[int]) -> dict[int, File]:
        clauses = [f"f.id IN ({', '.join(map(str, ids)) or 'NULL'})"]
        return {row[0]: File(*row) for row in self._rows(COLUMNS, clauses, Wanted())}

    def _latest(self, wanted: Wanted, limit: int) -> Iterator[File]:
        ending = f"ORDER BY f.changed DESC LIMIT {limit}"
        return (File(*row) for row in self._rows(COLUMNS, [], wanted, ending))

    def _rows(
        self, columns: str, clauses: list[str], wanted: Wanted, ending: str = ""
    ) -> sqlite3.Cursor:
        values: list[str | int] = []
        for clause, value in narrowing(wanted):
            clauses.append(clause)
            values += value
        where = " AND ".join(clauses) or "TRUE"
        return self.connection.execute(f"SELECT {columns} {FROM} WHERE {where} {ending}", values)


def _share(asked: list[str], said: str) -> float:
    """How many of the terms stand in some words; at least one does, if only by its meaning."""
    said = said.casefold()
    found = sum(any(one.casefold() in said for one in beginnings(term)) for term in asked)
    return max(found, 1) / len(asked)


def narrowing(wanted: Wanted) -> Iterator[tuple[str, Sequence[str | int]]]:
    """Conditions on files, and their values."""
    if wanted.kinds:
        yield f"f.kind IN ({', '.join('?' * len(wanted.kinds))})", wanted.kinds
    if wanted.folder:
        folder = wanted.folder.strip("/").casefold()
        yield "instr(lower('/' || CAST(f.path AS TEXT)), ?) > 0", [f"/{folder}/"]
    if wanted.since:
        yield "f.changed >= ?", [int(wanted.since.timestamp()) * _SECOND]
    if wanted.until:
        yield "f.changed < ?", [int(wanted.until.timestamp()) * _SECOND]
    if wanted.smallest:
        yield "f.size >= ?", [wanted.smallest]
    if wanted.largest:
        yield "f.size <= ?", [wanted.largest]
