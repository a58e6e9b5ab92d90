"""Days by their dates: "the first of December", "3.12.", "October 2025", "last summer"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from llmos.router.resolving import calendar
from llmos.router.resolving.calendar import Days
from llmos.router.resolving.lexicon import meanings
from llmos.router.resolving.units import Found, UnitReader
from llmos.router.words import ASKING_WORDS, FUNCTION_WORDS

_ON = ("on", "am", "by", "until", "since", "from", "bis", "ab", "seit", "den", "le", "the")
"""Before a day of the month in figures these leave no doubt that it is one."""


class DateReader(UnitReader):
    """Reads dates, months, seasons and a few feasts; an unsaid year follows the leaning."""

    def day_of_month(self, place: int) -> tuple[int, int] | None:
        """The number of a day in a month: "3rd", "3.", "third", "3"; and the place after."""
        place = self._reader.skip(place, "the")
        token = self._reader[place]
        if token.kind in ("ordinal", "number") and re.match(r"\d+", token.text):
            number = int(re.findall(r"\d+", token.text)[0])
            return (number, place + 1) if 1 <= number <= 31 else None
        tens = token.means("number")
        ones = self._reader[self._reader.skip_words(place + 1, "-")]
        if tens in (20, 30) and isinstance(one := ones.means("ordinal"), int) and one < 10:
            return int(tens) + one, self._reader.skip_words(place + 1, "-") + 1
        ordinal = token.means("ordinal")
        return (ordinal, place + 1) if isinstance(ordinal, int) else None

    def bare_day(self, place: int) -> Found | None:
        """A day of the month alone, "the 3rd" or "am 3.": this month's or the nearest."""
        found = self.day_of_month(place)
        if found and self._reader[place].kind == "number" and not self._is_french_day(place):
            return None
        if found is None or self._counts_a_noun(place, found[1]):
            return None
        for offset in (0, 1, 2) if self._ahead else (0, -1, -2):
            first, last = calendar.month(self._today.year, self._today.month + offset)
            if found[0] > last.day:
                continue
            day = first.replace(day=found[0])
            if day == self._today or (day > self._today) == self._ahead:
                return (day, day), found[1]
        return None

    def _counts_a_noun(self, place: int, after: int) -> bool:
        """Whether an ordinal says which one of something: "the second instalment"."""
        noun = self._reader[after]
        is_noun = noun.kind == "word" and noun.text not in FUNCTION_WORDS | ASKING_WORDS
        if not is_noun or meanings().get(noun.text):
            return False
        in_figures = self._reader[after - 1].kind == "ordinal"
        return not (in_figures and self._reader[place - 1].text in _ON)

    def _is_french_day(self, place: int) -> bool:
        """Whether "le 12" stands alone or before an hour."""
        after = self._reader[place + 1]
        ends = after.kind == "sign" or not after.text or after.text in ("à", "au", "vers")
        return self._reader[place - 1].text in ("le", "du", "au") and ends

    def _written(self, place: int) -> Found | None:
        token = self._reader[place]
        figures = [int(part) for part in re.findall(r"\d+", token.text)]
        if token.kind in ("iso", "isotime"):
            year, number, day = figures[:3]
        elif token.kind in ("dotted", "slashed") and len(figures) >= 2:
            day, number = figures[:2]
            if number > 12 >= day:
                day, number = number, day
            year = figures[2] if len(figures) > 2 else 0
        else:
            return self._year_alone(place)
        if not 1 <= number <= 12:
            return None
        return self._dated(day, number, year + 2000 if 0 < year < 100 else year, place + 1)

    def _year_alone(self, place: int) -> Found | None:
        found = self._reader.year(place)
        names = ("in", "since", "from", "until", "of", "before", "after")
        after_in = self._reader[place - 1].joins(*names) or self._reader[place - 1].text == "aus"
        if found is None or not after_in:
            return None
        return calendar.unit("year", date(found[0], 1, 1), 0), found[1]

    def _month_and_day(self, place: int) -> Found | None:
        read = self._reader
        if isinstance(number := self._month_number(place), int):
            found = self.day_of_month(place + 1)
            token = read[place + 1]
            if found and not (token.kind == "number" and len(token.text) > 2):
                if read[found[1]].means("unit") or read[found[1]].kind == "clock":
                    return None
                return self._with_year(found[0], number, found[1])
            return None
        found = self.day_of_month(place)
        if found is None:
            return None
        month_at = read.skip(found[1], "of", "the")
        number = self._month_number(month_at)
        if number is not None:
            return self._with_year(found[0], number, month_at + 1)
        if read[place].kind == "ordinal" or read[place].means("ordinal"):
            return self._day_of_some_month(found[0], month_at)
        return None

    def _day_of_some_month(self, day: int, place: int) -> Found | None:
        """Such as "the first of next month"."""
        inner = self._relative_unit(place)
        if inner is None or (inner[0][1] - inner[0][0]).days not in (27, 28, 29, 30):
            return None
        if day > inner[0][1].day:
            return None
        exact = inner[0][0].replace(day=day)
        return (exact, exact), inner[1]

    def _month_number(self, place: int) -> int | None:
        token = self._reader[place]
        number = token.means("month")
        if token.text in ("may", "march", "mar", "sun", "mai") and (
            token.written.islower() or place == 0
        ):
            # "may" and "march" are words of their own; a date or a preposition makes them months.
            before, after = self._reader[place - 1], self._reader[place + 1]
            beside = before.joins("in", "since", "of", "from", "until", "to", "before", "after")
            figures = (before.kind, after.kind)
            if not (beside or "number" in figures or "ordinal" in figures):
                return None
        return number if isinstance(number, int) else None

    def _with_year(self, day: int, number: int, place: int) -> Found | None:
        said = self._reader.year(place)
        return self._dated(day, number, said[0] if said else 0, said[1] if said else place)

    def _dated(self, day: int, number: int, year: int, place: int) -> Found | None:
        for candidate in [year] if year else self._years():
            try:
                exact = date(candidate, number, day)
            except ValueError:
                continue
            if year or exact == self._today or (exact > self._today) == self._ahead:
                return (exact, exact), place
        return None

    def _years(self) -> list[int]:
        this = self._today.year
        return [this + step if self._ahead else this - step for step in range(9)]

    def _month(self, place: int) -> Found | None:
        read = self._reader
        relative = self._relative(place)
        at = place + 1 if relative else place
        number = self._month_number(at)
        if number is None:
            return None
        after = at + 1
        if said := read.year(after):
            return calendar.month(said[0], number), said[1]
        if relative is None and (relative := self._relative(after)):
            after += 1
        return self._nearest_of(lambda year: calendar.month(year, number), relative), after

    def _season(self, place: int) -> Found | None:
        read = self._reader
        relative = self._relative(place)
        at = place + 1 if relative else place
        name = read[at].means("season")
        if not isinstance(name, str):
            return None
        if read[at].text == "fall" and not (relative or read[at - 1].joins("in", "the", "since")):
            return None  # "did I fall asleep"
        after = at + 1
        if said := read.year(after):
            return calendar.season(name, said[0]), said[1]
        if relative is None and (relative := self._relative(after)):
            after += 1
        return self._nearest_of(lambda year: calendar.season(name, year), relative), after

    def _nearest_of(self, days_of: Callable[[int], Days], relative: str | None) -> Days:
        """The nearest year's: the running one counts unless "last" or "next" is said."""
        ahead = self._ahead if relative in (None, "this") else relative == "next"
        strict = relative in ("last", "past", "next")
        years = range(self._today.year - 2, self._today.year + 3)
        found = [days_of(year) for year in years]
        if ahead:
            return next(
                d
                for d in found
                if (d[0] if strict else d[1]) > self._today or (not strict and d[1] == self._today)
            )
        return next(
            d for d in reversed(found) if (d[1] < self._today if strict else d[0] <= self._today)
        )

    def _edge(self, place: int) -> Found | None:
        """Such as "the beginning of October", "end of the month", "rest of the week"."""
        read = self._reader
        edge = read[place].means("edge")
        if not isinstance(edge, str):
            return None
        at = read.skip_words(read.skip(place + 1, "of", "the"), "-")
        if edge in ("rest", "so far") and isinstance(read[at].means("offset"), int):
            return None  # "later today" is today
        if edge == "rest" or read[at].means("unit") in ("week", "month", "year", "day"):
            inner = self._running_unit(at)
        else:
            inner = self._month(at) or self._relative_unit(at) or self._season(at)
        inner = inner or self._relative_unit(at)
        if inner is None:
            return None
        if edge == "rest":
            return (max(self._today, inner[0][0]), inner[0][1]), inner[1]
        if edge == "so far":
            return (inner[0][0], min(self._today, inner[0][1])), inner[1]
        return calendar.third(inner[0], edge), inner[1]
