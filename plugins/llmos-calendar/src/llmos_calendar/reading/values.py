"""Values of properties: times, lengths, offsets and texts, as RFC 5545 writes them.

Every function here returns None for what it does not understand; the caller says so in words.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from llmos_calendar.reading.limits import FIRST_YEAR, LAST_YEAR

_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?"
    r"(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\([\\;,nN])")
_MEANINGS = {"n": "\n", "N": "\n"}


def day(text: str) -> datetime | None:
    """The midnight of 20261126, on the wall."""
    if len(text) != 8 or not text.isascii() or not text.isdigit():
        return None
    return _made(text, "000000")


def clock(text: str) -> tuple[datetime, bool] | None:
    """What the wall shows at 20261126T140000, and whether it is in UTC because a Z follows."""
    is_utc = text[-1:] == "Z"
    plain = text[:-1] if is_utc else text
    if len(plain) != 15 or plain[8] != "T" or not plain.isascii():
        return None
    date, time = plain[:8], plain[9:]
    if not (date.isdigit() and time.isdigit()):
        return None
    made = _made(date, time)
    return (made, is_utc) if made else None


def length(text: str) -> tuple[timedelta, bool] | None:
    """How long PT1H30M is, and whether hours, minutes or seconds say so (True) or only days."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None or not any(match.groups()[1:]):
        return None
    sign, weeks, days, hours, minutes, seconds = match.groups()
    whole = timedelta(
        weeks=int(weeks or 0),
        days=int(days or 0),
        hours=int(hours or 0),
        minutes=int(minutes or 0),
        seconds=int(seconds or 0),
    )
    return (-whole if sign == "-" else whole), any((hours, minutes, seconds))


def unescaped(text: str) -> str:
    """A text with its backslashes resolved."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda match: _MEANINGS.get(match[1], match[1]), text)


def _made(date: str, time: str) -> datetime | None:
    year = int(date[:4])
    # A leap second is written as the last second of its minute.
    second = min(int(time[4:]), 59) if time[4:] == "60" else int(time[4:])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return datetime(year, int(date[4:6]), int(date[6:]), int(time[:2]), int(time[2:4]), second)
    except ValueError:
        return None
