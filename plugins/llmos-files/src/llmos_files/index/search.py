"""Finding passages by words and by meaning, and the files that hold them.

Three rankings are fused: passages by their words, passages by their meaning, and files by their
names and titles. A rank counts more than a score, because scores of different kinds do not compare.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from llmos_files.index.meaning import Meanings
from llmos_files.index.query import all_of, any_of, terms
from llmos_files.reading.document import Piece, Place

_DEEP = 120
_FUSION = 20.0
_WORDS, _MEANING, _NAMES = 1.0, 1.0, 1.2
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


COLUMNS = (
    "f.id, f.path, f.key, f.name, f.kind, f.size, f.changed, f.content,"
    " c.title, c.reason, c.problems, c.taken"
)
FROM = "FROM shown f JOIN contents c ON c.id = f.content"


class Finder:
    """Searches one index; keeps the vectors in memory between searches."""

    def __init__(self, connection: sqlite3.Connection, meanings: Meanings) -> None:
        self._connection = connection
        self._meanings = meanings

    def search(self, wanted: Wanted, limit: int) -> list[Hit]:
        """The files that fit, the best first; without words, the latest first."""
        asked = terms(wanted.text)
        if not asked and not wanted.vector:
            return [Hit(file, 0.0) for file in self._latest(wanted, limit)]
        passages = self._passages(asked, wanted)
        by_content = self._by_content(passages)
        names = self._names(asked)
        files = self._files(by_content, names, wanted)
        hits = [self._hit(file, by_content, names) for file in files]
        hits.sort(key=lambda hit: (-hit.score, -hit.file.changed))
        return self._with_passages(_once_each(hits)[:limit], by_content)

    def _passages(self, asked: list[str], wanted: Wanted) -> dict[int, float]:
        """Passages by id with their fused score."""
        scores: dict[int, float] = defaultdict(float)
        for rank, id in enumerate(self._by_words(asked)):
            scores[id] += _WORDS / (_FUSION + rank)
        if wanted.vector:
            near = self._meanings.nearest(self._connection, wanted.vector, _DEEP)
            for rank, (id, nearness) in enumerate(near):
                if nearness > _FAR:
                    scores[id] += _MEANING / (_FUSION + rank)
        return scores

    def _by_words(self, asked: list[str]) -> list[int]:
        """Passages with all of the words, then those with some of them."""
        found: dict[int, None] = {}
        expressions = [all_of(asked), any_of(asked)] if len(asked) > 1 else asked
        for expression in expressions:
            if len(found) < _DEEP:
                rows = self._connection.execute(
                    "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?",
                    (expression, _DEEP),
                )
                found |= dict.fromkeys(id for (id,) in rows)
        return list(found)[:_DEEP]

    def _by_content(self, passages: dict[int, float]) -> dict[int, list[tuple[float, int]]]:
        """The passages found of each content, the best first."""
        marks = ", ".join(map(str, passages)) or "NULL"
        rows = self._connection.execute(f"SELECT id, content FROM passages WHERE id IN ({marks})")
        grouped: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for id, content in rows:
            grouped[content].append((passages[id], id))
        for found in grouped.values():
            found.sort(reverse=True)
        return grouped

    def _names(self, asked: list[str]) -> dict[int, float]:
        """Files by id with what their name or title adds to their score."""
        if not asked:
            return {}
        rows = self._connection.execute(
            "SELECT rowid, bm25(names, 4.0, 3.0, 1.0) AS score FROM names"
            " WHERE names MATCH ? ORDER BY score LIMIT ?",
            (any_of(asked), _DEEP),
        )
        return {id: _NAMES / (_FUSION + rank) for rank, (id, _) in enumerate(rows)}

    def _files(
        self, contents: dict[int, list[tuple[float, int]]], names: dict[int, float], wanted: Wanted
    ) -> Iterator[File]:
        by_content = ", ".join(map(str, contents)) or "NULL"
        by_id = ", ".join(map(str, names)) or "NULL"
        clauses = [f"(f.content IN ({by_content}) OR f.id IN ({by_id}))"]
        return self._rows(clauses, wanted, "", [])

    def _latest(self, wanted: Wanted, limit: int) -> Iterator[File]:
        return self._rows([], wanted, "ORDER BY f.changed DESC LIMIT ?", [limit])

    def _rows(
        self, clauses: list[str], wanted: Wanted, ending: str, last: list[int]
    ) -> Iterator[File]:
        values: list[str | int] = []
        for clause, value in narrowing(wanted):
            clauses.append(clause)
            values += value
        where = " AND ".join(clauses) or "TRUE"
        query = f"SELECT {COLUMNS} {FROM} WHERE {where} {ending}"
        return (File(*row) for row in self._connection.execute(query, [*values, *last]))

    def _hit(
        self, file: File, by_content: dict[int, list[tuple[float, int]]], names: dict[int, float]
    ) -> Hit:
        found = by_content.get(file.content, [])
        # The best passage counts; others of the same file add a little.
        score = sum(score / (1 + 3 * rank) for rank, (score, _) in enumerate(found[:4]))
        return Hit(file, score + names.get(file.id, 0.0))

    def _with_passages(
        self, hits: list[Hit], by_content: dict[int, list[tuple[float, int]]]
    ) -> list[Hit]:
        for hit in hits:
            best = [id for _, id in by_content.get(hit.file.content, [])[:_PASSAGES_PER_FILE]]
            hit.passages = [passage for id in best for passage in pieces(self._connection, id)]
        return hits


def pieces(connection: sqlite3.Connection, id: int) -> Iterator[Piece]:
    """The passage with this id."""
    query = "SELECT text, unit, number, place, cells FROM passages WHERE id = ?"
    for text, unit, number, place, cells in connection.execute(query, (id,)):
        yield Piece(text, Place(unit, number, place, cells))


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


def _once_each(hits: list[Hit]) -> list[Hit]:
    """Of copies of one document the first; the same text twice is no second answer."""
    first: dict[int, Hit] = {}
    for hit in hits:
        first.setdefault(hit.file.content, hit)
    return list(first.values())
