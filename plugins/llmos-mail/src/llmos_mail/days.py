"""Days as the user means them: from midnight to midnight in the user's zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from llmos import Context, ToolError


def check_order(since: date | None, until: date | None) -> None:
    """Refuse days of which the last comes before the first."""
    if since and until and until < since:
        raise ToolError(f"The last day, {until}, comes before the first, {since}.")


def beginning(ctx: Context, day: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day, time(), ctx.now.tzinfo)


def beginning_of(ctx: Context, day: date | None) -> datetime | None:
    """The first moment of a day, if there is one."""
    return None if day is None else beginning(ctx, day)


def end_of(ctx: Context, day: date | None) -> datetime | None:
    """The first moment after a day, if there is one."""
    return None if day is None else beginning(ctx, day + timedelta(days=1))
