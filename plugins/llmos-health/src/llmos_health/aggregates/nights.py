"""Nights: when, how long asleep, and in which stages.

A night runs from six in the evening to six in the evening and bears the date of its end. Of
several sources that watched it one counts: one that tells stages before one that does not, then by
the order in which sources count everywhere. Overlapping records of that source count once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from llmos_health.aggregates.columns import Columns

_EVENING = 6 * 3600
"""From six in the evening on, it is the night of the next day."""

_DAY = 86_400
_PREFIX = "HKCategoryValueSleepAnalysis"
_STAGES = {
    "InBed": "in_bed",
    "Asleep": "asleep",
    "AsleepUnspecified": "asleep",
    "AsleepCore": "core",
    "AsleepDeep": "deep",
    "AsleepREM": "rem",
    "Awake": "awake",
}
_TOLD = ("core", "deep", "rem")
_ASLEEP = ("asleep", *_TOLD)


class Stretch(NamedTuple):
    """One record of sleep: seconds since 1970, offsets in seconds, and its stage."""

    start: int
    end: int
    offset: int
    end_offset: int
    stage: str
    source: int
    rank: int


class Night(NamedTuple):
    """One night; `start` and `until` are those of sleep, or of lying in bed if no sleep was seen.

    Lengths are in seconds; `asleep` includes the stages.
    """

    day: int
    source: int
    start: int
    until: int
    offset: int
    end_offset: int
    in_bed: int
    asleep: int
    core: int
    deep: int
    rem: int
    awake: int


def night_of(start: int, offset: int) -> int:
    """The day, counted since 1970, to whose night a moment belongs."""
    return (start + offset + _EVENING) // _DAY


def stretches(columns: Columns, words: dict[int, str]) -> Iterator[Stretch]:
    """The records of sleep as stretches; what has no known stage is left out."""
    rows = zip(
        columns.start.tolist(),
        columns.end.tolist(),
        columns.offset.tolist(),
        columns.end_offset.tolist(),
        columns.value.tolist(),
        columns.source.tolist(),
        columns.rank.tolist(),
        strict=True,
    )
    for start, end, offset, end_offset, value, source, rank in rows:
        word = words.get(int(value), "") if value == value else ""
        if stage := _STAGES.get(word.removeprefix(_PREFIX)):
            yield Stretch(start, end, offset, end_offset, stage, source, rank)


def nights_of(all_stretches: Iterable[Stretch]) -> list[Night]:
    """All nights, in order."""
    by_night: dict[int, dict[int, list[Stretch]]] = defaultdict(lambda: defaultdict(list))
    for one in all_stretches:
        by_night[night_of(one.start, one.offset)][one.rank].append(one)
    return [_night(day, list(by_night[day].values())) for day in sorted(by_night)]


def _order(source: Sequence[Stretch]) -> tuple[bool, bool, int]:
    """The first of all sources is the one that counts."""
    stages = {one.stage for one in source}
    return not stages & set(_TOLD), not stages & set(_ASLEEP), source[0].rank


def _night(day: int, sources: Sequence[Sequence[Stretch]]) -> Night:
    chosen = min(sources, key=_order)
    sleeping = [one for one in chosen if one.stage in _ASLEEP]
    shown = sleeping or chosen
    first, last = min(shown, key=lambda one: one.start), max(shown, key=lambda one: one.end)
    everything = [one for source in sources for one in source]
    in_bed = _length(one for one in everything if one.stage == "in_bed")
    return Night(
        day=day,
        source=chosen[0].source,
        start=first.start,
        until=last.end,
        offset=first.offset,
        end_offset=last.end_offset,
        in_bed=in_bed or _length(chosen),
        asleep=_length(sleeping),
        core=_length(one for one in chosen if one.stage == "core"),
        deep=_length(one for one in chosen if one.stage == "deep"),
        rem=_length(one for one in chosen if one.stage == "rem"),
        awake=_length(one for one in chosen if one.stage == "awake"),
    )


def _length(some: Iterable[Stretch]) -> int:
    """How many seconds are covered by at least one of them."""
    total, reached = 0, -(2**62)
    for start, end in sorted((one.start, one.end) for one in some):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
