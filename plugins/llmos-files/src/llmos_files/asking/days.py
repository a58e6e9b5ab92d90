"""Days, months, quarters and years in a question, as conditions on a column of days."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from llmos_files.asking.tokens import MONTH_NAMES, Tokens
from llmos_files.asking.words import BETWEEN, SINCE, STRICT, UNTIL
from llmos_files.sheets.query import Compare, Filter
from llmos_files.sheets.table import Column

_QUARTER = re.compile(r"(?:q|quartal)([1-4])")
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4,
    "erste": 1, "ersten": 1, "zweite": 2, "zweiten": 2, "dritte": 3, "dritten": 3,
    "vierte": 4, "vierten": 4,
}  # fmt: skip
_RELATIVE = {
    "this year": ("year", 0), "last year": ("year", -1), "dieses jahr": ("year", 0),
    "letztes jahr": ("year", -1), "letzten jahr": ("year", -1), "diesem jahr": ("year", 0),
    "this month": ("month", 0), "last month": ("month", -1), "diesen monat": ("month", 0),
    "letzten monat": ("month", -1), "letzter monat": ("month", -1), "this week": ("week", 0),
    "last week": ("week", -1), "diese woche": ("week", 0), "letzte woche": ("week", -1),
    "letzter woche": ("week", -1), "today": ("day", 0), "yesterday": ("day", -1),
    "heute": ("day", 0), "gestern": ("day", -1),
}  # fmt: skip


@dataclass(frozen=True)
class Span:
    """Some days in a row, and at which words of the question they stand."""

    first: date
    last: date
    at: int
    words: int


def conditions(tokens: Tokens, column: Column, today: date) -> list[Filter]:
    """The conditions that the question puts on this column of days; their words are used up."""
    days = [str(value)[:10] for value in column.values if isinstance(value, str)]
    spans = list(_spans(tokens, days, today))
    if len(spans) == 2 and tokens.before(spans[0].at, (*BETWEEN, *SINCE)):
        tokens.take_before(spans[0].at, (*BETWEEN, *SINCE))
        tokens.take_before(spans[1].at, (*UNTIL, "and", "und", "to"))
        return [_compare(column, "≥", spans[0].first), _compare(column, "≤", spans[1].last)]
    return [one for span in spans for one in _of_span(tokens, column, span)]


def _of_span(tokens: Tokens, column: Column, span: Span) -> list[Filter]:
    if word := tokens.before(span.at, SINCE):
        is_strict = word in STRICT
        tokens.take_before(span.at, SINCE)
        return [_compare(column, ">" if is_strict else "≥", span.last if is_strict else span.first)]
    if word := tokens.before(span.at, UNTIL):
        is_strict = word in STRICT
        tokens.take_before(span.at, UNTIL)
        return [_compare(column, "<" if is_strict else "≤", span.first if is_strict else span.last)]
    if (whole := _prefix(span)) is not None:
        return [Filter(column=column.name, compare="=", values=(whole,))]
    return [_compare(column, "≥", span.first), _compare(column, "≤", span.last)]


def _compare(column: Column, compare: Compare, day: date) -> Filter:
    return Filter(column=column.name, compare=compare, values=(day.isoformat(),))


def _prefix(span: Span) -> str | None:
    """A whole year, month or day as the beginning that its days share."""
    first, last = span.first, span.last
    if first == last:
        return first.isoformat()
    if first.day == 1 and last == _month_end(first):
        return first.isoformat()[:7]
    if (first.month, first.day) == (1, 1) and last == date(first.year, 12, 31):
        return str(first.year)
    return None


def _spans(tokens: Tokens, days: list[str], today: date) -> Iterator[Span]:
    at = 0
    while at < len(tokens.words):
        span = None if tokens.used[at] else _span_at(tokens, at, days, today)
        if span is None:
            at += 1
            continue
        tokens.use(span.at, span.words)
        at = span.at + span.words
        yield span


def _span_at(tokens: Tokens, at: int, days: list[str], today: date) -> Span | None:
    words = tokens.words[at:]
    for phrase, (part, offset) in _RELATIVE.items():
        count = len(phrase.split())
        if words[:count] == phrase.split():
            return Span(*_relative(part, offset, today), at, count)
    return (
        _quarter(words, at, days, today)
        or _named_day(words, at, days, today)
        or _numeric_day(words, at)
        or _month(words, at, days, today)
        or _year(words, at, days)
    )


def _numeric_day(words: list[str], at: int) -> Span | None:
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", words[0])
    if found:
        day = _date(int(found[3]), int(found[2]), int(found[1]))
        return Span(day, day, at, 1) if day else None
    if len(words) > 2 and all(word.isdigit() for word in words[:3]) and len(words[0]) == 4:
        day = _date(int(words[0]), int(words[1]), int(words[2]))
        return Span(day, day, at, 3) if day else None
    return None


def _named_day(words: list[str], at: int, days: list[str], today: date) -> Span | None:
    """ "3 March 2026", "March 3", "3. März": the year may be left out."""
    for day_at, month_at in ((0, 1), (1, 0)):
        if len(words) < 2 or words[month_at] not in MONTH_NAMES:
            continue
        number = words[day_at].rstrip(".")
        if number.isdigit() and 1 <= int(number) <= 31:
            month = MONTH_NAMES[words[month_at]]
            count, year = _year_after(words, 2, month, days, today)
            day = _date(year, month, int(number))
            return Span(day, day, at, count) if day else None
    return None


def _month(words: list[str], at: int, days: list[str], today: date) -> Span | None:
    month = MONTH_NAMES.get(words[0])
    if month is None:
        return None
    count, year = _year_after(words, 1, month, days, today)
    return Span(date(year, month, 1), _month_end(date(year, month, 1)), at, count)


def _quarter(words: list[str], at: int, days: list[str], today: date) -> Span | None:
    found = _QUARTER.fullmatch("".join(words[:2])) if len(words) > 1 else None
    if found:
        number, count = int(found[1]), 2
    elif len(words) > 1 and words[0] in _ORDINALS and words[1] in ("quarter", "quartal"):
        number, count = _ORDINALS[words[0]], 2
    else:
        return None
    month = 3 * number - 2
    count, year = _year_after(words, count, month, days, today, of=3)
    return Span(date(year, month, 1), _month_end(date(year, month + 2, 1)), at, count)


def _year(words: list[str], at: int, days: list[str]) -> Span | None:
    if re.fullmatch(r"(19|20)\d\d", words[0]) and any(day.startswith(words[0]) for day in days):
        year = int(words[0])
        return Span(date(year, 1, 1), date(year, 12, 31), at, 1)
    return None


def _year_after(
    words: list[str], count: int, month: int, days: list[str], today: date, of: int = 1
) -> tuple[int, int]:
    """How many words it takes with the year, and the year: the one named, or the latest there."""
    for filler in (0, 1):
        at = count + filler
        named = at < len(words) and re.fullmatch(r"(19|20)\d\d", words[at])
        if named and (not filler or words[count] in ("of", "in", "des")):
            return at + 1, int(words[at])
    months = {f"{one:02}" for one in range(month, month + of)}
    years = [int(day[:4]) for day in days if day[5:7] in months]
    return count, max(years, default=today.year)


def _relative(part: str, offset: int, today: date) -> tuple[date, date]:
    if part == "year":
        return date(today.year + offset, 1, 1), date(today.year + offset, 12, 31)
    if part == "month":
        month = today.year * 12 + today.month - 1 + offset
        first = date(month // 12, month % 12 + 1, 1)
        return first, _month_end(first)
    if part == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=offset)
        return monday, monday + timedelta(days=6)
    day = today + timedelta(days=offset)
    return day, day


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
