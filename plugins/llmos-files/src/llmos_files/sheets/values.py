"""Numbers and dates that stand in cells as text, in the ways in which people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from llmos_files.reading.cells import Value
from llmos_files.sheets.months import MONTHS

BLANKS = frozenset(
    {"", "-", "\u2013", "\u2014", "n/a", "na", "n.a.", "k.a.", "k. a.", "null", "none", "?"}
)
"""What people write where there is nothing."""

_SPACES = "\u00a0\u202f\u2009 '\u2019"
_MONEY = re.compile(
    r"(?:€|\$|£|¥|₹|zł|kr\.?|chf|eur|usd|gbp|pln|sek|fr\.|r\$|%|km|kg|h|min|stk\.?|pcs\.?|m²|l)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d{1,3}(?:(?P<group>[.,])\d{3})+(?:(?P<point>[.,])\d+)?|\d*(?P<only>[.,])?\d+"
)
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{2,4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_DAY_NAME = re.compile(
    r"(?:[^\W\d]+,?\s+)?(\d{1,2})\.?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de\s+)?(\d{4})"
)
_NAME_DAY = re.compile(r"(?:[^\W\d]+,\s+)?([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_NAME_YEAR = re.compile(r"([^\W\d]+)\.?\s+(\d{4})")


@dataclass(frozen=True)
class Habits:
    """How whoever filled in a sheet writes: the decimal mark, and whether months come first."""

    decimal: str = "."
    month_first: bool = False


def habits_of(values: Iterable[Value]) -> Habits:
    """What the clear cases among these values say about the others."""
    commas = points = 0
    month_first = day_first = 0
    for value in values:
        if not isinstance(value, str):
            continue
        if found := _DAY_FIRST.fullmatch(value):
            first, second = int(found[1]), int(found[2])
            month_first += second > 12 >= first
            day_first += first > 12 >= second
        elif number := _NUMBER.fullmatch(_bare(value)):
            mark = number["point"] or ("" if number["group"] else number["only"])
            commas += mark == "," or (number["group"] == "." and not number["point"])
            points += mark == "." or (number["group"] == "," and not number["point"])
    return Habits("," if commas > points else ".", month_first > day_first)


def number_of(value: Value, habits: Habits) -> int | float | None:
    """The number that a cell holds; None if it holds something else. "12 %" is 12."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    if not isinstance(value, str):
        return None
    text = _bare(value)
    negative = text.startswith(("-", "\u2212")) or (text.startswith("(") and text.endswith(")"))
    negative = negative or text.endswith("-")
    text = text.strip("-\u2212+()")
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    amount = _amount(text, found, habits)
    return -amount if negative else amount


def _amount(text: str, found: re.Match[str], habits: Habits) -> int | float:
    group, point = found["group"], found["point"]
    if point and point != group:
        text = text.replace(group, "").replace(point, ".")
    elif group and (text.count(group) > 1 or group != habits.decimal):
        text = text.replace(group, "")
    else:
        text = text.replace(",", ".")
    return float(text) if "." in text else int(text)


def _bare(text: str) -> str:
    bare = _MONEY.sub("", text.strip()).strip()
    return bare.translate({ord(space): None for space in _SPACES})


def date_of(value: Value, habits: Habits) -> date | None:
    """The day that a cell holds; None if it holds something else. A month is its first day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not any(sign.isdigit() for sign in value):
        return None
    text = value.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        month, day = (first, second) if habits.month_first else (second, first)
        return _day(year, month, day)
    if found := _DAY_NAME.fullmatch(text):
        return _named(found[2], int(found[1]), int(found[3]))
    if found := _NAME_DAY.fullmatch(text):
        return _named(found[1], int(found[2]), int(found[3]))
    if found := _NAME_YEAR.fullmatch(text):
        return _named(found[1], 1, int(found[2]))
    return None


def _named(month: str, day: int, year: int) -> date | None:
    number = MONTHS.get(month.casefold())
    return _day(year, number, day) if number else None


def _year(text: str) -> int:
    return int(text) if len(text) > 2 else 2000 + int(text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
