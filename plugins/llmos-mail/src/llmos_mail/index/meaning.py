"""What messages are about, as vectors: messages that say the same in other words lie close by.

The signs of a vector's numbers (48 bytes) find a few hundred candidates; their numbers, one byte
each, then decide. So a hundred thousand messages are compared without any of them being loaded.
"""

from __future__ import annotations

import heapq
import json
import sqlite3
from array import array
from collections.abc import Sequence

from llmos_mail.index.finding import Condition, find

NUMBERS = 384

_SCALE = 512
"""A vector's numbers, which are small, times this are its bytes; the few above 0.25 are cut."""

_CANDIDATES = 300
_LEAST_LIKENESS = 0.35
"""Less like the question than this is not about the same."""

_MOST = 50


def is_known(connection: sqlite3.Connection) -> bool:
    """Whether any message has a vector."""
    return connection.execute("SELECT 1 FROM signs LIMIT 1").fetchone() is not None


def nearest(
    connection: sqlite3.Connection, vector: bytes, match: str, conditions: Sequence[Condition]
) -> list[int]:
    """The rows of messages that are about what the vector is about, the likest first, among those
    that match and fulfil the conditions.
    """
    signs, numbers = as_kept(vector)
    near = json.dumps(_candidates(connection, signs))
    among: Condition = ("{row} IN (SELECT value FROM json_each(?))", [near])
    allowed = find(connection, match, [*conditions, among])
    scored = [(_likeness(connection, row, numbers), row) for row in allowed]
    like = sorted((one for one in scored if one[0] >= _LEAST_LIKENESS), reverse=True)
    return [row for _, row in like[:_MOST]]


def _candidates(connection: sqlite3.Connection, signs: bytes) -> list[int]:
    wanted = int.from_bytes(signs, "little")
    differing = (
        ((int.from_bytes(found, "little") ^ wanted).bit_count(), row)
        for row, found in connection.execute("SELECT message, signs FROM signs")
    )
    return [row for _, row in heapq.nsmallest(_CANDIDATES, differing)]


def _likeness(connection: sqlite3.Connection, row: int, wanted: bytes) -> float:
    query = "SELECT numbers FROM numbers WHERE message = ?"
    (found,) = connection.execute(query, (row,)).fetchone()
    pairs = zip(array("b", found), array("b", wanted), strict=True)
    return float(sum(one * other for one, other in pairs)) / _SCALE**2


def as_kept(vector: bytes) -> tuple[bytes, bytes]:
    """The signs and the numbers of a vector of 32-bit floats, as the index keeps them."""
    floats = array("f", vector)
    signs = sum(1 << place for place, number in enumerate(floats) if number > 0)
    numbers = array("b", (max(-127, min(127, round(number * _SCALE))) for number in floats))
    return signs.to_bytes(NUMBERS // 8, "little"), numbers.tobytes()
