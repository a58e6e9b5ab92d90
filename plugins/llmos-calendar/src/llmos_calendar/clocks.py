"""Other people's clocks: "Tokyo time"."""

from __future__ import annotations

from copy import copy
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from llmos import Context, ToolError
from llmos_calendar.index.rows import folded


def at(ctx: Context, city: str | None) -> Context:
    """The context as it is where the clocks of a city are; an error in words if none is known."""
    if not city:
        return ctx
    name = _cities().get(folded(city).replace(" ", "_"))
    if name is None:
        raise ToolError(
            f"No time zone is called after {city!r}.",
            hint="Name the largest city near it, such as Tokyo or New York.",
        )
    there = copy(ctx)
    there.now = ctx.now.astimezone(ZoneInfo(name))
    return there


@cache
def _cities() -> dict[str, str]:
    zones = sorted(zone for zone in available_timezones() if "/" in zone)
    return {folded(zone.rpartition("/")[2]): zone for zone in zones if not zone.startswith("Etc/")}
