"""Wishes in typed words to drafts: when, how long, how often."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from llmos import Context, ToolError
from llmos_calendar.moments import When, beginning, ending, is_day
from llmos_calendar.reading.entry import Stamp
from llmos_calendar.writing.lines import until_value

Repeat = Literal["daily", "weekdays", "weekly", "every two weeks", "monthly", "yearly"]

HOW_OFTEN = (
    "How often it repeats. daily: every day, each day, täglich, jeden Tag, chaque jour,"
    " tous les jours; weekdays: every weekday, every working day, werktags, jeden Werktag;"
    " weekly: weekly, every week, each week, every Monday, each Monday, Mondays, wöchentlich,"
    " jede Woche, jeden Monday, chaque semaine, toutes les semaines, chaque Monday,"
    " tous les Mondays; every two weeks: every other week, every second week, every other Monday,"
    " every second Monday, fortnightly, alle zwei Wochen, alle 14 Tage, jeden zweiten Monday,"
    " toutes les deux semaines, un Monday sur deux; monthly: every month, each month,"
    " once a month, monatlich, jeden Monat, chaque mois, tous les mois; yearly: every year,"
    " each year, annually, jährlich, jedes Jahr, chaque année, tous les ans."
)

_RULES: dict[Repeat, str] = {
    "daily": "FREQ=DAILY",
    "weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "weekly": "FREQ=WEEKLY",
    "every two weeks": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
    "yearly": "FREQ=YEARLY",
}


def span_of(
    ctx: Context, start: When, end: When | None, minutes: int | None
) -> tuple[Stamp, Stamp]:
    """From when to when; a day alone is all of it, a moment alone lasts as long as is usual."""
    if is_day(start):
        last = ending(ctx, end if end is not None else start)
        first = beginning(ctx, start)
        if last <= first:
            raise _backwards(start, end)
        return _day(first), _day(_midnight(last))
    begin = beginning(ctx, start)
    length = timedelta(minutes=minutes or ctx.settings.event_minutes)
    finish = ending(ctx, end) if end is not None else _after(begin, length)
    if finish <= begin:
        raise _backwards(start, end)
    return stamp_of(begin), stamp_of(finish)


def stamp_of(at: datetime) -> Stamp:
    """A moment in the user's zone as it is written into a calendar."""
    key = str(getattr(at.tzinfo, "key", ""))
    if not key:
        return Stamp(at.astimezone(UTC).replace(tzinfo=None), "UTC")
    return Stamp(at.replace(tzinfo=None), key)


def rule_of(repeat: Repeat | None, until: date | None, start: Stamp) -> str:
    """How often it happens, as a rule; empty if only once."""
    if repeat is None:
        return ""
    if until is None:
        return _RULES[repeat]
    if until < start.local.date():
        raise ToolError(f"It cannot repeat until {until}, which is before it begins.")
    last = datetime.combine(until, start.local.time() if not start.is_day else time())
    return f"{_RULES[repeat]};UNTIL={until_value(last, start)}"


def _after(begin: datetime, length: timedelta) -> datetime:
    """So much later on a stopwatch, also in the night in which clocks change."""
    return (begin.astimezone(UTC) + length).astimezone(begin.tzinfo)


def _day(at: datetime) -> Stamp:
    return Stamp(at.replace(tzinfo=None), "", True)


def _midnight(at: datetime) -> datetime:
    """The end of the day in which something ends."""
    start = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return start if start == at else start + timedelta(days=1)


def _backwards(start: When, end: When | None) -> ToolError:
    return ToolError(f"It would end ({end}) before it begins ({start}).")
