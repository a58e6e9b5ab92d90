"""Days by weeks, months and years: "last week", "three days ago", "the past two months"."""

from __future__ import annotations

from datetime import date, timedelta

from llmos.router.resolving import calendar
from llmos.router.resolving.calendar import Days
from llmos.router.resolving.reading import Reader
from llmos.router.resolving.spans import Leaning

Found = tuple[Days, int]
"""The days, and the place after the phrase."""

_OWN = {"my", "our", "mein", "meine", "meinen", "unsere", "ma", "mon", "notre"}
"""Before a unit they mean the running one: "how does my week look"."""


class UnitReader:
    """Reads such phrases, as of one day and with one leaning."""

    def __init__(self, reader: Reader, today: date, leaning: Leaning) -> None:
        self._reader = reader
        self._today = today
        self._ahead = leaning == "future"

    def _relative(self, place: int) -> str | None:
        name = self._reader[place].means("relative")
        return name if isinstance(name, str) else None

    def _relative_unit(self, place: int) -> Found | None:
        read = self._reader
        place = read.skip(place, "the")
        relative, at = self._relative(place), place + 1
        if relative is None:  # "la semaine dernière", "the weekend"
            name, relative, at = read[place].means("unit"), self._relative(place + 1), place + 2
            if relative is None or name is None or read[place + 1].text == "past":
                return self._beyond_unit(place) or self._bare_unit(place)
        else:
            name = read[at].means("unit")
            at += 1
        if not isinstance(name, str) or name in ("minute", "hour", "day"):
            return None
        count = {"last": -1, "past": -1, "this": 0, "next": 1}[relative]
        if relative == "past" and name != "weekend":
            first = calendar.shifted(name, self._today, -1)
            return (first, self._today), at
        if name == "weekend" and count == 1 and self._today.weekday() < 5:
            count = 0  # the next one is this week's while that has not begun
        return calendar.unit(name, self._today, count), at

    def _beyond_unit(self, place: int) -> Found | None:
        """Such as "übernächste Woche" and "the week after next"."""
        read = self._reader
        name, after = read[place].means("unit"), place + 3
        if read[place].means("beyond"):
            name, after = read[place + 1].means("unit"), place + 2
        elif self._words(place + 1, 2) != ["after", "next"]:
            return None
        if not isinstance(name, str) or name in ("minute", "hour", "day"):
            return None
        soon = name == "weekend" and self._today.weekday() < 5  # this week's is the next one
        return calendar.unit(name, self._today, 1 if soon else 2), after

    def _bare_unit(self, place: int) -> Found | None:
        name = self._reader[place].means("unit")
        if self._reader[place - 1].text in _OWN and name in ("day", "week", "month", "weekend"):
            return calendar.unit(str(name), self._today, 0), place + 1
        if name != "weekend":
            return None
        behind = not self._ahead and self._today.weekday() < 5
        return calendar.weekend(self._today, -1 if behind else 0), place + 1

    def _ago(self, place: int) -> Found | None:
        read = self._reader
        at = place
        if read[place].text == "vor" or self._words(place, 3) == ["il", "y", "a"]:
            at = place + (1 if read[place].text == "vor" else 3)
            counted = read.counted(at)
            after = counted[2] if counted else 0
        else:
            counted = read.counted(at)
            if counted is None or not read[counted[2]].joins("ago"):
                return None
            after = counted[2] + 1
        if counted is None or counted[1] in ("minute", "hour"):
            return None
        return self._far(counted[1], -counted[0]), after

    def _ahead_by(self, place: int) -> Found | None:
        read = self._reader
        if read[place].joins("in") and read[place].text not in ("im", "en", "within"):
            counted = read.counted(place + 1)
            if counted and counted[1] not in ("minute", "hour"):
                return self._far(counted[1], counted[0]), counted[2]
        counted = read.counted(place)
        if counted and counted[1] not in ("minute", "hour"):
            words = self._words(counted[2], 2)
            if words == ["from", "now"] or words == ["from", "today"]:
                return self._far(counted[1], counted[0]), counted[2] + 2
        return None

    def _far(self, name: str, count: float) -> Days:
        if name == "week" and count != int(count):
            name, count = "day", count * 7
        exact = calendar.shifted(name, self._today, int(count))
        if name in ("month", "year", "quarter") and count < 0:
            return calendar.unit(name, exact, 0)
        return exact, exact

    def _counted_back(self, place: int) -> Found | None:
        """Such as "the past three months", "les trois derniers mois", "next 2 weeks"."""
        read = self._reader
        place = read.skip(place, "the")
        relative = self._relative(place)
        counted = self._counted(place + 1) if relative else None
        if counted is None:
            number = read.number(place)
            relative = self._relative(number[1]) if number else None
            name = read[number[1] + 1].means("unit") if number else None
            if number is None or relative is None or not isinstance(name, str):
                return None
            if not read[number[1] + 1].text.endswith(("s", "n")):
                return None  # "after four next week" is an hour of one week
            counted = (number[0], name, number[1] + 2)
        count, name, after = counted
        if relative == "this" or name in ("minute", "hour"):
            return None
        if relative == "next":
            return (self._today, calendar.shifted(name, self._today, int(count))), after
        return (calendar.shifted(name, self._today, -int(count)), self._today), after

    def _counted(self, place: int) -> tuple[float, str, int] | None:
        """A number of units, or half a year: "the last half year"."""
        if self._words(place, 2) in (["half", "year"], ["halbe", "jahr"], ["halben", "jahr"]):
            return 6.0, "month", place + 2
        return self._reader.counted(place)

    def _running_unit(self, place: int) -> Found | None:
        name = self._reader[place].means("unit")
        if not isinstance(name, str) or name in ("minute", "hour") or self._relative(place + 1):
            return None
        return calendar.unit(name, self._today, 0), place + 1

    def _day(self, offset: int) -> Days:
        day = self._today + timedelta(days=offset)
        return day, day

    def _words(self, place: int, count: int) -> list[str]:
        return [self._reader[place + step].text for step in range(count)]
