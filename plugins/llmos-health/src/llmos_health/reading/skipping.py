"""`Skipping`: takes runs of plain records out of a document before the parser sees it."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from llmos_health.reading.limits import TAG_BYTES
from llmos_health.reading.moments import read_table
from llmos_health.reading.pieces import MARK, NOT_SIMPLE, Known, Look
from llmos_health.reading.records import Records

_RECORD = b"<Record "


class _Parser(Protocol):
    def feed(self, text: bytes) -> None:
        """Give text to the parser."""
        ...

    def is_between(self, fed: bytes) -> bool:
        """Whether it stands between two elements at the top after being fed this."""
        ...


class Skipping:
    """Holds back the opening of a record, up to its dates, until it is known what follows.

    `_held` is that text, which the parser has not seen; None while everything goes to the parser.
    """

    def __init__(self, parser: _Parser, records: Records) -> None:
        self._parser = parser
        self._records = records
        self._known = Known(records)
        self._held: bytes | None = None
        self._carry = b""

    def take(self, block: bytes) -> None:
        """Take in the next part of the document."""
        pieces = (self._carry + block).split(MARK)
        self._carry = b""
        last = len(pieces) - 1
        look = self._known.look(pieces[1:last]) if last > 1 else None
        if look is not None and not look.simple.any():
            self._held = None
            self._parser.feed(MARK.join(pieces))
            return
        place = 0 if self._held is None else self._resume(pieces)
        while place < last:
            if self._held is None:
                self._pass(pieces[place])
                place += 1
            else:
                place = self._skip(pieces, place, look)
        if place == last:
            self._finish(pieces[last])

    def rest(self) -> bytes:
        """What the parser has not seen when the document ends."""
        return self._carry

    def _resume(self, pieces: list[bytes]) -> int:
        """Take up the opening that was held back; returns the place of what follows it."""
        if len(pieces) == 1 and len(pieces[0]) < TAG_BYTES:
            self._carry = pieces[0]
            return 1
        self._held = pieces[0]
        if len(pieces) == 1 or self._known.opening(pieces[0]) == NOT_SIMPLE:
            self._give_up(more=len(pieces) > 1)
        return 1

    def _pass(self, piece: bytes) -> None:
        """Give a piece to the parser, but hold back the record that begins at its end."""
        place = piece.rfind(_RECORD)
        if place >= 0:
            self._parser.feed(piece[:place])
            opening = piece[place:]
            if self._parser.is_between(piece[:place]) and self._known.opening(opening) >= 0:
                self._held = opening
                return
            piece = opening
        self._parser.feed(piece + MARK)

    def _skip(self, pieces: list[bytes], place: int, look: Look | None) -> int:
        """Take the records from `place` on as long as they are simple; returns the next place."""
        held = self._held or b""
        stop = place
        if look is not None:
            simple = look.simple[place - 1 :]
            ends = np.flatnonzero(~simple)
            stop = place + (int(ends[0]) if len(ends) else len(simple))
        if look is not None and stop > place:
            self._emit(look, place - 1, stop - 1, self._known.opening(held))
            before = pieces[stop - 1]
            self._held = before[before.rfind(_RECORD) :]
        if stop < len(pieces) - 1:
            self._give_up(more=True)
        return stop

    def _emit(self, look: Look, begin: int, end: int, first: int) -> None:
        kinds = np.empty(end - begin, np.int64)
        kinds[0] = first
        kinds[1:] = look.kinds[begin : end - 1]
        first_dates, last_dates = look.starts[begin:end], look.ends[begin:end]
        starts = ends = read_table(first_dates, checked=True)
        if not np.array_equal(first_dates, last_dates):
            ends = read_table(last_dates, checked=True)
        values = look.values[begin:end]
        self._records.add_columns(kinds, look.flags[begin:end], starts, ends, values)

    def _give_up(self, *, more: bool) -> None:
        """Give the parser what was held back."""
        held, self._held = self._held or b"", None
        self._parser.feed(held + MARK * more)

    def _finish(self, piece: bytes) -> None:
        """The last piece of a block, of which it is not known how it goes on."""
        if self._held is not None:
            self._carry = self._held + MARK + piece
            if len(self._carry) > TAG_BYTES:
                self._parser.feed(self._carry)
                self._carry, self._held = b"", None
            return
        place = piece.rfind(_RECORD)
        before = piece if place < 0 else piece[:place]
        self._parser.feed(before)
        if place >= 0:
            if self._parser.is_between(before):
                self._held = self._carry = piece[place:]
            else:
                self._parser.feed(piece[place:])
