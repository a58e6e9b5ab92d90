"""Passages of one document: from its beginning, of one page, or those that have to do with it."""

from __future__ import annotations

import sqlite3

import numpy as np

from llmos_files.index.meaning import DIMENSIONS
from llmos_files.index.query import any_of, terms
from llmos_files.reading.document import Piece, Place

_COLUMNS = "id, text, unit, number, place, cells"
_FUSION = 10.0
_NEAR = 0.25


def of_document(
    connection: sqlite3.Connection, content: int, page: int | None, most: int
) -> list[Piece]:
    """The first passages of a content, or those of one page or slide."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM passages WHERE content = ?"
        " AND (? IS NULL OR (number = ? AND unit IN ('page', 'slide'))) ORDER BY id LIMIT ?",
        (content, page, page, most),
    )
    return [_piece(row) for row in rows]


def matching(
    connection: sqlite3.Connection, content: int, about: str, vector: bytes, most: int
) -> list[Piece]:
    """The passages of a content that have to do with something, in the document's order."""
    scores: dict[int, float] = {}
    if asked := terms(about):
        rows = connection.execute(
            "SELECT id FROM words JOIN passages ON id = words.rowid"
            " WHERE words MATCH ? AND content = ? ORDER BY rank LIMIT ?",
            (any_of(asked), content, most),
        )
        for rank, (id,) in enumerate(rows):
            scores[id] = 1 / (_FUSION + rank)
    for rank, id in enumerate(_nearest(connection, content, vector, most)):
        scores[id] = scores.get(id, 0.0) + 1 / (_FUSION + rank)
    best = sorted(scores, key=lambda id: -scores[id])[:most]
    marks = ", ".join(map(str, best)) or "NULL"
    query = f"SELECT {_COLUMNS} FROM passages WHERE id IN ({marks})"
    pieces = {row[0]: _piece(row) for row in connection.execute(query)}
    return [pieces[id] for id in best]


def _nearest(connection: sqlite3.Connection, content: int, vector: bytes, most: int) -> list[int]:
    if not vector:
        return []
    first, last = connection.execute(
        "SELECT min(id), max(id) FROM passages WHERE content = ?", (content,)
    ).fetchone()
    wanted = np.frombuffer(vector, "<f4")
    found: list[tuple[float, int]] = []
    for packed, vectors in connection.execute("SELECT passages, vectors FROM vectors"):
        ids = np.frombuffer(packed, "<i8")
        inside = (ids >= (first or 0)) & (ids <= (last or -1))
        if inside.any():
            rows = np.frombuffer(vectors, np.int8).reshape(-1, DIMENSIONS)[inside]
            lengths = np.linalg.norm(rows.astype(np.float32), axis=1)
            nearness = rows.astype(np.float32) @ wanted / np.maximum(lengths, 1)
            found += zip(nearness.tolist(), ids[inside].tolist(), strict=True)
    return [id for nearness, id in sorted(found, reverse=True)[:most] if nearness > _NEAR]


def _piece(row: tuple[int, str, str, int, str, str]) -> Piece:
    _, text, unit, number, place, cells = row
    return Piece(text, Place(unit, number, place, cells))  # type: ignore[arg-type]  # as it was put in
