"""Names of time zones, as calendars write them, to keys of the tz database.

Windows names, names with a maker's prefix ("/example.org/Europe/Berlin") and old names of the
database itself are known. What no name explains is asked of the file's own VTIMEZONE elsewhere.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_WINDOWS = {name.casefold(): key for name, key in WINDOWS_TO_OLSON.items()}
_OFFSET = re.compile(r"\(?(?:UTC|GMT)([+-])(\d{1,2}):(\d\d)\)?.*", re.IGNORECASE)
_UTC = frozenset({"utc", "z", "gmt", "etc/utc", "etc/gmt", "zulu", "universal"})


@lru_cache(maxsize=2048)
def known_zone(name: str) -> str:
    """The key of the zone that a calendar calls so, "UTC", or empty if no name explains it."""
    plain = name.strip().strip('"')
    if plain.casefold() in _UTC:
        return "UTC"
    keys = _keys()
    for candidate in _candidates(plain):
        if found := keys.get(candidate.casefold()):
            return found
    return _WINDOWS.get(plain.casefold(), "")


@lru_cache(maxsize=512)
def zone(key: str) -> tzinfo:
    """The zone with this key."""
    return UTC if key == "UTC" else ZoneInfo(key)


def offset_named(name: str) -> str:
    """The key of the fixed offset that a name such as "(UTC+01:00) Somewhere" tells, or empty."""
    match = _OFFSET.fullmatch(name.strip())
    if match is None or match[3] != "00" or int(match[2]) > 12:
        return ""
    # The database's own names count the other way: Etc/GMT-1 is an hour ahead.
    hours, sign = int(match[2]), "-" if match[1] == "+" else "+"
    return f"Etc/GMT{sign}{hours}" if hours else "UTC"


def moment(local: datetime, key: str) -> datetime:
    """The moment at which walls in a zone show this; in a gap, as if the clock had not jumped."""
    return local.replace(tzinfo=zone(key)).astimezone(UTC)


def wall(moment: datetime, key: str) -> datetime:
    """What walls in a zone show at a moment."""
    return moment.astimezone(zone(key)).replace(tzinfo=None)


def _candidates(name: str) -> list[str]:
    # "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin" ends in the key.
    parts = name.strip("/").split("/")
    return ["/".join(parts[start:]) for start in range(max(0, len(parts) - 3), len(parts))] + [name]


@lru_cache(maxsize=1)
def _keys() -> dict[str, str]:
    return {key.casefold(): key for key in available_timezones() if not key.startswith("posix")}
