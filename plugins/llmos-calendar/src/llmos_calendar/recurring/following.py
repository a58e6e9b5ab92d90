"""Series of which an exception changes all that follows: counted by recurring-ical-events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import recurring_ical_events  # type: ignore[import-untyped]  # it ships no types
from icalendar import Calendar, Event, vRecur

from llmos_calendar.reading.entry import Entry, Stamp
from llmos_calendar.reading.rules import check, parse
from llmos_calendar.reading.zones import zone
from llmos_calendar.recurring import counting

_MARK = "X-LLMOS-ENTRY"


def starts(
    entries: Sequence[Entry], first: datetime, last: datetime
) -> Iterator[tuple[Entry, datetime, datetime]]:
    """Each occurrence: the entry that tells about it, which one it is, and when it begins.

    Both on the wall of the series. `entries` are the series and its exceptions.
    """
    series = entries[0]
    assert series.start is not None
    for rule in series.rules:
        check(parse(rule), series.start.local, last)
    calendar = Calendar()
    for number, entry in enumerate(entries):
        calendar.add_component(_component(entry, number))
    begin, end = (_time(Stamp(one, series.start.zone)) for one in (first, last))
    excluded = counting.excluded(series, first, last)
    for found in recurring_ical_events.of(calendar).between(begin, end):
        entry = entries[int(found[_MARK])]
        start = _local(found["DTSTART"].dt, series.start)
        key = found.get("RECURRENCE-ID")
        named = _local(key.dt, series.start) if key else start
        if named not in excluded:
            yield entry, named, start


def _component(entry: Entry, number: int) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add(_MARK, str(number))
    for name, stamp in (("dtstart", entry.start), ("dtend", entry.end)):
        if stamp:
            event.add(name, _time(stamp))
    if entry.length is not None:
        event.add("duration", entry.length)
    if entry.recurrence:
        ranged = {"RANGE": "THISANDFUTURE"} if entry.following else {}
        event.add("recurrence-id", _time(entry.recurrence), ranged)
        return event
    for rule in entry.rules:
        event.add("rrule", vRecur.from_ical(rule))
    for name, stamps in (("rdate", entry.dates), ("exdate", entry.exceptions)):
        if stamps:
            event.add(name, [_time(stamp) for stamp in stamps])
    return event


def _time(stamp: Stamp) -> date:
    if stamp.is_day:
        return stamp.local.date()
    return stamp.local.replace(tzinfo=zone(stamp.zone)) if stamp.zone else stamp.local


def _local(found: Any, start: Stamp) -> datetime:
    if not isinstance(found, datetime):
        return datetime(found.year, found.month, found.day)
    if found.tzinfo and start.zone:
        found = found.astimezone(zone(start.zone))
    plain: datetime = found.replace(tzinfo=None)
    return plain
