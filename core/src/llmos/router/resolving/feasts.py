"""The days of feasts, by their names in English, German and French."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache, partial

_FIXED = {
    (1, 1): "new year s day|new years day|new year|neujahr|neujahrstag|nouvel an|jour de l an",
    (1, 6): "epiphany|heilige drei könige|épiphanie",
    (2, 14): "valentine s day|valentines day|valentinstag|saint valentin",
    (10, 31): "halloween",
    (11, 1): "all saints day|allerheiligen|toussaint",
    (12, 6): "nikolaus|nikolaustag|saint nicolas",
    (12, 24): "christmas eve|heiligabend|heiliger abend|veille de noël",
    (12, 25): "christmas day|christmas|xmas|weihnachten|noël",
    (12, 26): "boxing day",
    (12, 31): "new year s eve|new years eve|silvester|sylvester|saint sylvestre",
}
_SIGNS = ("'", "-")
_AFTER_EASTER = {
    -2: "good friday|karfreitag|vendredi saint",
    0: "easter sunday|easter|ostersonntag|ostern|pâques",
    1: "easter monday|ostermontag|lundi de pâques",
    39: "ascension day|ascension|christi himmelfahrt|himmelfahrt",
    49: "whit sunday|pentecost|pfingstsonntag|pfingsten|pentecôte",
    50: "whit monday|pfingstmontag|lundi de pentecôte",
    60: "corpus christi|fronleichnam",
}


def feast(words: Sequence[str]) -> Callable[[int], date] | None:
    """The day of a year on which the feast of this name is kept, as a function of the year."""
    if words[-1] in _SIGNS:
        return None
    return _named().get(" ".join(word.rstrip("'") for word in words if word not in _SIGNS))


@cache
def _named() -> dict[str, Callable[[int], date]]:
    fixed = {names: partial(_on, month, day) for (month, day), names in _FIXED.items()}
    moving = {names: partial(_after_easter, days) for days, names in _AFTER_EASTER.items()}
    return {name: day for names, day in (fixed | moving).items() for name in names.split("|")}


def _on(month: int, day: int, year: int) -> date:
    return date(year, month, day)


def _after_easter(days: int, year: int) -> date:
    return easter(year) + timedelta(days=days)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, left = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * left + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
