"""The figures of each day, made from the records of a month and what reaches into it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from llmos_health.aggregates.columns import Columns, Ints
from llmos_health.aggregates.coverage import uncovered_share
from llmos_health.metrics.catalogue import How

_DAY = 86_400


class Day(NamedTuple):
    """A metric on one day; `low` and `high` are those of single records."""

    day: int
    value: float
    low: float
    high: float
    records: int
    sources: tuple[int, ...]


def days_of(columns: Columns, how: How, first: int, last: int) -> list[Day]:
    """The days from `first` to `last` (included, counted since 1970).

    Totals belong to the days in which their records lie, in proportion to the time; averages and
    counts to the day on which a record starts.
    """
    if how == "minutes":
        columns = columns._replace(value=(columns.end - columns.start) / 60)
    if how in ("total", "minutes"):
        return list(_totals(_pieces(columns, first, last), first))
    inside = (columns.day >= first) & (columns.day <= last)
    chosen = columns.chosen(inside)
    return list(_averages(chosen, chosen.day, counted=how == "times"))


def _pieces(columns: Columns, first: int, last: int) -> tuple[Columns, Ints]:
    """The records cut at every midnight, and the day of each piece; only days that are asked for.

    A midnight lies where the offset of the record's start puts it, later ones where that of its end
    does, so that a night in which the clocks change is cut at its real midnight.
    """
    begun = columns.day
    ended = np.maximum(begun, (columns.end + columns.end_offset - 1) // _DAY)
    low, high = np.maximum(begun, first), np.minimum(ended, last)
    count = np.maximum(high - low + 1, 0)
    of = np.repeat(np.arange(columns.size), count)
    day = low[of] + (np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count))
    whole = columns.chosen(of)
    start = np.where(day == begun[of], whole.start, _midnight(whole, begun[of], day))
    end = np.where(day == ended[of], whole.end, _midnight(whole, begun[of], day + 1))
    length = whole.end - whole.start
    share = np.where(length > 0, (end - start) / np.maximum(length, 1), 1.0)
    return whole._replace(start=start, end=end, value=whole.value * share), day


def _midnight(whole: Columns, begun: Ints, day: Ints) -> Ints:
    offset = np.where(day == begun + 1, whole.offset, whole.end_offset)
    return day * _DAY - offset


def _totals(pieces: tuple[Columns, Ints], first: int) -> Iterator[Day]:
    columns, day = pieces
    if not columns.size:
        return
    share = uncovered_share(columns.start, columns.end, columns.rank)
    counts = share > 0
    kept, day = columns.chosen(counts), day[counts]
    values = kept.value * share[counts]
    place = day - first
    totals = np.bincount(place, values)
    for one in _averages(kept, day, counted=False):
        yield one._replace(value=float(totals[one.day - first]))


def _averages(columns: Columns, day: Ints, *, counted: bool) -> Iterator[Day]:
    if not columns.size:
        return
    order = np.argsort(day, kind="stable")
    day, values, source = day[order], columns.value[order], columns.source[order]
    begins = np.r_[0, np.flatnonzero(np.diff(day)) + 1]
    counts = np.diff(np.r_[begins, len(day)])
    low, high = np.fmin.reduceat(values, begins), np.fmax.reduceat(values, begins)
    mean = counts.astype(np.float64) if counted else np.add.reduceat(values, begins) / counts
    named = _sources(day, source)
    for place, begin in enumerate(begins.tolist()):
        one = int(day[begin])
        yield Day(
            one,
            float(mean[place]),
            _plain(low[place]),
            _plain(high[place]),
            int(counts[place]),
            named[one],
        )


def _plain(value: float) -> float:
    # A category without a word has no value; what counts is that it is there.
    return float(value) if np.isfinite(value) else 0.0


def _sources(day: Ints, source: Ints) -> dict[int, tuple[int, ...]]:
    # One number for each pair, because numpy sorts numbers many times faster than rows.
    many = int(source.max()) + 1
    pairs = np.sort(day * many + source)
    named: dict[int, tuple[int, ...]] = {}
    for pair in pairs[np.r_[True, np.diff(pairs) > 0]].tolist():
        one, number = divmod(pair, many)
        named[one] = (*named.get(one, ()), number)
    return named
