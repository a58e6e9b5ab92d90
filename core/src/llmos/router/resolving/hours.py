"""Times of day: "at 3", "half past two", "15 Uhr 30", "halb vier", "noon", "7 in the evening".

An hour from 1 to 6 that says no more is in the afternoon, as in the talk of people; 7 to 12 is
read as it stands.
"""

from __future__ import annotations

from datetime import time

from llmos.router.resolving.calendar import PARTS
from llmos.router.resolving.reading import Reader

_EARLIEST_UNSAID = 7
_HALF_DAYS = {"am": 0, "pm": 12, "a.m": 0, "p.m": 12}
_QUARTERS = {"quarter": 15, "viertel": 15, "half": 30, "ten": 10, "five": 5, "twenty": 20}


class Hours:
    """Reads times of day out of tokens."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def clock(self, place: int, *, sure: bool) -> tuple[time, int] | None:
        """A time of day and the place after it.

        Unless `sure`, a bare number is none: something must say that it is an hour.
        """
        read = self._reader
        if named := self._named(place):
            return named
        if spoken := self._spoken(place):
            return spoken
        token = read[place]
        if token.kind in ("clock", "frenchclock"):
            hour, minute = (
                int(part)
                for part in token.text.replace(" ", "")
                .replace("h", ":")
                .replace(".", ":")
                .split(":")
            )
            return self._finish(hour, minute, place + 1, marked=True)
        found = read.number(place)
        if found is None or found[0] != int(found[0]) or found[0] > 24:
            return None
        hour, after = int(found[0]), found[1]
        marked = read[after].text in ("uhr", "h", "heures", "heure")
        if [read[after + n].text for n in range(3)] == ["o", "'", "clock"]:
            return self._finish(hour, 0, after + 3, marked=False)
        if marked:
            after += 1
            minutes = read[after]
            if minutes.kind == "number" and minutes.text.isdigit() and int(minutes.text) < 60:
                return self._finish(hour, int(minutes.text), after + 1, marked=True)
        half = self._half_day(after)
        if not (marked or sure or half is not None):
            return None
        unit = read[after].means("unit") and read[after].text != "an"  # which is German here
        if not marked and half is None and unit:
            return None  # "after three weeks" is no hour
        in_words = read[place].kind != "number" and token.text in ("a", "an", "ein", "eine", "un")
        return None if in_words and not marked else self._finish(hour, 0, after, marked=marked)

    def part(self, place: int) -> tuple[str, int] | None:
        """A part of the day ("in the morning", "abends", "soir"), and the place after it."""
        read = self._reader
        after = read.skip(place, "in", "at", "on", "the", "of")
        after = read.skip_words(after, "zum", "early", "late", "later", "am")
        name = read[after].means("part")
        return (name, after + 1) if isinstance(name, str) else None

    def _named(self, place: int) -> tuple[time, int] | None:
        name = self._reader[place].means("part")
        if name == "noon":
            return time(12), place + 1
        if self._reader[place].text in ("midnight", "mitternacht", "minuit"):
            return time(0), place + 1
        return None

    def _spoken(self, place: int) -> tuple[time, int] | None:
        read = self._reader
        words = [read[place + n].text for n in range(3)]
        if words[0] == "halb" and (hour := read.number(place + 1)):
            return self._finish(int(hour[0]) - 1, 30, hour[1], marked=False)
        minutes = _QUARTERS.get(words[0])
        if words[1] == "to" and read[place - 1].joins("from", "between"):
            return None  # "from ten to eleven" is an hour long
        if minutes and words[1] in ("past", "to", "nach", "vor", "after"):
            hour = read.number(place + 2)
            if hour is None or read[hour[1]].means("unit"):
                return None
            back = words[1] in ("to", "vor")
            number = int(hour[0]) - (1 if back else 0)
            return self._finish(number, 60 - minutes if back else minutes, hour[1], marked=False)
        return None

    def _half_day(self, place: int) -> tuple[int, int] | None:
        """Whether "am", "pm" or a part of the day follows, as hours to add and the place after."""
        read = self._reader
        text = read[place].text
        if text in ("a", "p") and read[place + 1].text == "." and read[place + 2].text == "m":
            return (0 if text == "a" else 12), place + 4 if read[
                place + 3
            ].text == "." else place + 3
        if text in _HALF_DAYS and not read[place + 1].means("part"):
            return _HALF_DAYS[text], place + 1
        found = self.part(place)
        if found is None or found[0] == "noon":
            return None
        return (0 if found[0] == "morning" else 12), found[1]

    def _finish(
        self, hour: int, minute: int, place: int, *, marked: bool
    ) -> tuple[time, int] | None:
        half = self._half_day(place)
        if half is not None:
            add, place = half
            if hour <= 12:
                hour = hour % 12 + add
        elif not marked and 0 <= hour < _EARLIEST_UNSAID:
            hour += 12
        if minute == 60:
            hour, minute = hour + 1, 0
        if not 0 <= hour <= 24 or not 0 <= minute < 60:
            return None
        return time(hour % 24, minute), place


def hours_of(part: str) -> tuple[time, time]:
    """When a part of the day begins and ends."""
    begin, end = PARTS[part]
    return time(begin), time(end)
