"""Generated series, and what other libraries say of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import recurring_ical_events
from hypothesis import strategies as st
from icalendar import Calendar

from llmos_calendar.reading.reader import read
from llmos_calendar.recurring.expansion import grouped, occurrences
from llmos_calendar.recurring.spans import Clock, moment_of, on_the_wall

FIRST, LAST = datetime(2025, 1, 1), datetime(2027, 12, 31, 23, 59, 59)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "UTC")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Case:
    """A series as a file, and how it was made."""

    raw: bytes
    rule: str


@st.composite
def cases(draw: Any) -> Case:
    """A series of any frequency from daily up, zoned, floating or of days, with exceptions."""
    start = draw(st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31))).replace(
        second=0, microsecond=0
    )
    kind = draw(st.sampled_from([*ZONES, "floating", "day"]))
    rule = draw(_rules(start, kind))
    lines = [_time("DTSTART", start, kind), f"RRULE:{rule}"]
    if kind != "day":
        lines.append(f"DURATION:PT{draw(st.integers(1, 300))}M")
    for _ in range(draw(st.integers(0, 2))):
        other = draw(st.datetimes(datetime(2025, 1, 1), datetime(2027, 6, 1)))
        lines.append(
            _time(draw(st.sampled_from(["RDATE", "EXDATE"])), other.replace(second=0), kind)
        )
    told = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:one", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    return Case("\r\n".join(told).encode(), rule)


@st.composite
def _rules(draw: Any, start: datetime, kind: str) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 6))}")
    if frequency in ("WEEKLY", "DAILY") and draw(st.booleans()):
        days = draw(st.lists(st.sampled_from(_DAYS), min_size=1, max_size=4, unique=True))
        parts.append(f"BYDAY={','.join(days)}")
    elif frequency in ("MONTHLY", "YEARLY") and draw(st.booleans()):
        parts.append(draw(_within_months(frequency)))
    if frequency != "YEARLY" and draw(st.integers(0, 4)) == 0:
        months = draw(st.lists(st.integers(1, 12), min_size=1, max_size=5, unique=True))
        parts.append(f"BYMONTH={','.join(map(str, months))}")
    ending = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    if ending == "COUNT":
        parts.append(f"COUNT={draw(st.integers(1, 60))}")
    elif ending == "UNTIL":
        # Before its start (a day later is after it in every zone), other libraries drop the start,
        # which by RFC 5545 always counts; that is the one difference there is.
        first = start + timedelta(days=1)
        last = draw(st.datetimes(first, datetime(2028, 1, 1))).replace(second=0, microsecond=0)
        parts.append(f"UNTIL={_until(last, kind)}")
    return ";".join(parts)


@st.composite
def _within_months(draw: Any, frequency: str) -> str:
    number = draw(st.sampled_from([-2, -1, 1, 2, 3, 4]))
    day = draw(st.sampled_from(_DAYS))
    choices = [
        f"BYMONTHDAY={draw(st.sampled_from([-1, 1, 15, 29, 30, 31]))}",
        f"BYDAY={number}{day}",
    ]
    if frequency == "MONTHLY":
        choices.append(f"BYDAY=MO,TU,WE,TH,FR;BYSETPOS={draw(st.sampled_from([-1, 1, 2]))}")
    else:
        choices[0] += f";BYMONTH={draw(st.integers(1, 12))}"
        choices.append(f"BYYEARDAY={draw(st.integers(1, 365))}")
        choices.append(f"BYWEEKNO={draw(st.integers(1, 52))};BYDAY={day}")
    return draw(st.sampled_from(choices))


def _time(name: str, at: datetime, kind: str) -> str:
    if kind == "day":
        return f"{name};VALUE=DATE:{at:%Y%m%d}"
    if kind == "floating":
        return f"{name}:{at:%Y%m%dT%H%M%S}"
    return (
        f"{name}:{at:%Y%m%dT%H%M%SZ}" if kind == "UTC" else f"{name};TZID={kind}:{at:%Y%m%dT%H%M%S}"
    )


def _until(last: datetime, kind: str) -> str:
    if kind == "day":
        return f"{last:%Y%m%d}"
    return f"{last:%Y%m%dT%H%M%S}" + "Z" * (kind != "floating")


def ours(case: Case) -> set[Any]:
    """When it happens, as llmos-calendar counts."""
    (group,) = grouped(read(case.raw).entries)
    found = occurrences(group, FIRST, LAST)
    assert not found.problems, found.problems
    told: set[Any] = set()
    for one in found.occurrences:
        if one.span.clock == Clock.MOMENT:
            told.add(moment_of(one.span.start))
        else:
            told.add(on_the_wall(one.span.start))
    return {one for one in told if _is_inside(one)}


def theirs(case: Case) -> set[Any]:
    """When it happens, as icalendar and recurring-ical-events (on dateutil) count."""
    calendar = Calendar.from_ical(case.raw)
    found = recurring_ical_events.of(calendar).between(FIRST.date(), date(2028, 1, 2))
    return {one for one in (_plain(event["DTSTART"].dt) for event in found) if _is_inside(one)}


def _plain(told: Any) -> datetime:
    if not isinstance(told, datetime):
        return datetime(told.year, told.month, told.day)
    return told.astimezone(UTC) if told.tzinfo else told


def _is_inside(one: datetime) -> bool:
    """Away from the edges, where the two ask about different days."""
    return datetime(2025, 1, 3) <= one.replace(tzinfo=None) < datetime(2027, 12, 28)
