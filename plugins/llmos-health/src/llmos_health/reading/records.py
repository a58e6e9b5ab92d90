"""`Records`: the columns in which records are collected until a batch is full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from llmos_health.reading.limits import KINDS, NAME_CHARS, WORDS
from llmos_health.reading.moments import Moments, read_moments
from llmos_health.reading.problems import Problems

ROW = np.dtype(
    [
        ("start", "<i8"),
        ("value", "<f8"),
        ("seconds", "<i4"),
        ("kind", "<i4"),
        ("offset", "<i2"),
        ("end_offset", "<i2"),
        ("flags", "<i4"),
    ]
)
"""One record: its start in seconds since 1970 and how many seconds it lasts; minutes east of
Greenwich at its start and its end; the value as exported, which for categories is the number of the
word, or NaN where none was written."""

LONGEST = 2**31 - 1

USER_ENTERED = 1
"""The flag of what the user typed in; the motion with a pulse is in the two bits above."""

MOVING = 2
"""The motion of a pulse that was taken while its wearer moved; 1 is at rest, 0 is not known."""

CATEGORY = "HKCategoryTypeIdentifier"
_BATCH = 20_000

Rows = NDArray[Any]
"""An array of `ROW`."""

Value = str | bytes | float
"""A value as exported: text of a number or a word, or a number."""


class Kind(NamedTuple):
    """What records have in common: the type and unit as exported, and who measured with what."""

    type: str
    source: str
    unit: str
    device: str = ""

    @property
    def is_category(self) -> bool:
        """Whether its values are words."""
        return self.type.startswith(CATEGORY)


class Records:
    """Collects records and hands them on, a batch at a time, as rows and the kinds they name."""

    def __init__(self, receive: Callable[[Rows], None], problems: Problems) -> None:
        self.kinds: list[Kind] = []
        self.words: list[str] = []
        self.count = 0
        self._receive = receive
        self._problems = problems
        self._kind_numbers: dict[tuple[str, str, str | None], int] = {}
        self._word_numbers: dict[Value, float] = {}
        self._categories: list[int] = []
        self._clear()

    def _clear(self) -> None:
        self._of: list[int] = []
        self._starts: list[str] = []
        self._ends: list[str] = []
        self._values: list[str] = []
        self._flags: list[int] = []

    def add(self, attributes: dict[str, str]) -> None:
        """Take in one record."""
        if len(self._of) >= _BATCH:
            self.flush()
        self._of.append(self.kind_of(attributes))
        self._starts.append(attributes.get("startDate", ""))
        self._ends.append(attributes.get("endDate", ""))
        self._values.append(attributes.get("value", ""))
        self._flags.append(0)

    def describe(self, key: str, value: str) -> None:
        """Take in a metadata entry of the record that was added last."""
        if self._flags:
            self._flags[-1] = flagged(self._flags[-1], key, value)

    def kind_of(self, attributes: dict[str, str]) -> int:
        """The number of a record's kind; -1 for what cannot be kept."""
        key = (attributes.get("type", ""), attributes.get("sourceName", ""), attributes.get("unit"))
        number = self._kind_numbers.get(key)
        if number is None:
            return self._new_kind(key, attributes.get("device", ""))
        return number

    def flush(self) -> None:
        """Hand on what is collected."""
        if self._of:
            starts, ends = read_moments(self._starts), read_moments(self._ends)
            kinds, flags = np.array(self._of), np.array(self._flags)
            self.add_columns(kinds, flags, starts, ends, self._values)
            self._clear()

    def add_columns(
        self,
        kinds: NDArray[np.int64],
        flags: NDArray[np.int64],
        starts: Moments,
        ends: Moments,
        values: Sequence[Value],
    ) -> None:
        """Take in many records as columns; bytes must be ASCII."""
        rows = np.zeros(len(kinds), ROW)
        seconds = ends.at - starts.at
        rows["start"], rows["seconds"] = starts.at, np.clip(seconds, -1, LONGEST)
        rows["offset"], rows["end_offset"] = starts.offset // 60, ends.offset // 60
        rows["kind"], rows["flags"] = kinds, flags
        rows["value"], readable = self._numbers(kinds, values)
        self._hand_on(rows, starts.valid & ends.valid, readable)

    def _hand_on(self, rows: Rows, dated: NDArray[np.bool_], readable: NDArray[np.bool_]) -> None:
        backwards = rows["seconds"] < 0
        known = rows["kind"] >= 0
        for wrong, what in (
            (~known, "A record has no type, too long a name, or one name too many."),
            (known & ~dated, "A record has a date that is none."),
            (known & dated & ~readable, "A record has a value that is no number."),
            (known & dated & readable & backwards, "A record ends before it starts."),
        ):
            if count := int(wrong.sum()):
                self._problems.add(what, count)
        good = rows[known & dated & readable & ~backwards]
        self.count += len(good)
        if len(good):
            self._receive(good)

    def _numbers(
        self, kinds: NDArray[np.int64], values: Sequence[Value]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        of_words = np.isin(kinds, self._categories) if self._categories else np.zeros(1, bool)
        if not of_words.any():
            numbers = _floats(values)
            return numbers, np.isfinite(numbers)
        numbers = np.array(
            [
                self._word(value) if is_word else _float(value)
                for value, is_word in zip(values, of_words.tolist(), strict=True)
            ]
        )
        return numbers, np.isfinite(numbers) | of_words

    def _word(self, written: Value) -> float:
        number = self._word_numbers.get(written)
        if number is None:
            value = written.decode("ascii") if isinstance(written, bytes) else str(written)
            if len(self.words) >= WORDS or not 0 < len(value) <= NAME_CHARS:
                return float("nan")
            number = self._word_numbers.get(value)
            if number is None:
                number = self._word_numbers[value] = float(len(self.words))
                self.words.append(value)
            self._word_numbers[written] = number
        return number

    def _new_kind(self, key: tuple[str, str, str | None], device: str) -> int:
        type_, source, unit = key[0], key[1], key[2] or ""
        too_long = max(map(len, (type_, source, unit))) > NAME_CHARS
        if not type_ or too_long or len(self.kinds) >= KINDS:
            return -1
        number = self._kind_numbers[key] = len(self.kinds)
        self.kinds.append(Kind(type_, source, unit, device[:NAME_CHARS]))
        if self.kinds[-1].is_category:
            self._categories.append(number)
        return number


def flagged(flags: int, key: str, value: str) -> int:
    """The flags of a record after one more metadata entry."""
    if key == "HKMetadataKeyHeartRateMotionContext" and value in ("1", "2"):
        return flags | int(value) << 1
    if key == "HKWasUserEntered" and value == "1":
        return flags | USER_ENTERED
    return flags


def _floats(values: Sequence[Value]) -> NDArray[np.float64]:
    try:
        return np.array(list(map(float, values)))
    except ValueError:
        return np.array([_float(value) for value in values])


def _float(value: Value) -> float:
    try:
        return float(value)
    except ValueError:
        return float("nan")
