"""Days, months, weekdays and hours of a text, each in one form, and the text without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from llmos.answers.folding import folded
from llmos.answers.lexicon import DAYS, MONTHS, RELATIVE, SHORT_DAYS

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = r"(?:(?<=\D)|^)([0-3]?\d)(?:st|nd|rd|th|er|\.)?"
_TO = r"\s*(?:-|–|to|until|and|bis|und|au|et)\s*(?:the\s+|zum\s+)?"  # noqa: RUF001 a dash as it is typed
_YEAR = r"(?:,?\s+(?:de\s+)?((?:19|20)\d\d)\b)?"
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_RANGE = re.compile(rf"{_DAY}{_TO}{_DAY}\s*(?:of\s+)?({_MONTH})\b\.?{_YEAR}")
_DAY_FIRST = re.compile(rf"{_DAY}\s*(?:of\s+)?({_MONTH})\b\.?{_YEAR}")
_MONTH_FIRST = re.compile(
    rf"\b({_MONTH})\.?\s+(?:the\s+)?([0-3]?\d)(?:st|nd|rd|th)?\b(?![:.]\d){_YEAR}"
)
_DOTTED = re.compile(r"\b([0-3]?\d)([./])([0-3]?\d)(?:\2((?:19|20)?\d\d)\b|\.(?!\d))")
_MONTH_ALONE = re.compile(rf"\b({_MONTH})\b{_YEAR}")
_HOURS = re.compile(
    r"\b([012]?\d)(?:[:.h]\s?([0-5]\d))?\s?(a\.?m\b\.?|p\.?m\b\.?|uhr\b|o'clock\b)"
    r"|\b([012]?\d):([0-5]\d)\b"
    r"|\b([012]?\d)\s?h\b(?:\s?([0-5]\d)\b)?(?!\s*min)"
)
_PERIOD = re.compile(
    r"\b(?:last|next|this|past|coming|letzte[nrsm]?|nachste[nrsm]?|diese[nrsm]?|kommende[nrsm]?)\s+"
    r"(?:week|month|year|weekend|morning|evening|woche|monat|jahr|wochenende)\b"
    r"|\b(?:semaine|mois|annee)\s+(?:derniere?|prochaine?)\b"
)
_WEEKDAY = re.compile(rf"\b({'|'.join(sorted(DAYS, key=len, reverse=True))})\b")


@dataclass(frozen=True, order=True)
class Day:
    """A day, a day of some year, or a month, as far as it is said: 0 is not said."""

    year: int = 0
    month: int = 0
    day: int = 0

    def within(self, other: Day) -> bool:
        """Whether the other says no less than this and nothing else."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(not mine or mine == its for mine, its in pairs)


@dataclass
class Moments:
    """What a text says about when; `rest` is the text without it.

    `weekdays` are those that it names, and besides those of its days; Monday is 1. `named` are
    those of them that no day of the text has.
    """

    days: set[Day] = field(default_factory=set)
    named: set[int] = field(default_factory=set)
    weekdays: set[int] = field(default_factory=set)
    minutes: set[int] = field(default_factory=set)
    periods: set[str] = field(default_factory=set)
    rest: str = ""


def moments(text: str, now: datetime | None = None) -> Moments:
    """What is said about time. "Today" is a day only where it is known what is `now`."""
    plain = _letter_by_letter(text)
    found = Moments(periods=set(_PERIOD.findall(plain)), rest=text)
    for pattern, read in _READERS:
        for hit in list(pattern.finditer(plain)):
            if read(found, hit, now):
                plain, found.rest = _blank(plain, hit), _blank(found.rest, hit)
    dated = {_date(day).isoweekday() for day in found.days if _is_date(day)}
    found.weekdays |= set(_weekdays(found.rest)) | dated
    found.named |= found.weekdays - dated
    return found


def _letter_by_letter(text: str) -> str:
    """Folded, with every letter in its old place."""
    return "".join((folded(letter) or letter)[0] for letter in text)


def _blank(text: str, hit: re.Match[str]) -> str:
    return f"{text[: hit.start()]}{' ' * (hit.end() - hit.start())}{text[hit.end() :]}"


def _iso(found: Moments, hit: re.Match[str], now: datetime | None) -> bool:
    year, month, day = map(int, hit.groups())
    return _add(found, year, month, day)


def _range(found: Moments, hit: re.Match[str], now: datetime | None) -> bool:
    first, last, month, year = hit.groups()
    both = [_add(found, int(year or 0), MONTHS[month], int(day)) for day in (first, last)]
    return all(both)


def _day_first(found: Moments, hit: re.Match[str], now: datetime | None) -> bool:
    day, month, year = hit.groups()
    return _add(found, int(year or 0), MONTHS[month], int(day))


def _month_first(found: Moments, hit: re.Match[str], now: datetime | None) -> bool:
    month, day, year = hit.groups()
    return _add(found, int(year or 0), MONTHS[month], int(day))


def _dotted(found: Moments, hit: re.Match[str], now: datetime | None) -> bool:
    """`26.11.` and `26/11/2026`; with a stroke the month may come first."""
    one, sign, other, year = hit.groups()
    full = int(year or 0) + 2000 * (len(year or "") == 2)
    if sign == "/" and not year:
        return False
    added = _add(found, full, int(other), int(one))
    return (sign == "/" and _add(found, full, int(one), int(other))) or added


def _month_alone(found: Moments, hit: re.Match[str], now: datetime | None) -> bool:
    month, year = hit.groups()
    if month in ("may", "mar", "jan", "sept") and not year:
        return False  # words and names as well
    found.days.add(Day(int(year or 0), MONTHS[month]))
    return True


def _hour(found: Moments, hit: re.Match[str], now: datetime | None) -> bool:
    said, minutes, half, hour, past, french, after = hit.groups()
    value = int(said or hour or french)
    if half and half[0] in "ap" and value <= 12:
        value = value % 12 + 12 * (half[0] == "p")
    if value > 24:
        return False
    found.minutes.add(value * 60 + int(minutes or past or after or 0))
    return True


def _relative(found: Moments, hit: re.Match[str], now: datetime | None) -> bool:
    if now is None:
        return False
    day = now.date() + timedelta(days=RELATIVE[hit.group(1)])
    return _add(found, day.year, day.month, day.day)


_READERS = (
    (_ISO, _iso),
    (_RANGE, _range),
    (_DAY_FIRST, _day_first),
    (_MONTH_FIRST, _month_first),
    (_HOURS, _hour),
    (_DOTTED, _dotted),
    (_MONTH_ALONE, _month_alone),
    (re.compile(rf"\b({'|'.join(map(re.escape, RELATIVE))})\b"), _relative),
)


def _add(found: Moments, year: int, month: int, day: int) -> bool:
    try:
        date(year or 2000, month, day)  # 2000 had a 29 February
    except ValueError:
        return False
    found.days.add(Day(year, month, day))
    return True


def _weekdays(text: str) -> Iterator[int]:
    for hit in _WEEKDAY.finditer(text.casefold()):
        written = text[hit.start() : hit.end()]
        if hit.group() in SHORT_DAYS and (written.islower() or not text[: hit.start()].strip()):
            continue
        yield DAYS[hit.group()]


def _is_date(day: Day) -> bool:
    return bool(day.year and day.day)


def _date(day: Day) -> date:
    return date(day.year, day.month, day.day)
