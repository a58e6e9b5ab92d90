"""Files with the same content."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from typing import BinaryIO

from llmos import Context, ToolError
from llmos_files.documents import opened_document
from llmos_files.index.search import COLUMNS, FROM, File, Wanted, narrowing

_CHUNK = 1 << 20
_MOST_GROUPS = 50


def groups(ctx: Context, connection: sqlite3.Connection, wanted: Wanted) -> list[list[File]]:
    """Groups of visible files with one content, those that take up most first."""
    clauses = ["f.size > 0"]
    values: list[str | int] = []
    for clause, value in narrowing(wanted):
        clauses.append(clause)
        values += value
    rows = connection.execute(
        f"SELECT c.digest, {COLUMNS} {FROM} WHERE {' AND '.join(clauses)}"
        " ORDER BY c.digest, f.size, f.path",
        values,
    )
    alike = itertools.groupby(rows, key=lambda row: row[0])
    found = [
        same
        for _, group in alike
        if len(files := [File(*row[1:]) for row in group]) > 1
        for same in _proved(ctx, files)
    ]
    found.sort(key=lambda same: -same[0].size * (len(same) - 1))
    return found[:_MOST_GROUPS]


def _proved(ctx: Context, files: list[File]) -> Iterator[list[File]]:
    """The same digest is a strong hint; of large files and media it is one of their beginning."""
    left = files
    while len(left) > 1:
        first, *others = left
        same = [other for other in others if _are_equal(ctx, first, other)]
        if same:
            yield [first, *same]
        left = [other for other in others if other not in same]


def _are_equal(ctx: Context, one: File, other: File) -> bool:
    try:
        with opened_document(ctx, one) as first, opened_document(ctx, other) as second:
            return _same_bytes(first, second)
    except ToolError:
        return False  # gone meanwhile


def _same_bytes(one: BinaryIO, other: BinaryIO) -> bool:
    while True:
        first, second = one.read(_CHUNK), other.read(_CHUNK)
        if first != second:
            return False
        if not first:
            return True
