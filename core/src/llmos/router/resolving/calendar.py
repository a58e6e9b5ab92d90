"""Counting days: weeks from Monday to Sunday, months, seasons, and the hours of parts of a day."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta, tzinfo

Days = tuple[date, date]

PARTS: dict[str, tuple[int, int]] = {
    "morning": (6, 12),
    "noon": (12, 13),
    "afternoon": (12, 18),
    "evening": (18, 23),
    "night": (22, 6),
}
"""The hours of the parts of a day; a night ends on the next day."""

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # the month each begins with
SEASONS = frozenset(_SEASONS)


_WEEK = 7


def week(day: date, weeks: int = 0) -> Days:
    """The week of a day, Monday to Sunday, so many weeks later."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def weekend(day: date, weeks: int = 0) -> Days:
    """The Saturday and Sunday of a day's week."""
    _, sunday = week(day, weeks)
    return sunday - timedelta(days=1), sunday


def month(year: int, number: int) -> Days:
    """The days of a month; 13 is the January after."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def months_later(day: date, count: int) -> date:
    """The same day in another month, or that month's last day if it is shorter."""
    first, last = month(day.year, day.month + count)
    return first.replace(day=min(day.day, last.day))


def unit(name: str, day: date, count: int) -> Days:
    """The week, month, quarter, year, weekend or day that lies `count` after that of a day."""
    if name == "week":
        return week(day, count)
    if name == "weekend":
        return weekend(day, count)
    if name == "month":
        return month(day.year, day.month + count)
    if name == "quarter":
        begin = (day.month - 1) // 3 * 3 + 1 + 3 * count
        return month(day.year, begin)[0], month(day.year, begin + 2)[1]
    if name == "year":
        return date(day.year + count, 1, 1), date(day.year + count, 12, 31)
    shifted = day + timedelta(days=count)
    return shifted, shifted


def shifted(name: str, day: date, count: int) -> date:
    """The day that lies so many days, weeks, months or years later."""
    if name in ("month", "quarter", "year"):
        return months_later(day, count * {"month": 1, "quarter": 3, "year": 12}[name])
    return day + timedelta(days=count * (7 if name in ("week", "weekend") else 1))


def season(name: str, year: int) -> Days:
    """A season by months; winter is named after the year in which it begins."""
    begin = _SEASONS[name]
    return month(year, begin)[0], month(year, begin + 2)[1]


def third(days: Days, which: str) -> Days:
    """The beginning, middle or end of a longer time; a week ends from Thursday on."""
    length = (days[1] - days[0]).days + 1
    step = length // 3
    if length == _WEEK and which == "end":
        return days[0] + timedelta(days=3), days[1]
    if which == "begin":
        return days[0], days[0] + timedelta(days=step - 1)
    if which == "middle":
        return days[0] + timedelta(days=step), days[1] - timedelta(days=step)
    return days[1] - timedelta(days=step - 1), days[1]


def at(day: date, clock: time, zone: tzinfo | None) -> datetime:
    """The moment at which the clocks show that time; one that they skip is an hour later."""
    naive = datetime.combine(day, clock, zone)
    return naive.astimezone(UTC).astimezone(zone)


def later(now: datetime, minutes: int) -> datetime:
    """So many minutes later, however the clocks are changed between."""
    moment = now.astimezone(UTC) + timedelta(minutes=minutes)
    return moment.astimezone(now.tzinfo).replace(second=0, microsecond=0)
