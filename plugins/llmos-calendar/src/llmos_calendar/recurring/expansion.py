"""`occurrences`: a series and its exceptions, laid out year by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from llmos_calendar.reading.entry import Entry, Stamp
from llmos_calendar.reading.rules import BadRule
from llmos_calendar.recurring import counting, following
from llmos_calendar.recurring.limits import OCCURRENCES
from llmos_calendar.recurring.spans import Span, in_zone, span


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that something happens. `key` says which one of a series it is; else it is empty."""

    entry: Entry
    key: str
    span: Span


@dataclass
class Expanded:
    """What was found, and what could not be counted."""

    occurrences: list[Occurrence] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def key_of(local: datetime, *, is_day: bool) -> str:
    """The name of an occurrence within its series: when it would begin on the series' wall."""
    return f"{local:%Y%m%d}" if is_day else f"{local:%Y%m%dT%H%M%S}"


def grouped(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Entries that belong together: each series before its exceptions, everything else alone."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    alone: list[list[Entry]] = []
    for entry in entries:
        if entry.uid:
            groups.setdefault((entry.kind, entry.uid), []).append(entry)
        else:
            alone.append([entry])
    return [*(_ordered(group) for group in groups.values()), *alone]


def occurrences(group: Sequence[Entry], first: datetime, last: datetime) -> Expanded:
    """All that a group has from `first` up to `last`, both times on the group's own wall.

    At most so many a year as the limits say. Never raises for what the group holds.
    """
    found = Expanded()
    series = group[0]
    try:
        if not series.repeats or series.start is None:
            found.occurrences.extend(_alone(group))
        elif any(entry.following for entry in group[1:]):
            found.occurrences.extend(_following(group, first, last))
        else:
            found.occurrences.extend(_counted(group, first, last, found.problems))
    except (BadRule, ValueError, OverflowError, RecursionError) as error:
        words = str(error) if isinstance(error, BadRule) else "Its times cannot be counted."
        found.problems.append(words)
        found.occurrences.extend(_alone(group))
    return found


def _ordered(group: list[Entry]) -> list[Entry]:
    """Of two that say the same, the newer one; the series first."""
    newest: dict[object, Entry] = {}
    for entry in group:
        name = (entry.recurrence, entry.following)
        if name not in newest or newest[name].sequence <= entry.sequence:
            newest[name] = entry
    return sorted(newest.values(), key=lambda entry: entry.recurrence is not None)


def _alone(group: Sequence[Entry]) -> Iterator[Occurrence]:
    """Each entry where it says, nothing repeated."""
    for entry in group:
        if at := span(entry):
            yield Occurrence(entry, _own_key(entry), at)


def _own_key(entry: Entry) -> str:
    recurrence = entry.recurrence
    return key_of(recurrence.local, is_day=recurrence.is_day) if recurrence else ""


def _counted(
    group: Sequence[Entry], first: datetime, last: datetime, problems: list[str]
) -> Iterator[Occurrence]:
    series, exceptions = group[0], group[1:]
    start = series.start
    assert start is not None
    replaced = {
        _matched(entry.recurrence, start): entry for entry in exceptions if entry.recurrence
    }
    yield from _exceptions(replaced, start)
    lengths = {in_zone(one.start, start): one.length for one in series.periods}
    for local in _limited(_times(series, start, lengths, first, last), problems):
        if local in replaced:
            continue
        if at := span(series, local, lengths.get(local)):
            yield Occurrence(series, key_of(local, is_day=start.is_day), at)


def _exceptions(replaced: dict[datetime, Entry], start: Stamp) -> Iterator[Occurrence]:
    for local, entry in replaced.items():
        if at := span(entry):
            yield Occurrence(entry, key_of(local, is_day=start.is_day), at)


def _times(
    series: Entry,
    start: Stamp,
    lengths: dict[datetime, timedelta],
    first: datetime,
    last: datetime,
) -> list[datetime]:
    times, days = counting.excepted(series, start)
    times |= counting.excluded(series, first, last)
    found = set(counting.starts(series, first, last))
    found |= {local for local in lengths if first <= local <= last}
    midnight = {"hour": 0, "minute": 0, "second": 0}
    return sorted(
        one
        for one in found
        if one not in times and not (days and one.replace(**midnight) in days)  # type: ignore[arg-type]
    )


def _matched(recurrence: Stamp, start: Stamp) -> datetime:
    local = in_zone(recurrence, start)
    if start.is_day:
        return local.replace(hour=0, minute=0, second=0)
    if recurrence.is_day:  # some programs name only the day
        return local.replace(hour=start.local.hour, minute=start.local.minute)
    return local


def _limited(times: Sequence[datetime], problems: list[str]) -> Iterator[datetime]:
    counted: dict[int, int] = {}
    for local in times:
        counted[local.year] = counted.get(local.year, 0) + 1
        if counted[local.year] <= OCCURRENCES:
            yield local
    if any(number > OCCURRENCES for number in counted.values()):
        problems.append(
            f"It happens more than {OCCURRENCES:,} times a year; of each year only the first "
            f"{OCCURRENCES:,} are known."
        )


def _following(group: Sequence[Entry], first: datetime, last: datetime) -> Iterator[Occurrence]:
    start = group[0].start
    assert start is not None
    for entry, key, local in following.starts(group, first, last):
        if at := span(entry, local):
            yield Occurrence(entry, key_of(key, is_day=start.is_day), at)
