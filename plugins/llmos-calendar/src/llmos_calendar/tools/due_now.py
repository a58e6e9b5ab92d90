"""What is due now, for `llmos remind --due`."""

from __future__ import annotations

from llmos import Context, tool
from llmos_calendar.alarms import claimed
from llmos_calendar.alarms import due as ripe
from llmos_calendar.opening import current
from llmos_calendar.results.due import DueLine, DueResult
from llmos_calendar.tools.needs import NOTIFY, READ


@tool(needs=[READ, NOTIFY], effect="read")
def due(ctx: Context) -> DueResult:
    """Give the reminders and alarms whose time has come, each of them once and never again."""
    ctx.scope(NOTIFY.name)
    with current(ctx) as calendars:
        alarms = ripe(calendars.agenda, ctx.now)
    fresh = claimed(ctx.data / "shown.db", alarms, ctx.now)
    return DueResult(due=[DueLine.of(alarm) for alarm in fresh])
