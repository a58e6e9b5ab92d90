"""By when: the day that a sentence names, English or German, seen from the day it was written."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

_WEEKDAYS = (
    r"monday|montag",
    r"tuesday|dienstag",
    r"wednesday|mittwoch",
    r"thursday|donnerstag",
    r"friday|freitag",
    r"saturday|samstag|sonnabend",
    r"sunday|sonntag",
)
_MONTHS = (
    r"jan(?:uary|uar)?|jänner",
    r"feb(?:ruary|ruar)?",
    r"mar(?:ch)?|märz",
    r"apr(?:il)?",
    r"may|mai",
    r"june?|juni?",
    r"july?|juli?",
    r"aug(?:ust)?",
    r"sept?(?:ember)?",
    r"o[ck]t(?:ober)?",
    r"nov(?:ember)?",
    r"de[cz](?:ember)?",
)
_NUMBERS = (
    r"0",
    r"an?|one|eine[mnr]?|ein",
    r"two|a couple of|zwei|(?:ein )?paar",
    r"three|drei",
    r"four|vier",
    r"five|fünf",
    r"six|sechs",
    r"seven|sieben",
    r"eight|acht",
    r"nine|neun",
    r"ten|zehn",
)

_DAY_NAMES = "|".join(_WEEKDAYS)
_MONTH_NAMES = "|".join(_MONTHS)
_NUMBER_NAMES = rf"\d{{1,2}}|{'|'.join(_NUMBERS)}"

_FRIDAY = 4

_Meaning = Callable[[re.Match[str], date], date | None]


def due(sentence: str, said: date, *, deadline_only: bool = False) -> date | None:
    """The day that the sentence names, or None. A deadline ("by", "bis") goes before other days."""
    text = sentence.casefold()
    deadline = _DEADLINE.search(text)
    if deadline:
        day = _first_day(text[deadline.end() : deadline.end() + 50], said)
        if day:
            return day
    return None if deadline_only else _first_day(text, said)


_DEADLINE = re.compile(r"\b(?:by|before|until|till|no later than|due|bis|spätestens|vor)\b")


def _first_day(text: str, said: date) -> date | None:
    found: list[tuple[int, int, date]] = []
    for rank, (pattern, meaning) in enumerate(_PHRASES):
        match = pattern.search(text)
        day = meaning(match, said) if match else None
        if match and day:
            found.append((match.start(), rank, day))
    return min(found)[2] if found else None


def _numeral(text: str, names: tuple[str, ...]) -> int:
    return next(index for index, name in enumerate(names) if re.fullmatch(name, text))


def _next_day(year: int, month: int, day: int, said: date) -> date | None:
    try:
        found = date(year or said.year, month, day)
        return found if year or found >= said else found.replace(year=said.year + 1)
    except ValueError:
        return None


def _iso(match: re.Match[str], said: date) -> date | None:
    return _next_day(int(match["y"]), int(match["m"]), int(match["d"]), said)


def _numeric(match: re.Match[str], said: date) -> date | None:
    year = int(match["y"] or 0)
    return _next_day(year + 2000 * (0 < year < 100), int(match["m"]), int(match["d"]), said)


def _named(match: re.Match[str], said: date) -> date | None:
    month = _numeral(match["m"], _MONTHS) + 1
    return _next_day(int(match["y"] or 0), month, int(match["d"]), said)


def _day_of_month(match: re.Match[str], said: date) -> date | None:
    day = int(match["d"])
    year, month = said.year, said.month
    if day < said.day:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return _next_day(year, month, day, said)


def _weekday(match: re.Match[str], said: date) -> date:
    ahead = (_numeral(match["w"], _WEEKDAYS) - said.weekday() - 1) % 7 + 1
    found = said + timedelta(days=ahead)
    # "Next Friday", said on a Monday, is not the one of this week.
    same_week = found.isocalendar().week == said.isocalendar().week
    return found + timedelta(days=7 if match["next"] and same_week else 0)


def _today(match: re.Match[str], said: date) -> date:
    return said


def _tomorrow(match: re.Match[str], said: date) -> date:
    return said + timedelta(days=1)


def _day_after(match: re.Match[str], said: date) -> date:
    return said + timedelta(days=2)


def _this_week(match: re.Match[str], said: date) -> date:
    last = _FRIDAY if said.weekday() <= _FRIDAY else 6
    return said + timedelta(days=last - said.weekday())


def _next_week(match: re.Match[str], said: date) -> date:
    return said + timedelta(days=7 + _FRIDAY - said.weekday())


def _month_end(match: re.Match[str], said: date) -> date:
    month = _numeral(match["m"], _MONTHS) + 1 if match["m"] else said.month
    year = said.year + (month < said.month)
    return date(year, month, monthrange(year, month)[1])


def _within_month(match: re.Match[str], said: date) -> date | None:
    month = _numeral(match["m"], _MONTHS) + 1
    return _next_day(0, month, 10 if match["part"].startswith(("early", "anf")) else 15, said)


def _after_some(match: re.Match[str], said: date) -> date:
    number = match["n"]
    count = int(number) if number.isdigit() else _numeral(number, _NUMBERS)
    return said + timedelta(days=count * (7 if match["unit"].startswith(("week", "woche")) else 1))


_PHRASES: list[tuple[re.Pattern[str], _Meaning]] = [
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (r"\b(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso),
        (r"\b(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.(?P<y>\d{4}|\d\d\b)?", _numeric),
        (
            rf"\b(?:the\s+)?(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH_NAMES})\b"
            r"\.?,?(?:\s+(?P<y>20\d\d))?",
            _named,
        ),
        (
            rf"\b(?P<m>{_MONTH_NAMES})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y>20\d\d))?",
            _named,
        ),
        (r"\b(?:the\s+(?P<d>\d{1,2})(?:st|nd|rd|th))\b", _day_of_month),
        (r"\b(?:zum|am|den|dem)\s+(?P<d>\d{1,2})\.(?!\s?\d)", _day_of_month),
        (rf"(?:end of|ende)\s+(?:the month|des monats|(?P<m>{_MONTH_NAMES}))\b", _month_end),
        (rf"\b(?P<part>mid|early|mitte|anfang)[ -](?P<m>{_MONTH_NAMES})\b", _within_month),
        (r"(?:month'?s end|monatsende)(?P<m>)", _month_end),
        (r"\bnext week\b|\bnächste[rn]?\s+woche\b|\bkommende[rn]?\s+woche\b", _next_week),
        (
            r"end of (?:the |this )?week|ende der woche|ende dieser woche|wochenende|\bweekend\b"
            r"|\bthis week\b|\bdiese[rn]? woche\b|\beow\b",
            _this_week,
        ),
        (
            rf"\b(?P<next>next\s+)?(?P<w>{_DAY_NAMES})(?:abend|morgen|nachmittag|vormittag)?\b",
            _weekday,
        ),
        (r"\bübermorgen\b|\bday after tomorrow\b", _day_after),
        (r"(?<!guten )(?<!am )(?<!heute )\bmorgen\b|(?<!after )\btomorrow\b", _tomorrow),
        (
            r"\btoday\b|\btonight\b|\bthis (?:afternoon|evening|morning)\b|\bheute\b"
            r"|\bend of (?:the )?day\b|\beod\b",
            _today,
        ),
        (
            rf"\b(?:in|within|innerhalb von|in the next|nächsten)\s+(?P<n>{_NUMBER_NAMES})\s+"
            r"(?P<unit>days?|weeks?|tag(?:en)?|wochen?)\b",
            _after_some,
        ),
    )
]
