"""Counting a series with dateutil: on the wall, in a year in which every count ends soon.

dateutil counts until the year 9999, also where nothing fits any more. The calendar repeats every
400 years, weekdays and all, so each series is counted as many centuries later as still ends before
9999; what is left to count in vain is then at most 400 years.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dateutil.rrule import rrule

from llmos_calendar.reading.entry import Entry, Stamp
from llmos_calendar.reading.rules import BadRule, Rule, check, parse, until
from llmos_calendar.reading.zones import moment, wall
from llmos_calendar.recurring.spans import in_zone

_CYCLE = 400
_LAST = 9_999
_DAY_END = timedelta(days=1) - timedelta(seconds=1)


def starts(entry: Entry, first: datetime, last: datetime) -> Iterator[datetime]:
    """When the series begins anew on its own wall, from `first` up to `last`, rule by rule.

    Neither sorted nor without doubles. Raises BadRule, also after some have been found.
    """
    assert entry.start is not None
    # The first time counts even where the rule would not have named it.
    yield from _between([entry.start.local], first, last)
    yield from _between([in_zone(one, entry.start) for one in entry.dates], first, last)
    for text in entry.rules:
        yield from _counted(parse(text), entry.start, first, last)


def excluded(entry: Entry, first: datetime, last: datetime) -> set[datetime]:
    """The times on the series' wall, from `first` up to `last`, that its EXRULEs take out.

    Raises BadRule.
    """
    assert entry.start is not None
    found = (_counted(parse(text), entry.start, first, last) for text in entry.excluding)
    return {time for times in found for time in times}


def excepted(entry: Entry, start: Stamp) -> tuple[set[datetime], set[datetime]]:
    """The times on the wall that do not happen, and the midnights of days on which nothing does."""
    times = {in_zone(one, start) for one in entry.exceptions if one.is_day == start.is_day}
    days = {one.local for one in entry.exceptions if one.is_day and not start.is_day}
    if start.is_day:
        timed = [one for one in entry.exceptions if not one.is_day]
        times |= {in_zone(one, start).replace(hour=0, minute=0, second=0) for one in timed}
    return times, days


def _counted(rule: Rule, start: Stamp, first: datetime, last: datetime) -> Iterator[datetime]:
    end = min(last, last_of(rule, start) or last)
    if end < start.local or (rule.count is None and end < first):
        return
    check(rule, start.local, end)
    shift = (_LAST - max(end.year, start.local.year)) // _CYCLE * _CYCLE
    lower, upper = _later(max(first, start.local), shift), _later(end, shift)
    for found in rrule(dtstart=_later(start.local, shift), **rule.parts):
        if found > upper:
            return
        if found >= lower:
            yield found.replace(year=found.year - shift)


def last_of(rule: Rule, start: Stamp) -> datetime | None:
    """The last time on the wall at which the rule may still happen."""
    found = until(rule)
    if found is None:
        return None
    local, is_utc, is_day = found
    if is_day:
        # Written as a day, it means all of that day.
        return local + _DAY_END
    if is_utc and start.zone:
        return wall(moment(local, "UTC"), start.zone)
    return local


def _between(times: list[datetime], first: datetime, last: datetime) -> Iterator[datetime]:
    return (time for time in times if first <= time <= last)


def _later(time: datetime, years: int) -> datetime:
    try:
        return time.replace(year=time.year + years)
    except ValueError as error:
        raise BadRule("Its times are too far away to be counted.") from error
