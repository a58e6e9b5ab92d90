"""Days in words: "last Tuesday", "the first of December", "übermorgen", "la semaine dernière".

What does not say whether it lies behind or ahead follows the leaning. "last" is the nearest one
before today and "next" the nearest after it, also where some people would mean the one beyond:
one rule that the answer shows is better than a guess at habits.
"""

from __future__ import annotations

from datetime import timedelta

from llmos.router.resolving import calendar
from llmos.router.resolving.calendar import Days
from llmos.router.resolving.dates import DateReader
from llmos.router.resolving.units import Found

_MONTHS = 14
"""Within so many months every day of a month falls on every weekday, but for a few."""


class DayReader(DateReader):
    """Reads days out of tokens: the nearest way that fits."""

    def read(self, place: int) -> Found | None:
        """The days that a phrase beginning here means."""
        place = self._reader.skip(place, "the")
        for way in (
            self._written,
            self._edge,
            self._week_of_a_month,
            self._month_and_day,
            self._offset,
            self._ago,
            self._ahead_by,
            self._counted_back,
            self._weekday,
            self._relative_unit,
            self._month,
            self._season,
            self._feast,
        ):
            if found := way(place):
                return found
        return None

    def _offset(self, place: int) -> Found | None:
        read, words = self._reader, self._words(place, 4)
        for phrase, days in (
            (["day", "after", "tomorrow"], 2),
            (["day", "before", "yesterday"], -2),
            (["tonight"], 0),
            (["last", "night"], -1),
            (["lastnight"], -1),
            (["ce", "soir"], 0),
            (["cette", "nuit"], -1),
            (["heute", "nacht"], 0 if self._ahead else -1),
            (["letzte", "nacht"], -1),
            (["letzter", "nacht"], -1),
            (["hier", "soir"], -1),
        ):
            if words[: len(phrase)] == phrase:
                used = len(phrase) - (1 if phrase[-1] == "soir" else 0)
                return self._day(days), place + used
        offset = read[place].means("offset")
        if isinstance(offset, int):
            return self._day(offset), place + 1
        if words[0] == "morgen" and not isinstance(read[place - 1].means("offset"), int):
            after_am = words and read[place - 1].text == "am" and read[place - 1].written == "am"
            weekday_before = read[place - 1].means("weekday") is not None
            if not after_am and not weekday_before:
                return self._day(1), place + 1
        if words[0] in ("this", "cet", "diesen", "ce") and read[place + 1].means("part"):
            return self._day(0), place + 1
        return None

    def _weekday(self, place: int) -> Found | None:
        read = self._reader
        relative = self._relative(place)
        at = place + 1 if relative else place
        number = read[at].means("weekday")
        if not isinstance(number, int) or (
            read[at].text in ("sun", "mar", "sat", "mon", "wed")
            and read[at].written.islower()
            and relative is None
            and not read[at - 1].joins("on", "since", "until")
        ):
            return None
        after = at + 1
        if relative is None and (relative := self._relative(after)):
            if not read[after + 1].means("unit"):
                after += 1  # "mardi dernier"
            else:
                relative = None
        if relative is None and (day := self._of_the_month(number, after)):
            return day
        if week := self._of_a_week(after):
            exact = week[0][0] + timedelta(days=number)
            return (exact, exact), week[1]
        return self._nearest(number, relative), after

    def _of_a_week(self, place: int) -> Found | None:
        """Such as "… next week", "… in two weeks", with a part of the day between."""
        read = self._reader
        at = read.skip(place, "of", "in", "the")
        if read[at].means("part"):
            at = read.skip(at + 1, "of", "in", "the")
        found = self._relative_unit(at)
        if found and (found[0][1] - found[0][0]).days == 6:
            return found
        counted = read.counted(read.skip(place, "in")) if read[place].joins("in") else None
        if counted and counted[1] == "week":
            return calendar.week(self._today, int(counted[0])), counted[2]
        return None

    def _of_the_month(self, weekday: int, place: int) -> Found | None:
        """Such as "… the 13th": in the nearest month in which that is this weekday."""
        at = self._reader.skip_words(self._reader.skip(place, "the"), ",")
        bare = self.day_of_month(at)
        if self._reader[at].kind != "ordinal" or bare is None:
            return None
        if self._month_number(self._reader.skip(bare[1], "of")):
            return None  # "Saturday the 13th of March" says more
        for count in range(_MONTHS):
            first, last = calendar.month(
                self._today.year, self._today.month + (count if self._ahead else -count)
            )
            day = first + timedelta(days=bare[0] - 1)
            fits = day <= last and day.weekday() == weekday
            if fits and (day == self._today or (day > self._today) == self._ahead):
                return (day, day), bare[1]
        return None

    def _nearest(self, number: int, relative: str | None) -> Days:
        today = self._today.weekday()
        if relative == "this":
            return self._day(number - today)
        ahead = self._ahead if relative is None else relative == "next"
        days = (number - today) % 7 or 7
        return self._day(days if ahead else days - 7 if days < 7 else -7)
