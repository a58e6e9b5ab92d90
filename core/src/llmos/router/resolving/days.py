"""Days in words: "last Tuesday", "the first of December", "übermorgen", "la semaine dernière".

What does not say whether it lies behind or ahead follows the leaning. "last" is the nearest one
before today and "next" the nearest after it, also where some people would mean the one beyond:
one rule that the answer shows is better than a guess at habits.
"""

from __future__ import annotations

from datetime import timedelta

from llmos.router.resolving import calendar
from llmos.router.resolving.calendar import Days
from llmos.router.resolving.relating import RelatingReader
from llmos.router.resolving.units import Found

_SHORT = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_FIGURES = ("number", "clock", "dotted", "ordinal")
_WEEKS_LATER = (
    (["week"], 1),
    (["en", "huit"], 1),
    (["en", "quinze"], 2),
    (["in", "acht", "tagen"], 1),
    (["in", "vierzehn", "tagen"], 2),
    (["fortnight"], 2),
    (["after", "next"], 1),
)
_MONTHS = 14
"""Within so many months every day of a month falls on every weekday, but for a few."""


class DayReader(RelatingReader):
    """Reads days out of tokens: the nearest way that fits."""

    def read(self, place: int) -> Found | None:
        """The days that a phrase beginning here means."""
        place = self._reader.skip(place, "the")
        for way in (
            self._written,
            self._edge,
            self._half,
            self._some_of_a_month,
            self._numbered,
            self._week_of_a_day,
            self._month_and_day,
            self._beside_a_day,
            self._offset,
            self._ago,
            self._ahead_by,
            self._counted_back,
            self._weekday,
            self._day_of_a_week,
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
            (["night", "before", "last"], -2),
            (["vorletzte", "nacht"], -2),
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
        for phrase, weeks in (
            (["week", "after", "next"], 2),
            (["week", "before", "last"], -2),
            (["übernächste", "woche"], 2),
            (["übernächsten", "woche"], 2),
            (["vorletzte", "woche"], -2),
            (["vorletzten", "woche"], -2),
        ):
            if words[: len(phrase)] == phrase:
                return calendar.week(self._today, weeks), place + len(phrase)
        offset = read[place].means("offset")
        if isinstance(offset, int):
            weeks, after = self._weeks_later(place + 1)
            return self._day(offset + 7 * weeks), after
        if words[0] == "morgen" and not isinstance(read[place - 1].means("offset"), int):
            after_am = words and read[place - 1].text == "am" and read[place - 1].written != "AM"
            weekday_before = read[place - 1].means("weekday") is not None
            if not after_am and not weekday_before:
                return self._day(1), place + 1
        if words[0] in ("this", "cet", "diesen", "ce") and read[place + 1].means("part"):
            return self._day(0), place + 1
        return None

    def _weekday(self, place: int) -> Found | None:
        """Such as "Thursday", "next Friday", "mardi dernier", "Thursday week", "lundi en huit"."""
        read = self._reader
        relative = self._relative(place)
        beyond = relative is None and bool(read[place].means("beyond"))
        at = place + 1 if relative or beyond else place
        number = self._weekday_at(at, alone=relative is None)
        if number is None:
            return None
        after = at + 2 if read[at + 1].text == "." and read[at].written in _SHORT else at + 1
        weeks, later = self._weeks_later(after)
        if beyond or weeks:
            days = self._nearest(number, "next")[0] + timedelta(weeks=weeks or 1)
            return (days, days), later
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

    def _weekday_at(self, place: int, *, alone: bool) -> int | None:
        """The weekday that stands here, Monday is 0; short ones only where they can be nothing
        else.
        """
        read = self._reader
        word = read[place]
        if word.written in _SHORT:
            follows = read[place + 1]
            is_time = follows.kind in _FIGURES or follows.text in ("um", "ab", "bis")
            is_time |= follows.text == "-" and read[place + 2].written in _SHORT
            is_time |= word.begin > 0 and read[place - 1].text == "-"
            return _SHORT.index(word.written) if is_time or follows.text == "." else None
        number = word.means("weekday")
        lower = word.text in ("sun", "mar", "sat", "mon", "wed") and word.written.islower()
        if lower and alone and not read[place - 1].joins("on", "since", "until"):
            return None
        return number if isinstance(number, int) else None

    def _weeks_later(self, place: int) -> tuple[int, int]:
        """How many weeks what follows a day adds ("Thursday week", "en huit"); the place after."""
        read = self._reader
        for words, weeks in _WEEKS_LATER:
            if self._words(place, len(words)) == words:
                return weeks, place + len(words)
        counted = read.counted(place + 1) if read[place].joins("in") else None
        is_offset = read[place - 1].means("offset") is not None
        if counted and counted[1] == "week" and is_offset:
            return int(counted[0]), counted[2]
        return 0, place

    def _day_of_a_week(self, place: int) -> Found | None:
        """Such as "next week on Thursday", "nächste Woche Donnerstag"."""
        read = self._reader
        week = self._relative_unit(place)
        if week is None or (week[0][1] - week[0][0]).days != 6:
            return None
        at = read.skip(read.skip_words(week[1], ","), "on", "the")
        number = self._weekday_at(at, alone=True)
        if number is None or self._of_a_week(at + 1):
            return None
        exact = week[0][0] + timedelta(days=number)
        return (exact, exact), at + 1

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
