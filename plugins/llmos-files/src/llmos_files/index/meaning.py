"""Meanings of passages: vectors kept in blocks, found by a scan of their signs.

A vector is 384 numbers of length 1, most of them below 0.2, kept as signed bytes. The
signs alone (48 bytes) find a few hundred candidates; their bytes then decide.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from llmos import transaction
from llmos_files.index.languages import in_english

_T = TypeVar("_T", bound=np.generic)

DIMENSIONS = 384
_SCALE = 512
"""A vector's numbers, which are small, times this are its bytes; the few above 0.25 are cut."""

_CANDIDATES = 600
_BLOCK = 256
_AT_ONCE = 128
_CHARS = 1_000
"""Of a passage, as many are looked at; the model reads no more than its first 256 tokens."""

_MOST_DEAD = 0.3
"""Of all vectors, before those of deleted passages are thrown out."""

Embed = Callable[[Sequence[str]], Sequence[bytes]]
"""Texts to vectors: little-endian 32-bit floats, of length 1."""


class Meanings:
    """All vectors of an index in memory, for one process; catches up with what is added."""

    def __init__(self) -> None:
        self._last = 0
        self._count = 0
        """Rows in use of the three arrays, which have room for more."""

        self._ids: NDArray[np.int64] = np.empty(0, np.int64)
        self._bytes: NDArray[np.int8] = np.empty((0, DIMENSIONS), np.int8)
        self._signs: NDArray[np.uint64] = np.empty((0, DIMENSIONS // 64), np.uint64, "F")

    def nearest(
        self, connection: sqlite3.Connection, question: bytes, most: int
    ) -> list[tuple[int, float]]:
        """The passages nearest in meaning and how near, the nearest first."""
        if not question:
            return []
        self._catch_up(connection)
        if not self._count:
            return []
        wanted = _shortened(np.frombuffer(question, "<f4")[None, :])[0]
        near = self._candidates(wanted)
        # Whole numbers: a product of floats would wake threads, which wait where others compute.
        scores = self._bytes[near].astype(np.int32) @ wanted.astype(np.int32) / _SCALE**2
        order = np.argsort(-scores)[:most]
        return [(int(self._ids[near[i]]), float(scores[i])) for i in order]

    def _candidates(self, wanted: NDArray[np.int8]) -> NDArray[np.int64]:
        """The rows whose signs differ least, counted column by column in little memory."""
        differing = np.zeros(self._count, np.uint16)
        for column, signs in zip(
            self._signs[: self._count].T, _signs(wanted[None, :])[0], strict=True
        ):
            differing += np.bitwise_count(column ^ signs)
        if self._count <= _CANDIDATES:
            return np.arange(self._count)
        return np.argpartition(differing, _CANDIDATES)[:_CANDIDATES]

    def _catch_up(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute(
            "SELECT id, passages, vectors FROM vectors WHERE id > ? ORDER BY id", (self._last,)
        ).fetchall()
        self._make_room(sum(len(row[1]) // 8 for row in rows))
        for id, packed, kept in rows:
            ids = np.frombuffer(packed, "<i8")
            rest = slice(self._count, self._count + len(ids))
            self._ids[rest] = ids
            self._bytes[rest] = np.frombuffer(kept, np.int8).reshape(-1, DIMENSIONS)
            self._signs[rest] = _signs(self._bytes[rest])
            self._count, self._last = rest.stop, id

    def _make_room(self, more: int) -> None:
        """Copying all for each block that comes would make every search beside an index slow."""
        if (needed := self._count + more) > len(self._ids):
            room = max(needed, len(self._ids) * 5 // 4)
            self._ids = _roomy(self._ids, room)
            self._bytes = _roomy(self._bytes, room)
            self._signs = _roomy(self._signs, room, "F")


def _roomy(rows: NDArray[_T], room: int, order: Literal["C", "F"] = "C") -> NDArray[_T]:
    wider = np.empty((room, *rows.shape[1:]), rows.dtype, order)
    wider[: len(rows)] = rows
    return wider


def waiting(connection: sqlite3.Connection) -> int:
    """How many passages have no vector yet."""
    query = "SELECT count(*) FROM passages, progress WHERE id > embedded"
    (count,) = connection.execute(query).fetchone()
    return int(count)


def embed_some(connection: sqlite3.Connection, embed: Embed) -> int:
    """Give the next passages their vectors; how many they were."""
    rows = connection.execute(
        "SELECT p.id, (SELECT min(name) FROM files f WHERE f.content = p.content), p.place, p.text"
        " FROM passages p, progress WHERE p.id > embedded ORDER BY p.id LIMIT ?",
        (_BLOCK,),
    ).fetchall()
    if not rows:
        return 0
    vectors: list[bytes] = []
    for start in range(0, len(rows), _AT_ONCE):
        vectors += embed([_with_context(*row[1:]) for row in rows[start : start + _AT_ONCE]])
    floats = np.frombuffer(b"".join(vectors), "<f4").reshape(-1, DIMENSIONS)
    with transaction(connection):
        _put(connection, [row[0] for row in rows], _shortened(floats))
        connection.execute("UPDATE progress SET embedded = ?", (rows[-1][0],))
    return len(rows)


def _with_context(name: str | None, place: str, text: str) -> str:
    """A passage after the name of its file and its heading: alone it may say too little."""
    about = re.sub(r"\.\w+$|[-_.\d]+", " ", name or "").strip()
    return in_english(": ".join(filter(None, [about, place, text]))[:_CHARS])


def throw_out_dead(connection: sqlite3.Connection) -> None:
    """Drop the vectors of deleted passages, if there are many."""
    (blocks,) = connection.execute("SELECT sum(length(passages)) / 8 FROM vectors").fetchone()
    (alive,) = connection.execute(
        "SELECT count(*) FROM passages, progress WHERE id <= embedded"
    ).fetchone()
    if not blocks or blocks - alive <= _MOST_DEAD * blocks:
        return
    living = {id for (id,) in connection.execute("SELECT id FROM passages")}
    rows = connection.execute("SELECT id, passages, vectors FROM vectors").fetchall()
    with transaction(connection):
        for id, passages, vectors in rows:
            ids = np.frombuffer(passages, "<i8")
            kept = np.isin(ids, np.fromiter(living, np.int64, len(living)))
            connection.execute("DELETE FROM vectors WHERE id = ?", (id,))
            if kept.any():
                rest = np.frombuffer(vectors, np.int8).reshape(-1, DIMENSIONS)[kept]
                _put(connection, ids[kept].tolist(), rest)


def _put(connection: sqlite3.Connection, ids: Iterable[int], vectors: NDArray[np.int8]) -> None:
    packed = np.array(list(ids), "<i8").tobytes()
    connection.execute("INSERT INTO vectors VALUES (NULL, ?, ?)", (packed, vectors.tobytes()))


def _shortened(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    return np.clip(np.rint(vectors * _SCALE), -127, 127).astype(np.int8)


def _signs(vectors: NDArray[np.int8]) -> NDArray[np.uint64]:
    return np.packbits(vectors > 0, axis=1).view(np.uint64)
