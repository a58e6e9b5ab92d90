"""Looking at records as bytes: what can be read without the XML parser, and read as it would be.

A record has a part that hardly ever repeats, its three dates and its value, and a part that
repeats thousands of times, everything from there to the dates of the next record. The first is
checked character by character, all rows at once; the second is given to the real parser once, the
first time that it comes. Whatever is not exactly so is left to the real parser.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.parsers import expat

import numpy as np
from numpy.typing import NDArray

from llmos_health.reading.moments import LOWEST, NO_SIGN, SIGN, SPAN, WIDTH
from llmos_health.reading.records import Records, flagged

MARK = b' creationDate="'
"""What stands before the fixed part of a record."""

_PARTS = (b'" startDate="', b'" endDate="', b'" value="')
"""What follows each of the three dates."""

_FIXED = 3 * WIDTH + sum(map(len, _PARTS))
_START = WIDTH + len(_PARTS[0])
_END = _START + WIDTH + len(_PARTS[1])
_SHORT = bytes(_FIXED)
_TEXTS = [np.frombuffer(text, np.uint8) for text in _PARTS]
_LOWEST = np.concatenate([part for text in _TEXTS for part in (LOWEST, text)])
_SPAN = np.concatenate([part for text in _TEXTS for part in (SPAN, np.zeros_like(text))])
"""The lowest character of each place of the fixed part, and how many more may stand there."""

_PLAIN = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+-._"
_DATES = b' creationDate="" startDate="" endDate="" value=""'
_LONGEST = 2_000
_REMEMBERED = 50_000
_NEW_AT_ONCE = 400
_FLAG_BITS = 8

NOT_SIMPLE = -1


class Look(NamedTuple):
    """What was seen of some pieces: which are simple, and the columns of those that are.

    `kinds` are those of the record that begins at the end of each piece.
    """

    simple: NDArray[np.bool_]
    kinds: NDArray[np.int64]
    flags: NDArray[np.int64]
    starts: NDArray[np.uint8]
    ends: NDArray[np.uint8]
    values: list[bytes]


class Known:
    """What the real parser said about the parts that repeat."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._codes: dict[bytes, int] = {}
        self._openings: dict[bytes, int] = {}

    def look(self, pieces: Sequence[bytes]) -> Look:
        """Look at pieces that each begin after a `MARK` and end before the next one."""
        tails = [piece[_FIXED:].partition(b'"') for piece in pieces]
        fixed = [piece[:_FIXED] if len(piece) > _FIXED else _SHORT for piece in pieces]
        table = np.frombuffer(b"".join(fixed), np.uint8).reshape(-1, _FIXED)
        values = [tail[0] for tail in tails]
        codes = self._codes_of([tail[2] for tail in tails])
        starts, ends = table[:, _START : _START + WIDTH], table[:, _END : _END + WIDTH]
        simple = codes >= 0
        simple &= _plain(values)
        simple &= _is_fixed(table)
        return Look(simple, codes >> _FLAG_BITS, codes & 0xFF, starts, ends, values)

    def opening(self, text: bytes) -> int:
        """The kind of a record whose text up to the dates this is; or `NOT_SIMPLE`."""
        kind = self._openings.get(text)
        if kind is None:
            kind = self._check(b"/>" + text)[1]
            self._make_room(self._openings)
            self._openings[text] = kind
        return kind

    def _codes_of(self, rests: list[bytes]) -> NDArray[np.int64]:
        # In the order of the document, so that the same export gives the same store.
        known = list(map(self._codes.get, rests))
        if None in known:
            self._learn(rests)
            get = self._codes.get
            known = [get(rest, NOT_SIMPLE) for rest in rests]
        return np.array(known, np.int64)

    def _learn(self, rests: list[bytes]) -> None:
        new = [rest for rest in dict.fromkeys(rests) if rest not in self._codes]
        self._make_room(self._codes)
        # Where nearly every record is unlike the others, asking the parser twice gains nothing.
        if len(new) <= _NEW_AT_ONCE:
            for rest in new:
                flags, kind = self._check(rest)
                self._codes[rest] = NOT_SIMPLE if kind < 0 else kind << _FLAG_BITS | flags

    def _check(self, rest: bytes) -> tuple[int, int]:
        """The flags of the record that ends in this text and the kind of the one that begins."""
        if len(rest) > _LONGEST:
            return 0, NOT_SIMPLE
        check = _Check()
        try:
            check.parse(b"<r><Record" + _DATES + rest + _DATES + b"/></r>")
        except expat.ExpatError:
            return 0, NOT_SIMPLE
        if check.shape != ["r", "Record", "/Record", "Record", "/Record", "/r"]:
            return 0, NOT_SIMPLE
        return check.flags, self._records.kind_of(check.attributes)

    def _make_room(self, remembered: dict[bytes, int]) -> None:
        if len(remembered) > _REMEMBERED:
            remembered.clear()


class _Check:
    """Listens to the parser; `shape` leaves out the metadata of the first record."""

    def __init__(self) -> None:
        self.shape: list[str] = []
        self.flags = 0
        self.attributes: dict[str, str] = {}

    def parse(self, text: bytes) -> None:
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.Parse(text, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "MetadataEntry" and self.shape == ["r", "Record"]:
            self.flags = flagged(self.flags, attributes.get("key", ""), attributes.get("value", ""))
            self.shape.append(name)
        else:
            self.shape.append(name)
            self.attributes = attributes

    def _end(self, name: str) -> None:
        if name == "MetadataEntry" and self.shape[-1] == name:
            self.shape.pop()
        else:
            self.shape.append(f"/{name}")


def _plain(values: list[bytes]) -> Any:
    if not b"".join(values).translate(None, _PLAIN):
        return True
    return np.array([not value.translate(None, _PLAIN) for value in values])


def _is_fixed(table: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether each row is three moments with what belongs between them."""
    fits: NDArray[np.bool_] = np.all(table - _LOWEST <= _SPAN, axis=1)
    for begin in (0, _START, _END):
        fits &= table[:, begin + SIGN] != NO_SIGN
    return fits
