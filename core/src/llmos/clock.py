"""What time it is for the user. `LLMOS_NOW` sets the clock, for tests and for rehearsals."""

from __future__ import annotations

import os
from datetime import datetime
from zoneinfo import ZoneInfo

from llmos.errors import ConfigError

NOW_VARIABLE = "LLMOS_NOW"


def zone(name: str = "") -> ZoneInfo:
    """The time zone of that name, or the machine's own one."""
    try:
        return ZoneInfo(name or _machine_zone())
    except (KeyError, ValueError, OSError) as error:
        raise ConfigError(
            f"The time zone {name!r} is not known here.",
            hint='Write a name such as "Europe/Berlin" as time_zone in config.toml.',
        ) from error


def now(in_zone: ZoneInfo) -> datetime:
    """The current time, aware; a set clock without an offset is taken to be in the zone."""
    fixed = os.environ.get(NOW_VARIABLE)
    if not fixed:
        return datetime.now(in_zone)
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError as error:
        raise ConfigError(
            f"{NOW_VARIABLE} is {fixed!r}, which is not a time.",
            hint=f"Write it like {NOW_VARIABLE}=2026-03-01T09:00.",
        ) from error
    return moment.replace(tzinfo=in_zone) if moment.tzinfo is None else moment.astimezone(in_zone)


def _machine_zone() -> str:
    # Imported here because only a run that needs the time pays for it.
    import tzlocal

    return tzlocal.get_localzone_name() or "UTC"
