"""Times that are said by those of the request before: "and the day after?", "the week before"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

_UNITS = {
    "day": "day tag jour",
    "week": "week woche semaine",
    "month": "month monat mois",
}
_UNIT_OF = {word: unit for unit, line in _UNITS.items() for word in line.split()}
_NOUN = "|".join(_UNIT_OF)
_AFTER = r"after(?:\s+(?:that|it|this))?|danach|darauf|später|d['’]après|suivante?"  # noqa: RUF001 typed by people
_BEFORE = r"before(?:\s+(?:that|it|this))?|davor|zuvor|vorher|d['’]avant|précédente?"  # noqa: RUF001 typed by people
_SAID = re.compile(
    rf"(?:on\s+|in\s+|am\s+|an\s+|à\s+)?(?:the\s+|der\s+|die\s+|den\s+|dem\s+|le\s+|la\s+)?"
    rf"(?:(?P<unit>{_NOUN})\s+(?:(?P<after>{_AFTER})|(?:{_BEFORE}))"
    rf"|(?:(?P<next>next|following)|previous|preceding)\s+(?P<one>day|week|month))",
    re.I,
)
_WEEKDAYS = {
    word: place
    for line in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
    )
    for place, word in enumerate(line.split())
}
_WEEKDAY = re.compile(
    rf"(?:on\s+|am\s+)?(?:the\s+|der\s+|le\s+)?(?P<day>{'|'.join(_WEEKDAYS)})\s+"
    rf"(?:(?P<after>{_AFTER})|(?:{_BEFORE}))",
    re.I,
)
_ALONE = {"lendemain": 1, "veille": -1}
_FRENCH = re.compile(r"(?:le\s+|la\s+)?(?P<word>lendemain|veille)", re.I)
_RANGE = ("since", "until")


def is_shift(words: str) -> bool:
    """Whether these words say a time by another one, and nothing else."""
    return _moved(words.strip(" ?!.")) is not None


def shifted(words: str, before: Mapping[str, Any]) -> dict[str, Any]:
    """The `since` and `until` that these words mean after a call with these arguments; empty if
    they do not say so, or the call was about no time.
    """
    days = [_day(before.get(name)) for name in _RANGE]
    since, until = days[0] or days[1], days[1] or days[0]
    moved = _moved(words.strip(" ?!."))
    if moved is None or since is None or until is None:
        return {}
    unit, sign = moved
    first, last = _period(unit, sign, since, until)
    return {"since": f"{first}", "until": f"{last}"}


def _moved(words: str) -> tuple[str, int] | None:
    if hit := _FRENCH.fullmatch(words):
        return "day", _ALONE[hit["word"].casefold()]
    if hit := _WEEKDAY.fullmatch(words):
        return hit["day"].casefold(), 1 if hit["after"] else -1
    if (hit := _SAID.fullmatch(words)) is None:
        return None
    unit = hit["unit"] or hit["one"]
    return _UNIT_OF[unit.casefold()], 1 if hit["after"] or hit["next"] else -1


def _period(unit: str, sign: int, since: date, until: date) -> tuple[date, date]:
    edge = until if sign > 0 else since
    if unit in _WEEKDAYS:
        away = sign * (_WEEKDAYS[unit] - edge.weekday()) % 7 or 7
        day = edge + timedelta(days=sign * away)
        return day, day
    if unit == "day":
        day = edge + timedelta(days=sign)
        return day, day
    if unit == "week":
        first = edge + timedelta(days=7 * sign - edge.weekday())
        return first, first + timedelta(days=6)
    within = edge.replace(day=1) + timedelta(days=31 if sign > 0 else -1)
    first = within.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return first, after - timedelta(days=1)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
