"""How far this run's grant reaches, and what the tools say about it."""

from __future__ import annotations

from llmos import Context, Scope, ToolError
from llmos_calendar.index.wanted import Visible

READ = "calendar:read"
WRITE = "calendar:write"


def visible(ctx: Context) -> Visible:
    """What this run may see."""
    scope = ctx.scope(READ)
    return Visible(scope.names, scope.since, scope.until)


def notes(ctx: Context) -> list[str]:
    """The limits in a sentence, so that nobody takes a part of the calendars for all of them."""
    scope = ctx.scope(READ)
    words = Scope(names=scope.names, since=scope.since, until=scope.until).in_words()
    return [f"The grant limits what is looked at: {words}."] if words else []


def require_writable(ctx: Context, calendar: str, *days: object) -> None:
    """Refuse a change outside of what `calendar:write` was granted for."""
    scope = ctx.scope(WRITE)
    names = {name.casefold() for name in scope.names}
    if names and calendar.casefold() not in names:
        raise ToolError(
            f"The grant of {WRITE} does not let llmos change the calendar {calendar!r}.",
            hint=f"It reaches: {', '.join(scope.names)}.",
        )
    for day in days:
        too_early = scope.since is not None and str(day) < scope.since.isoformat()
        if too_early or (scope.until is not None and str(day) > scope.until.isoformat()):
            raise ToolError(
                f"The grant of {WRITE} does not reach {day}.",
                hint=f"It reaches {scope.in_words()}.",
            )
