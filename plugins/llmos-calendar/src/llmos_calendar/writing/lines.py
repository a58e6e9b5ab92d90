"""Content lines as RFC 5545 writes them: escaped, folded, ended as the rest of the file is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from llmos_calendar.reading.entry import Stamp
from llmos_calendar.reading.zones import moment

_OCTETS = 75


def escaped(text: str) -> str:
    """A text as the value of a property."""
    plain = "".join(one for one in text if one in "\n\t" or ord(one) >= 32)
    for mark, told in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(mark, told)
    return plain


def quoted(text: str) -> str:
    """A text as the value of a parameter."""
    plain = "".join(one for one in text if ord(one) >= 32).replace('"', "'")
    return f'"{plain}"' if any(mark in plain for mark in ";:,") else plain


def folded(line: str, newline: bytes) -> bytes:
    """A line broken where it is longer than 75 octets, never inside a character."""
    parts: list[bytes] = []
    part = b""
    for character in line:
        told = character.encode("utf-8")
        if len(part) + len(told) > _OCTETS - bool(parts):
            parts.append(part)
            part = b""
        part += told
    parts.append(part)
    return (newline + b" ").join(parts) + newline


def time_value(stamp: Stamp) -> str:
    """The value that says this time."""
    if stamp.is_day:
        return f"{stamp.local:%Y%m%d}"
    return f"{stamp.local:%Y%m%dT%H%M%S}" + "Z" * (stamp.zone == "UTC")


def time_line(name: str, stamp: Stamp) -> str:
    """A property that says this time."""
    if stamp.is_day:
        return f"{name};VALUE=DATE:{time_value(stamp)}"
    zone = f";TZID={stamp.zone}" if stamp.zone and stamp.zone != "UTC" else ""
    return f"{name}{zone}:{time_value(stamp)}"


def utc_value(at: datetime) -> str:
    """A moment in UTC."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def length_value(length: timedelta) -> str:
    """A length such as -PT15M."""
    seconds = round(length.total_seconds())
    sign, count = "-" * (seconds < 0), abs(seconds)
    days, rest = divmod(count, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (left, "S")) if n)
    told = f"{days}D" * bool(days) + f"T{clock}" * bool(clock)
    return f"{sign}P{told}" if told else "PT0S"


def until_value(last: datetime, start: Stamp) -> str:
    """The UNTIL of a rule that may still happen at this time on the wall of its start."""
    if start.is_day:
        return f"{last:%Y%m%d}"
    if start.zone:
        return f"{moment(last, start.zone):%Y%m%dT%H%M%SZ}"
    return f"{last:%Y%m%dT%H%M%S}"
