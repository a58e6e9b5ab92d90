"""Weeks and quarters by their numbers: "KW 50", "in week 49", "Q1 2027", "the third quarter"."""

from __future__ import annotations

from datetime import date, timedelta

from llmos.router.resolving import calendar
from llmos.router.resolving.calendar import Days
from llmos.router.resolving.dates import DateReader
from llmos.router.resolving.units import Found

_WEEKS_OF_A_YEAR = 53


class NumberedReader(DateReader):
    """Reads what is counted through a year; an unsaid year follows the leaning."""

    def _numbered(self, place: int) -> Found | None:
        return self._numbered_week(place) or self._numbered_quarter(place)

    def _numbered_week(self, place: int) -> Found | None:
        read = self._reader
        at = place + 1 if read[place].text == "calendar" else place
        named = read[at].text in ("kw", "kalenderwoche")
        introduced = at > place or read[place - 1].joins("in", "of", "for", "since", "until", "the")
        if not named and not (introduced and read[at].text in ("week", "woche", "semaine")):
            return None
        number = read[at + 1]
        if number.kind != "number" or not number.text.isdigit():
            return None
        weeks = int(number.text)
        if not 1 <= weeks <= _WEEKS_OF_A_YEAR:
            return None
        said = read.year(at + 2)
        for year in [said[0]] if said else self._years():
            monday = _monday(year, weeks)
            days = (monday, monday + timedelta(days=6))
            if said or (days[1] >= self._today if self._ahead else days[0] <= self._today):
                return days, said[1] if said else at + 2
        return None

    def _numbered_quarter(self, place: int) -> Found | None:
        read = self._reader
        number = read[place].means("ordinal")
        if read[place].kind == "ordinal":
            number = int(read[place].text.rstrip(".stndrhe"))
        after = place + 2
        if read[place].text == "q" and read[place + 1].text in ("1", "2", "3", "4"):
            if not read[place - 1].joins("in", "since", "until", "of", "from"):
                return None  # "the Q3 report" is a name
            number = int(read[place + 1].text)
        elif read[place + 1].means("unit") != "quarter":
            return None
        if not isinstance(number, int) or not 1 <= number <= 4:
            return None
        if said := read.year(read.skip(after, "of", "in")):
            return _quarter(said[0], number), said[1]
        return self._nearest_of(lambda year: _quarter(year, number), None), after


def _monday(year: int, week: int) -> date:
    """The Monday of a numbered week; the first one holds 4 January."""
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=fourth.weekday()) + timedelta(weeks=week - 1)


def _quarter(year: int, number: int) -> Days:
    return calendar.month(year, 3 * number - 2)[0], calendar.month(year, 3 * number)[1]
