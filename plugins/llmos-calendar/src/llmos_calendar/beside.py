"""Times that are said by an event: after the review, before the dentist, during the ski week."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from llmos import Context
from llmos_calendar.index.happening import Happening
from llmos_calendar.index.wanted import Wanted
from llmos_calendar.moments import When, beginning, ending, window_of
from llmos_calendar.opening import Calendars
from llmos_calendar.searching import DAYS_OF_A_SEARCH, meant, sought

_WEEK = timedelta(days=7)
_MOMENT = timedelta(seconds=1)

Ends = tuple[When | None, When | None]
"""From when to when, as tools get it."""


def narrowed(
    ctx: Context,
    calendars: Calendars,
    ends: Ends,
    *,
    after: str | None = None,
    before: str | None = None,
    during: str | None = None,
) -> Ends:
    """The part of a time that is beside the events of these words, which are looked for in it."""
    if not (after or before or during):
        return ends
    window = window_of(ctx, *ends, DAYS_OF_A_SEARCH) if any(ends) else None
    since, until = ends
    if during:
        found = sought(calendars, Wanted(window, text=during)) if window else []
        one = found[0] if found else meant(ctx, calendars, during, None)
        since, until = _inside(ctx, one, ends)
    if after:
        one = meant(ctx, calendars, after, window)
        since, until = one.end, _later(one, until)
    if before:
        one = meant(ctx, calendars, before, window)
        since, until = _earlier(ctx, one, since), one.start
    return since, until


def _later(one: Happening, until: When | None) -> When:
    """Up to when: as said, else the end of the day, or a week behind what lasts days."""
    if until is not None and day_of(until) >= one.end.date():
        return until
    return (one.end + _WEEK).date() if one.all_day else one.end.date()


def _earlier(ctx: Context, one: Happening, since: When | None) -> When:
    """From when: as said, else the beginning of the day, or a week before what lasts days."""
    if since is not None and beginning(ctx, since) < one.start:
        return since
    if one.start.date() == ctx.now.date():
        return ctx.now
    return (one.start - _WEEK).date() if one.all_day else one.start.date()


def _inside(ctx: Context, one: Happening, ends: Ends) -> Ends:
    """The part of the time that lies in the event; of a time beside it, the same weekday in it."""
    since, until = ends
    first: When = one.start.date() if one.all_day else one.start
    last: When = (one.end - _MOMENT).date() if one.all_day else one.end
    begin = beginning(ctx, since) if since is not None else one.start
    end = ending(ctx, until) if until is not None else one.end
    if begin < one.end and one.start < end:
        return (
            since if since is not None and begin > one.start else first,
            until if until is not None and end < one.end else last,
        )
    same = [day for day in _days(one) if since == until and day.weekday() == begin.weekday()]
    return (same[0], same[0]) if len(same) == 1 else (first, last)


def _days(one: Happening) -> list[date]:
    count = ((one.end - _MOMENT).date() - one.start.date()).days
    return [one.start.date() + timedelta(days=step) for step in range(count + 1)]


def day_of(when: When) -> date:
    """The day on which it is."""
    return when.date() if isinstance(when, datetime) else when
