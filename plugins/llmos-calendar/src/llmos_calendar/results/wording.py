"""Times and notes in the words that people read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from llmos import Block, Text


def spoken_day(day: date) -> str:
    """A day for people."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def spoken(start: datetime, end: datetime, *, all_day: bool) -> str:
    """From when to when, as short as it can be said."""
    if all_day:
        last = (end - timedelta(days=1)).date()
        first = start.date()
        if last <= first:
            return spoken_day(first)
        return f"{spoken_day(first)} to {spoken_day(last)}"
    if start == end:
        return f"{spoken_day(start.date())}, {start:%H:%M}"
    if end.date() == start.date() or _is_midnight_after(start, end):
        return f"{spoken_day(start.date())}, {start:%H:%M}-{_clock(start, end)}"
    return f"{spoken_day(start.date())}, {start:%H:%M} to {spoken_day(end.date())}, {end:%H:%M}"


def spoken_time(start: datetime, end: datetime, *, all_day: bool) -> str:
    """From when to when where the day is known."""
    if all_day:
        return "all day"
    return f"{start:%H:%M}" if start == end else f"{start:%H:%M}-{_clock(start, end)}"


def spoken_length(minutes: int) -> str:
    """How long so many minutes are."""
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (left, "min")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 min"


def as_notes(notes: Iterable[str]) -> list[Block]:
    """Sentences beside the answer."""
    return [Text(note, "note") for note in dict.fromkeys(notes)]


def _clock(start: datetime, end: datetime) -> str:
    return "24:00" if _is_midnight_after(start, end) else f"{end:%H:%M}"


def _is_midnight_after(start: datetime, end: datetime) -> bool:
    return f"{end:%H%M}" == "0000" and end.date() == start.date() + timedelta(days=1)
