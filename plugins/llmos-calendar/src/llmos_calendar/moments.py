"""Days and times as tools get them, in the user's zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator

from llmos import Context, ToolError
from llmos_calendar.index.wanted import Window
from llmos_calendar.recurring.limits import YEARS

_DAY_LENGTH = len("2026-11-26")


def _typed(told: Any) -> Any:
    """A text with a time of day is a moment, also at midnight, which would pass for a day."""
    if not isinstance(told, str):
        return told
    try:
        if len(told) > _DAY_LENGTH:
            return datetime.fromisoformat(told)
        return date.fromisoformat(told)
    except ValueError:
        raise ValueError(
            f"{told!r} is no day and no moment; they are written 2026-11-26 and 2026-11-26T14:00"
        ) from None


def _typed_or_hour(told: Any) -> Any:
    if isinstance(told, str) and len(told) < _DAY_LENGTH:
        try:
            return time.fromisoformat(told)
        except ValueError:
            pass  # what it is not is said below
    return _typed(told)


When = Annotated[date | datetime, BeforeValidator(_typed)]
"""A day, or a moment; a moment without an offset is in the user's zone."""

WhenOrHour = Annotated[date | datetime | time, BeforeValidator(_typed_or_hour)]
"""The same, or a time of a day that is known otherwise."""


def is_day(when: When) -> bool:
    """Whether it is a whole day."""
    return not isinstance(when, datetime)


def beginning(ctx: Context, when: When) -> datetime:
    """The moment, or the first moment of the day."""
    if isinstance(when, datetime):
        zone = ctx.now.tzinfo
        return when.replace(tzinfo=zone) if when.tzinfo is None else when.astimezone(zone)
    return datetime.combine(when, time(), ctx.now.tzinfo)


def ending(ctx: Context, when: When) -> datetime:
    """The moment, or the first moment after the day."""
    if isinstance(when, datetime):
        return beginning(ctx, when)
    return beginning(ctx, when + timedelta(days=1))


def window(ctx: Context, since: When, until: When) -> Window:
    """From the one to the other, days included; an error in words if that is backwards."""
    begin, end = beginning(ctx, since), ending(ctx, until)
    if end <= begin:
        raise ToolError(f"{until} lies before {since}; nothing can be between them.")
    if end - begin > timedelta(days=366 * YEARS):
        raise ToolError(
            f"From {since} to {until} is more than {YEARS} years, which is too long.",
            hint="Ask for a shorter time.",
        )
    return Window(begin, end)


def window_of(ctx: Context, since: When | None, until: When | None, days: int) -> Window:
    """The window meant where one end may be missing: so many days from the other, or from now on.

    One day alone (`since` without `until`) is that day up to so many days later.
    """
    if since is None and until is None:
        return Window(ctx.now, ctx.now + timedelta(days=days))
    if since is None and until is not None:
        begin = ctx.now if ending(ctx, until) > ctx.now else ending(ctx, until) - timedelta(days)
        return window(ctx, begin, until)
    assert since is not None
    last = until if until is not None else beginning(ctx, since) + timedelta(days=days)
    return window(ctx, since, last)
