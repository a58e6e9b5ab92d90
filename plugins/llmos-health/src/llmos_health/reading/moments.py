"""Moments as Apple writes them, `2026-03-01 07:30:00 +0100`, a whole column at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

WIDTH = 25
"""Characters of a moment."""

_FORM = "dddd-dd-dd dd:dd:dd sdddd"
_FIELDS = ((0, 4), (5, 2), (8, 2), (11, 2), (14, 2), (17, 2), (21, 2), (23, 2))
"""Where the year, the month and so on begin, and how many digits they have."""

SIGN = _FORM.index("s")
NO_SIGN = ord(",")
"""The character between the two signs."""

LOWEST = np.array([{"d": ord("0"), "s": ord("+")}.get(kind, ord(kind)) for kind in _FORM], np.uint8)
SPAN = np.array([{"d": 9, "s": 2}.get(kind, 0) for kind in _FORM], np.uint8)
"""The lowest character of each place, and how many more may stand there."""

_NOTHING = f"{'x' * WIDTH}"
_WRITTEN = re.compile(r"(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)", re.ASCII)
_CUMULATIVE = np.array([0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365])

Ints = NDArray[np.int64]


def _weights() -> NDArray[np.float32]:
    """What a digit at each place adds to each field."""
    weights = np.zeros((WIDTH, len(_FIELDS)), np.float32)
    for field, (begin, width) in enumerate(_FIELDS):
        weights[begin : begin + width, field] = [10**place for place in reversed(range(width))]
    return weights


_WEIGHTS = _weights()
_ZEROS = ord("0") * _WEIGHTS.sum(axis=0)
"""What the fields come to where all digits are zeros, which as characters are not."""


class Moments(NamedTuple):
    """A column of moments.

    `at` is in seconds since 1970; `offset` in seconds east of Greenwich; `valid` says which could
    be read, and the others are 0.
    """

    at: Ints
    offset: Ints
    valid: NDArray[np.bool_]

    @property
    def local(self) -> Ints:
        """Seconds since 1970 by the clock on the wall."""
        return self.at + self.offset


def read_moments(written: Sequence[str]) -> Moments:
    """Read a column; what is not a moment is marked, and nothing is raised."""
    joined = "".join(written)
    if (
        len(joined) != WIDTH * len(written)
        or not joined.isascii()
        or any(len(one) != WIDTH for one in written)
    ):
        joined = "".join(one if _fits(one) else _NOTHING for one in written)
    table = np.frombuffer(joined.encode("ascii"), np.uint8).reshape(-1, WIDTH)
    return read_table(table)


def read_moment(written: str) -> datetime | None:
    """Read one moment; None if it is none."""
    match = _WRITTEN.fullmatch(written)
    if not match:
        return None
    *numbers, sign, hours, minutes = match.groups()
    away = timedelta(hours=int(hours), minutes=int(minutes))
    try:
        zone = timezone(-away if sign == "-" else away)
        year, month, day, hour, minute, second = map(int, numbers)
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None


def _fits(one: str) -> bool:
    return len(one) == WIDTH and one.isascii()


def is_written_like_a_moment(table: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether each row has digits and marks where a moment has them."""
    like: NDArray[np.bool_] = np.all(table - LOWEST <= SPAN, axis=1)
    like &= table[:, SIGN] != NO_SIGN
    return like


def read_table(table: NDArray[np.uint8], *, checked: bool = False) -> Moments:
    """Read rows of 25 characters; what is not a moment is marked.

    `checked` says that all of them are known to be written like moments.
    """
    sign = table[:, SIGN]
    valid = np.ones(len(table), bool) if checked else is_written_like_a_moment(table)
    # Whole numbers of this size are exact in single precision.
    numbers = (table.astype(np.float32) @ _WEIGHTS - _ZEROS).T.astype(np.int64)
    year, month, day, hour, minute, second, zone_hour, zone_minute = numbers
    valid &= (year >= 1900) & (hour < 24) & (minute < 60) & (second < 60)
    valid &= (zone_hour < 15) & (zone_minute < 60) & (month >= 1) & (month <= 12)
    days, exists = _days(np.where(valid, year, 1970), np.where(valid, month, 1), day)
    valid &= exists
    offset = (zone_hour * 3600 + zone_minute * 60) * np.where(sign == ord("-"), -1, 1)
    local = days * 86_400 + hour * 3600 + minute * 60 + second
    return Moments(np.where(valid, local - offset, 0), np.where(valid, offset, 0), valid)


def _days(year: Ints, month: Ints, day: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Days since 1970, and whether the month has such a day."""
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    before = year - 1
    leaps = before // 4 - before // 100 + before // 400 - 477
    days = (year - 1970) * 365 + leaps + _CUMULATIVE[month - 1] + (leap & (month > 2)) + day - 1
    length: Any = _CUMULATIVE[month] - _CUMULATIVE[month - 1] + (leap & (month == 2))
    return days, (day >= 1) & (day <= length)
