"""Days by others: "two days before Christmas", "a week on Friday", "the first Monday in May"."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import timedelta

from llmos.router.resolving import calendar
from llmos.router.resolving.calendar import Days
from llmos.router.resolving.feasts import feast
from llmos.router.resolving.numbered import NumberedReader
from llmos.router.resolving.units import Found

_ONE_DAY = ("day", "tag", "jour", "lendemain", "veille")


class RelatingReader(NumberedReader, ABC):
    """Reads days that are said by other days, by months, and by what is kept on them."""

    @abstractmethod
    def read(self, place: int) -> Found | None:
        """The days that a phrase beginning here means."""

    def _beside_a_day(self, place: int) -> Found | None:
        """Such as "two days before Christmas", "a week on Friday", "the day after the 3rd"."""
        read = self._reader
        if read[place].text in _ONE_DAY:
            count, unit, after = 1.0, "day", place + 1
        elif (counted := read.counted(place)) and counted[1] in ("day", "week", "month"):
            count, unit, after = counted
        else:
            return None
        back = read[after].joins("before")
        ahead = read[after].joins("after", "from") or (unit == "week" and read[after].text == "on")
        if not (back or ahead) or read[place - 1].joins("for"):
            return None
        inner = self.read(read.skip(after + 1, "the", "on"))
        if inner is None or inner[0][0] != inner[0][1]:
            return None
        day = calendar.shifted(unit, inner[0][0], int(-count if back else count))
        return (day, day), inner[1]

    def _week_of_a_day(self, place: int) -> Found | None:
        """Such as "the week of 7 December", "die Woche vom 7.", "the week after Christmas"."""
        read = self._reader
        said = read[place + 1]
        weeks = {"after": 1, "before": -1}
        step = next((weeks[name] for name in weeks if said.joins(name)), 0)
        if read[place].means("unit") != "week" or not (step or said.joins("of", "from")):
            return None
        at = read.skip(place + 2, "the")
        inner = self.read(at) or self.bare_day(at)
        if inner is None or inner[0][0] != inner[0][1]:
            return None
        return calendar.week(inner[0][0], step), inner[1]

    def _some_of_a_month(self, place: int) -> Found | None:
        """Such as "first week of November", "the last Friday of the month"."""
        read = self._reader
        ordinal = read[place].means("ordinal")
        last = self._relative(place) == "last"
        if not (isinstance(ordinal, int) or last):
            return None
        weekday, unit = read[place + 1].means("weekday"), read[place + 1].means("unit")
        if weekday is None and unit not in ("day", "week", "weekend"):
            return None
        at = read.skip(place + 2, "of", "in", "the")
        if at == place + 2 and read[at - 1].text != "woche":
            return None  # nothing says of what
        inner = self._month(at) or self._relative_unit(at) or self._running_unit(at)
        if inner is None or (inner[0][1] - inner[0][0]).days < _SHORTEST_MONTH:
            return None
        number = -1 if last or not isinstance(ordinal, int) else ordinal
        found = self._of_days(inner[0], number, weekday, str(unit))
        if self._ahead and found and found[1] < self._today and read[at].means("unit"):
            later = calendar.month(inner[0][0].year, inner[0][0].month + 1)
            found = self._of_days(later, number, weekday, str(unit))
        return (found, inner[1]) if found else None

    @staticmethod
    def _of_days(days: Days, number: int, weekday: object, unit: str) -> Days | None:
        """The first, second, … or with -1 the last of these; a week is where its Monday is."""
        if weekday is None and unit == "day":
            steps = range((days[1] - days[0]).days + 1)
        else:
            begins = weekday if isinstance(weekday, int) else {"week": 0, "weekend": 5}[unit]
            steps = range((begins - days[0].weekday()) % 7, (days[1] - days[0]).days + 1, 7)
        try:
            first = days[0] + timedelta(days=steps[number if number < 0 else number - 1])
        except IndexError:
            return None
        lasts = {"week": 6, "weekend": 1}.get(unit, 0) if weekday is None else 0
        return first, first + timedelta(days=lasts)

    def _half(self, place: int) -> Found | None:
        """Such as "the first half of December", "zweite Hälfte Februar"."""
        read = self._reader
        number = read[place].means("ordinal")
        if number not in (1, 2) or read[place + 1].text not in ("half", "hälfte", "moitié"):
            return None
        at = read.skip(place + 2, "of", "in", "the")
        inner = self._month(at) or self._relative_unit(at) or self._running_unit(at)
        if inner is None:
            return None
        first, last = inner[0]
        middle = first + timedelta(days=(last - first).days // 2)
        days = (first, middle) if number == 1 else (middle + timedelta(days=1), last)
        return days, inner[1]

    def _feast(self, place: int) -> Found | None:
        """Such as "Christmas Eve", "Ostermontag", "Pâques 2027"."""
        for length in range(_LONGEST_NAME, 0, -1):
            day_in = feast(self._words(place, length))
            if day_in is None:
                continue
            said = self._reader.year(place + length)
            for year in [said[0]] if said else self._years():
                day = day_in(year)
                if said or day == self._today or (day > self._today) == self._ahead:
                    return (day, day), said[1] if said else place + length
        return None


_LONGEST_NAME = 6  # words and signs: "new year ' s eve"
_SHORTEST_MONTH = 27  # days between its first and its last
