"""Recurrence rules: what one says, checked before any library counts with it.

A rule can be written so that counting never ends: a step of 0, every second since 1970, the 30th
of February. `check` refuses those in words; what it lets through, dateutil can count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dateutil import rrule

from llmos_calendar.reading import values

_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
_DAYS = {
    "MO": rrule.MO,
    "TU": rrule.TU,
    "WE": rrule.WE,
    "TH": rrule.TH,
    "FR": rrule.FR,
    "SA": rrule.SA,
    "SU": rrule.SU,
}
_NUMBERS = {
    "BYMONTH": ("bymonth", 1, 12, False),
    "BYMONTHDAY": ("bymonthday", 1, 31, True),
    "BYYEARDAY": ("byyearday", 1, 366, True),
    "BYWEEKNO": ("byweekno", 1, 53, True),
    "BYHOUR": ("byhour", 0, 23, False),
    "BYMINUTE": ("byminute", 0, 59, False),
    "BYSECOND": ("bysecond", 0, 59, False),
    "BYSETPOS": ("bysetpos", 1, 366, True),
}
_MOST_NUMBERS = 400
_YEARS_TO_LOOK = 40
_DAY_PARTS = ("bymonth", "bymonthday", "byyearday", "byweekno")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that can be counted: dateutil's words for it, and its end as it was written."""

    frequency: str
    parts: dict[str, Any]
    until: str = ""

    @property
    def step(self) -> int:
        """How many years, months, … lie between two counts."""
        return int(self.parts.get("interval", 1))

    @property
    def count(self) -> int | None:
        """How often it happens in all, if it says so."""
        found = self.parts.get("count")
        return None if found is None else int(found)


class BadRule(ValueError):
    """A rule that says nothing, or nothing that can be counted; the message is a sentence."""


def parse(text: str) -> Rule:
    """What a rule says; raises BadRule."""
    said: dict[str, str] = {}
    for part in text.strip().strip(";").split(";"):
        name, equals, value = part.partition("=")
        if equals:
            said[name.strip().upper()] = value.strip().upper()
    frequency = said.get("FREQ", "")
    if frequency not in _FREQUENCIES:
        raise BadRule(f"Its rule repeats {frequency or 'nothing'!r}, which nobody knows.")
    parts: dict[str, Any] = {"freq": getattr(rrule, frequency)}
    for name, key in (("INTERVAL", "interval"), ("COUNT", "count")):
        if name in said:
            parts[key] = _whole(said[name], name, 1, 1_000_000)
    for name, (key, least, most, negative) in _NUMBERS.items():
        if name in said:
            parts[key] = _numbers(said[name], name, least, most, negative=negative)
    if "BYDAY" in said:
        parts["byweekday"] = _weekdays(said["BYDAY"], frequency)
    if said.get("WKST") in _DAYS:
        parts["wkst"] = _DAYS[said["WKST"]]
    return Rule(frequency, parts, said.get("UNTIL", ""))


def check(rule: Rule, start: datetime, last: datetime) -> None:
    """Raise BadRule if counting from `start` to `last` (walls) takes too long or finds nothing."""
    steps = _steps(rule, start, last)
    if steps > _MOST_STEPS:
        raise BadRule("It repeats more often than can be counted, so only its start is known.")
    sub_daily = rule.frequency in ("HOURLY", "MINUTELY", "SECONDLY")
    if "bysetpos" in rule.parts and (sub_daily or rule.frequency == "DAILY"):
        raise BadRule("Its rule picks positions among the times of a day, which is not counted.")
    if rule.frequency != "YEARLY" and not _has_a_day(rule, start):
        raise BadRule("Its rule names days that no calendar has, so only its start is known.")


def until(rule: Rule) -> tuple[datetime, bool, bool] | None:
    """The end that it names: the wall's time, whether in UTC, whether only a day; None if none."""
    if not rule.until:
        return None
    if day := values.day(rule.until):
        return day, False, True
    found = values.clock(rule.until)
    if found is None:
        raise BadRule(f"Its rule ends at {rule.until!r}, which is no time.")
    return found[0], found[1], False


_MOST_STEPS = 400_000
_SECONDS = {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}


def _steps(rule: Rule, start: datetime, last: datetime) -> float:
    seconds = _SECONDS.get(rule.frequency)
    if seconds is None:
        return 0
    named = 1
    for key in ("byminute", "bysecond"):
        named *= max(1, len(rule.parts.get(key, ())))
    if rule.count and not _is_narrowed(rule):
        return rule.count * named
    return (last - start).total_seconds() / (seconds * rule.step) * named


def _is_narrowed(rule: Rule) -> bool:
    return any(key.startswith("by") for key in rule.parts)


def _has_a_day(rule: Rule, start: datetime) -> bool:
    """Whether any day of the coming years fits; asked of a yearly rule, which counts few steps."""
    parts = {key: rule.parts[key] for key in _DAY_PARTS if key in rule.parts}
    if not parts:
        return True
    if days := rule.parts.get("byweekday"):
        parts["byweekday"] = [day.weekday for day in days]
    first = start.replace(month=1, day=1, hour=0, minute=0, second=0, year=min(start.year, 9_900))
    last = first.replace(year=first.year + _YEARS_TO_LOOK)
    return any(True for _ in rrule.rrule(rrule.YEARLY, dtstart=first, until=last, **parts))


def _whole(text: str, name: str, least: int, most: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise BadRule(f"Its rule says {name}={text[:20]}, which cannot be counted.")
    return number


def _numbers(text: str, name: str, least: int, most: int, *, negative: bool) -> list[int]:
    found = []
    for part in text.split(",")[:_MOST_NUMBERS]:
        try:
            number = int(part)
        except ValueError:
            raise BadRule(f"Its rule says {name}={text[:20]}, which are no numbers.") from None
        if not least <= (abs(number) if negative else number) <= most:
            raise BadRule(f"Its rule says {name}={text[:20]}, which is out of range.")
        found.append(number)
    return found


def _weekdays(text: str, frequency: str) -> list[Any]:
    found = []
    for part in text.split(",")[:_MOST_NUMBERS]:
        day, number = _DAYS.get(part.strip()[-2:]), part.strip()[:-2]
        if day is None:
            raise BadRule(f"Its rule names the days {text[:20]!r}, which no week has.")
        if not number or frequency not in ("YEARLY", "MONTHLY"):
            found.append(day)
            continue
        found.append(day(_whole_signed(number)))
    return found


def _whole_signed(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 1 <= abs(number) <= 53:
        raise BadRule(f"Its rule counts a weekday as number {text[:10]!r}.")
    return number
