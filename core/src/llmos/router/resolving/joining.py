"""Times that mean one with what stands beside them: "tomorrow after 2pm", "May … since then"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from llmos.router.resolving import calendar
from llmos.router.resolving.calendar import PARTS
from llmos.router.resolving.hours import hours_of, turned
from llmos.router.resolving.spans import Span

_BETWEEN = frozenset(("", "on", "am", "le"))
_ARTICLES = frozenset(("", "the", "den", "dem", "der", "le"))


def joined(spans: Iterable[Span], text: str, zone: tzinfo | None) -> list[Span]:
    """The spans, with a day and its hours as one, and that of "since then" without its end."""
    whole: list[Span] = []
    for span in spans:
        both = _both(whole[-1], span, text, zone) if whole else None
        whole[-1:] = [both] if both else [*whole[-1:], span]
    then = _SINCE_THEN.search(text)
    return [
        _opened(span) if then and span is _last(whole, then.start()) else span for span in whole
    ]


_SINCE_THEN = re.compile(r"\b(?:since then|seitdem|seither|seit damals|depuis lors)\b", re.I)


def _last(spans: Iterable[Span], place: int) -> Span | None:
    """The last of these before a place in the text."""
    return max((one for one in spans if one.end <= place), key=lambda one: one.end, default=None)


def _opened(span: Span) -> Span:
    """A stretch of time from which something goes on: "in September … since then"."""
    return replace(span, last=None) if span.first else span


def _both(first: Span, second: Span, text: str, zone: tzinfo | None) -> Span | None:
    between = text[first.end : second.begin].strip(" ,").casefold()
    if between in _ARTICLES and _is_date_of_weekday(first, second, text):
        return replace(second, begin=first.begin)
    if between not in _BETWEEN:
        return None
    days, hours = (first, second) if first.has_days else (second, first)
    if days.first is None or days.last is None:
        return None
    if hours.has_days or hours.start is not None or not _has_hours(hours):
        return None
    if part := _part(days):
        return _inside(part, days, hours, (first.begin, second.end), zone)
    if _has_hours(days):
        return None
    return replace(
        days,
        begin=first.begin,
        end=second.end,
        finish=_finish(days, hours, zone),
        after=hours.after,
        before=hours.before,
    )


def _is_date_of_weekday(weekday: Span, day: Span, text: str) -> bool:
    """Whether a weekday stands before its own date: "Friday, the 4th of December"."""
    return (
        (weekday.has_days and day.has_days)
        and not _has_hours(weekday)
        and text[weekday.begin : weekday.end].split()[-1].isalpha()
        and re.search(r"\d", text[day.begin : day.end]) is not None
        and day.first == day.last
        and weekday.first is not None
        and day.first is not None
        and weekday.first.weekday() == day.first.weekday()
    )


def _part(days: Span) -> str | None:
    """The part of the day that a span is, where it is one."""
    if days.start is not None or days.after is None:
        return None
    return next((name for name in PARTS if hours_of(name) == (days.after, days.before)), None)


def _inside(
    part: str, days: Span, hours: Span, places: tuple[int, int], zone: tzinfo | None
) -> Span:
    """A part of a day from or up to an hour of it: "tonight after eight"."""
    begins = hours_of(part)[0] if hours.before else None
    after = turned(hours.after, part) if hours.after else begins
    before = turned(hours.before, part) if hours.before else None
    both = replace(days, begin=places[0], end=places[1], after=after, before=before)
    return replace(both, finish=_finish(days, both, zone))


def _finish(days: Span, hours: Span, zone: tzinfo | None) -> datetime | None:
    """The moment up to which it is, of one day; a night ends on the next."""
    if hours.before is None or days.last is None or days.first != days.last:
        return None
    is_over = hours.after is not None and hours.before <= hours.after
    return calendar.at(days.last + timedelta(days=is_over), hours.before, zone)


def _has_hours(span: Span) -> bool:
    return span.start is not None or span.after is not None or span.before is not None
