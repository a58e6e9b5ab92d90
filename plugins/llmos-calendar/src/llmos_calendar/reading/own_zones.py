"""Zones that a file defines itself (VTIMEZONE), matched to the tz database by what they do.

A definition is only asked where its name says nothing. Then the zone of the database whose offsets
are the same in the middle of every month of many years stands for it; if there is none, the one
that agrees in few years does, or in years long ago; if there is none either, its standard offset.
"""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import available_timezones

from icalendar import Timezone

from llmos_calendar.reading.rules import BadRule, parse
from llmos_calendar.reading.zones import known_zone, offset_named, zone

_LONG = range(2008, 2030)
_SHORT = range(2024, 2028)
_OLD = range(1995, 2006)
"""Before many places changed their rules; old files define what was so then."""

_PREFERRED = (
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Australia/Sydney",
    "UTC",
)
"""Asked first: of many zones with the same offsets, the one that most people know."""


@lru_cache(maxsize=256)
def matched_zone(definition: str) -> str:
    """The key of the zone that this VTIMEZONE means, or empty if it cannot be used."""
    try:
        component = Timezone.from_ical(definition)
        if not isinstance(component, Timezone):
            return ""
        name = str(component.get("X-LIC-LOCATION", "")) or str(component.get("TZID", ""))
        if known := known_zone(name):
            return known
        _check_rules(component)
        own = component.to_tz(lookup_tzid=False)
        return _same(own) or offset_named(name) or _standard(own)
    except Exception:  # whatever a file calls a zone, its events must be read
        return ""


def _check_rules(component: Timezone) -> None:
    for part in component.subcomponents:
        rules = part.get("RRULE", [])
        for rule in rules if isinstance(rules, list) else [rules]:
            if parse(rule.to_ical().decode()).frequency != "YEARLY":
                raise BadRule("A zone changes its offset more often than every year.")


def _same(own: tzinfo) -> str:
    for years in (_LONG, _SHORT, _OLD):
        wanted = _offsets(own, years)
        for key in (*_PREFERRED, *_places()):
            if _known_offsets(key, years) == wanted:
                return key
    return ""


def _standard(own: tzinfo) -> str:
    offset = own.utcoffset(datetime(2026, 1, 15)) or timedelta()
    hours = round(offset.total_seconds() / 3600)
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


@lru_cache(maxsize=4096)
def _known_offsets(key: str, years: range) -> tuple[timedelta | None, ...]:
    return _offsets(zone(key), years)


def _offsets(own: tzinfo, years: range) -> tuple[timedelta | None, ...]:
    days = (datetime(year, month, 15, 12) for year in years for month in range(1, 13))
    return tuple(own.utcoffset(day.replace(tzinfo=own)) for day in days)


@lru_cache(maxsize=1)
def _places() -> tuple[str, ...]:
    return tuple(sorted(key for key in available_timezones() if "/" in key and "Etc/" not in key))
