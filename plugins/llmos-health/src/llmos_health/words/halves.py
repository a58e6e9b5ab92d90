"""Words for each half hour: how the pulse was, compared with the same half hour of other days.

A day is a string of 48 letters, by the clock of Greenwich, because the zone of whoever asks need
not be that in which it was measured. It is judged by the clock on the wall: by the four weeks
before and after, without half hours in which a workout lies and without records taken while the
wearer moved. Unlike in `pulse`, other events count as usual, because no calendar is known here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from llmos_health.aggregates.columns import Floats, Ints, Kinds
from llmos_health.metrics.catalogue import metric_of
from llmos_health.store.blocks import months_of, rows_of
from llmos_health.store.figures import WorkoutRow, number_of, workouts
from llmos_health.store.visible import metrics_of
from llmos_health.words.judging import ELEVATED, LOW, NEW, NOTHING, USUAL

TRAINED = "trained"
"""A half hour in which a workout lies."""

_HALVES = 48
_HALF = timedelta(minutes=30)
_SECONDS = 1_800
_LETTERS = {"e": ELEVATED, "u": USUAL, "l": LOW, "n": NEW, "t": TRAINED, "x": NOTHING}
_PULSE = metric_of("HKQuantityTypeIdentifierHeartRate")
_REACH = 28
"""Days before and after."""

_FEWEST_DAYS = 5
_FEWEST_RECORDS = 2
_FAR = 2.0
_SMALLEST_SPREAD = 1.0
"""Beats a minute."""

_NORMAL = 1.4826


def halves_of(connection: sqlite3.Connection, first: date, last: date) -> list[str]:
    """The letters of each day, from the day after the last one back to the first.

    Empty if the pulse may not be shown.
    """
    number = next((n for n, one in metrics_of(connection).items() if one == _PULSE), 0)
    if not number:
        return []
    means, offsets = _means(connection, number, first, last)
    trained = _trained(workouts(connection, first, last), first, len(means))
    means[trained] = np.nan
    letters = [_judged(means, day) for day in range(len(means))]
    marked = [np.where(there, "t", of) for there, of in zip(trained, letters, strict=True)]
    return ["".join(row.tolist()) for row in reversed(_in_greenwich(marked, offsets))]


def within(halves: Sequence[str], until: date, start: datetime, end: datetime) -> list[str]:
    """The words of the half hours whose middle lies in a stretch; at least that of its start.

    `until` is the day before that of the first of `halves`; the moments are aware.
    """
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    middle = start.replace(minute=start.minute // 30 * 30 + 15, second=0, microsecond=0)
    many = int((end - middle) / _HALF) + 1 if end > middle else 0
    places = [middle + _HALF * number for number in range(many)]
    inside = [place for place in places if start <= place < end]
    return [_word(halves, until, place) for place in inside or [start]]


def _word(halves: Sequence[str], until: date, moment: datetime) -> str:
    day = (until - moment.date()).days + 1
    letters = halves[day] if 0 <= day < len(halves) else ""
    place = moment.hour * 2 + moment.minute // 30
    return _LETTERS.get(letters[place : place + 1], NOTHING)


def _in_greenwich(days: Sequence[NDArray[Any]], offsets: Ints) -> list[NDArray[Any]]:
    """The letters moved by each day's half hours east of Greenwich, and one more day."""
    moved = np.full((len(days) + 1) * _HALVES, "x")
    for day, letters in enumerate(days):
        begin = day * _HALVES - int(offsets[day])
        cut = max(-begin, 0)
        moved[begin + cut : begin + _HALVES] = letters[cut:]
    return list(moved.reshape(-1, _HALVES))


def _means(
    connection: sqlite3.Connection, number: int, first: date, last: date
) -> tuple[Floats, Ints]:
    """The mean of each half hour, one row a day, NaN where too little was measured; and how many
    half hours east of Greenwich each day was spent.
    """
    begin, days = number_of(first), (last - first).days + 1
    sums, counts = np.zeros(days * _HALVES), np.zeros(days * _HALVES)
    offsets = np.zeros(days, np.int64)
    kinds = Kinds(connection)
    for month in months_of(connection, number):
        columns = kinds.columns(rows_of(connection, number, month, month))
        columns = columns.chosen(~columns.moving)
        place = (columns.start + columns.offset) // _SECONDS - begin * _HALVES
        inside = (place >= 0) & (place < len(sums))
        sums += np.bincount(place[inside], columns.value[inside], len(sums))
        counts += np.bincount(place[inside], minlength=len(sums))
        offsets[place[inside] // _HALVES] = columns.offset[inside] // _SECONDS
    means: Floats = np.full(len(sums), np.nan)
    enough = counts >= _FEWEST_RECORDS
    means[enough] = sums[enough] / counts[enough]
    return means.reshape(days, _HALVES), offsets


def _trained(some: Sequence[WorkoutRow], first: date, days: int) -> NDArray[Any]:
    """Which half hours a workout lies in."""
    marks = np.zeros(days * _HALVES, bool)
    for one in some:
        since = (one.start.date() - first).days * _HALVES
        begin = since + (one.start.hour * 60 + one.start.minute) // 30
        end = since + int(one.start.hour * 60 + one.start.minute + one.minutes) // 30
        marks[max(begin, 0) : max(end + 1, 0)] = True
    return marks.reshape(days, _HALVES)


def _judged(means: Floats, day: int) -> NDArray[Any]:
    """A letter for each half hour of one day."""
    before, after = means[max(0, day - _REACH) : day], means[day + 1 : day + 1 + _REACH]
    others = np.concatenate([before, after])
    counts = np.isfinite(others).sum(axis=0)
    middle = _medians(others, counts)
    spread = np.fmax(_medians(np.abs(others - middle), counts) * _NORMAL, _SMALLEST_SPREAD)
    distance = (means[day] - middle) / spread
    word = np.where(distance > _FAR, "e", np.where(distance < -_FAR, "l", "u"))
    word = np.where(counts < _FEWEST_DAYS, "n", word)
    return np.where(np.isfinite(means[day]), word, "x")


def _medians(values: Floats, counts: NDArray[Any]) -> Floats:
    """The median of each column without what is NaN; NaN where nothing is."""
    if not len(values):
        return np.full(values.shape[1], np.nan)
    ordered = np.sort(values, axis=0)  # NaN comes last
    low, high = np.maximum(counts - 1, 0) // 2, np.minimum(counts // 2, len(values) - 1)
    columns = np.arange(values.shape[1])
    middle: Floats = (ordered[low, columns] + ordered[high, columns]) / 2
    return middle
