"""Days side by side, hours downwards, and events that overlap in lanes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from llmos_calendar.index.happening import Happening

FIRST_HOUR, LAST_HOUR = 8, 18
"""Shown even if nothing happens then."""

_SHORTEST = timedelta(minutes=30)
"""Less high than this nothing can be read in."""


_WHOLE = timedelta(hours=24)


@dataclass(frozen=True)
class Slot:
    """An event on one day: in hours since midnight, in which lane of how many."""

    happening: Happening
    begin: float
    end: float
    lane: int
    lanes: int


@dataclass(frozen=True)
class DayPlan:
    """One day: what lasts all of it, and what has its times."""

    day: date
    whole: list[Happening]
    slots: list[Slot]


@dataclass(frozen=True)
class Plan:
    """The days of a picture and the hours that it shows."""

    days: list[DayPlan]
    first_hour: int
    last_hour: int
    now: datetime

    @property
    def title(self) -> str:
        """The heading."""
        first, last = self.days[0].day, self.days[-1].day
        if first == last:
            return f"{first:%A} {first.day} {first:%B %Y}"
        begin = f"{first.day} {first:%B}" if first.month != last.month else f"{first.day}"
        year = f" {first.year}" if first.year != last.year else ""
        return f"Week {first.isocalendar().week}, {begin}{year} to {last.day} {last:%B %Y}"


def plan(happenings: Sequence[Happening], first: date, days: int, now: datetime) -> Plan:
    """Lay out so many days from the first on. Cancelled events are left out."""
    kept = [one for one in happenings if one.status != "cancelled"]
    laid = [_day(kept, first + timedelta(days=number), now) for number in range(days)]
    slots = [slot for day in laid for slot in day.slots]
    return Plan(
        laid,
        min([FIRST_HOUR, *(int(slot.begin) for slot in slots)]),
        max([LAST_HOUR, *(-int(-slot.end // 1) for slot in slots)]),
        now,
    )


def _day(happenings: Sequence[Happening], day: date, now: datetime) -> DayPlan:
    start = datetime.combine(day, time(), now.tzinfo)
    end = datetime.combine(day + timedelta(days=1), time(), now.tzinfo)
    touching = [one for one in happenings if _touches(one, start, end)]
    # What lasts for days would fill whole columns, so it stands above them too.
    whole = [one for one in touching if one.all_day or one.end - one.start >= _WHOLE]
    timed = [one for one in touching if one not in whole]
    return DayPlan(day, whole, _slots(timed, start, end))


def _touches(one: Happening, start: datetime, end: datetime) -> bool:
    return one.start < end and (one.end > start or one.start >= start)


def _slots(timed: Sequence[Happening], start: datetime, end: datetime) -> list[Slot]:
    """The events of a day in lanes; those that overlap, also by way of others, share the width."""
    slots: list[Slot] = []
    cluster: list[tuple[Happening, float, float, int]] = []
    ends: list[float] = []
    for one in timed:
        begin, finish = _hours(one, start, end)
        if ends and begin >= max(ends):
            slots += _closed(cluster, len(ends))
            cluster, ends = [], []
        lane = next((number for number, until in enumerate(ends) if until <= begin), len(ends))
        ends[lane : lane + 1] = [finish]
        cluster.append((one, begin, finish, lane))
    return slots + _closed(cluster, len(ends))


def _closed(cluster: Sequence[tuple[Happening, float, float, int]], lanes: int) -> list[Slot]:
    return [Slot(one, begin, end, lane, lanes) for one, begin, end, lane in cluster]


def _hours(one: Happening, start: datetime, end: datetime) -> tuple[float, float]:
    """From when to when on the wall of that day; what the clock says, also when it jumps."""
    begin = 0.0 if one.start < start else _wall_hours(one.start)
    finish = 24.0 if one.end >= end else _wall_hours(one.end)
    shortest = _SHORTEST.total_seconds() / 3600
    begin = min(begin, 24 - shortest)
    return begin, max(finish, begin + shortest)


def _wall_hours(moment: datetime) -> float:
    return moment.hour + moment.minute / 60 + moment.second / 3600
