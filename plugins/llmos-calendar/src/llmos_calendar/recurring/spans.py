"""`Span`: from when to when something is, as numbers that sort.

Three kinds of time do not mix: moments (the same everywhere), times on the wall wherever one is
(floating), and days. Moments are counted in seconds since 1970 in UTC, the others in seconds on
the wall since its 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from llmos_calendar.reading.entry import Entry, Stamp
from llmos_calendar.reading.zones import moment, wall

_EPOCH = datetime(1970, 1, 1)
_DAY = timedelta(days=1)


class Clock(IntEnum):
    """What the seconds of a span count."""

    MOMENT = 0
    WALL = 1
    DAY = 2


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, and without, `end`."""

    clock: Clock
    start: int
    end: int


def seconds(local: datetime) -> int:
    """A time on the wall, in seconds."""
    return round((local - _EPOCH).total_seconds())


def on_the_wall(count: int) -> datetime:
    """The time on the wall that so many seconds are."""
    return _EPOCH + timedelta(seconds=count)


def clock_of(stamp: Stamp) -> Clock:
    """Which kind of time a stamp is."""
    if stamp.is_day:
        return Clock.DAY
    return Clock.MOMENT if stamp.zone else Clock.WALL


def count(local: datetime, zone: str) -> int:
    """Seconds of a time in a zone, or on the wall where there is none."""
    return seconds(moment(local, zone).replace(tzinfo=None)) if zone else seconds(local)


def span(entry: Entry, at: datetime | None = None, length: timedelta | None = None) -> Span | None:
    """Where an entry lies, or its occurrence that begins `at` this time on its own wall.

    `length` overrides how long that occurrence lasts. None if the entry names no time.
    """
    start = entry.start or entry.due
    if start is None:
        return None
    local = at or start.local
    begins = count(local, start.zone)
    ends = begins + round(length.total_seconds()) if length else _end(entry, start, local, begins)
    return Span(clock_of(start), begins, max(begins, ends))


def _end(entry: Entry, start: Stamp, local: datetime, begins: int) -> int:
    if entry.length is not None:
        if entry.exact:
            return begins + round(entry.length.total_seconds())
        return count(local + entry.length, start.zone)
    end = entry.end or (entry.due if entry.start else None)
    if end is None:
        return begins + round(_DAY.total_seconds()) if start.is_day else begins
    if start.is_day:
        days = max(_DAY, _midnight(end.local) - start.local)
        return seconds(local + days)
    return _timed_end(start, _in_kind(end, start), local, begins)


def _timed_end(start: Stamp, end: Stamp, local: datetime, begins: int) -> int:
    if end.zone == start.zone:
        # A night shift ends when the wall says so, also in the night in which clocks change.
        return count(local + (end.local - start.local), start.zone)
    lasts = count(end.local, end.zone) - count(start.local, start.zone)
    return begins + lasts


def _in_kind(end: Stamp, start: Stamp) -> Stamp:
    """An end without a zone belongs to the start's wall; only both together make sense."""
    if bool(end.zone) == bool(start.zone):
        return end
    if not end.zone:
        return Stamp(end.local, start.zone)
    return Stamp(moment(end.local, end.zone).replace(tzinfo=None), "")


def _midnight(local: datetime) -> datetime:
    return local.replace(hour=0, minute=0, second=0)


def in_zone(stamp: Stamp, other: Stamp) -> datetime:
    """What `other`'s wall shows at the time of `stamp`; a time without zone is any wall's."""
    if stamp.is_day or not stamp.zone or not other.zone or stamp.zone == other.zone:
        return stamp.local
    return wall(moment(stamp.local, stamp.zone), other.zone)


def moment_of(count: int) -> datetime:
    """The moment that so many seconds are, in UTC."""
    return _EPOCH.replace(tzinfo=UTC) + timedelta(seconds=count)
