"""Times of day: "at 3", "half past two", "15 Uhr 30", "halb vier", "noon", "7 in the evening".

An hour from 1 to 6 that says no more is in the afternoon, as in the talk of people; 7 to 12 is
read as it stands. In figures with "Uhr" or "h" an hour is one of 24, in words it is talk:
"3 Uhr" is in the night, "drei Uhr" in the afternoon.
"""

from __future__ import annotations

import re
from datetime import time

from llmos.router.resolving.calendar import PARTS
from llmos.router.resolving.reading import Reader
from llmos.router.resolving.tokens import Token

_EARLIEST_UNSAID = 7
_HALF_DAYS = {"am": "morning", "pm": "afternoon", "a": "morning", "p": "afternoon"}
_QUARTERS = {"quarter": 15, "viertel": 15, "half": 30}
_PAST = ("past", "after", "nach")
_TO = ("to", "vor")
_SPOKEN_STEPS = (5, 10, 20, 25)
_SPOKEN_MINUTES = frozenset((5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55))
_HOUR_WORDS = ("uhr", "h", "heures", "heure")


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
        if spoken := self._spoken(place, sure=sure):
            return spoken
        token = read[place]
        if token.kind == "frenchclock" and not sure and int(token.text.split("h")[0]) < 7:
            return None  # "1h30" alone is how long
        figures = re.findall(r"\d+", token.text)
        if token.kind in ("clock", "frenchclock") or (sure and _WITH_A_DOT.fullmatch(token.text)):
            padded = token.kind == "frenchclock" or len(figures[0]) > 1  # "3:30" is as in talk
            return self._finish(int(figures[0]), int(figures[1]), place + 1, marked=padded)
        found = read.number(place)
        if found is None or found[0] != int(found[0]) or found[0] > 24:
            return None
        return self._full_hour(int(found[0]), place, found[1], sure=sure)

    def _full_hour(
        self, hour: int, place: int, after: int, *, sure: bool
    ) -> tuple[time, int] | None:
        """The hour that stands from the one place to the other, with what says more about it."""
        read = self._reader
        in_words = read[place].kind != "number"
        marked = read[after].text in _HOUR_WORDS
        if [read[after + n].text for n in range(3)] == ["o", "'", "clock"]:
            return self._finish(hour, 0, after + 3, marked=False)
        if marked and not sure and hour < _EARLIEST_UNSAID and read[after].text != "uhr":
            return None  # "deux heures" is how long
        if marked:
            minute, after = self._minutes(after + 1)
            return self._finish(hour, minute, after, marked=not in_words)
        half = self._half_day(after)
        if not (sure or half is not None):
            return None
        if half is None and read[after].means("unit") and read[after].text != "an":
            return None  # "after three weeks" is no hour
        if in_words and read[place].text in ("a", "an", "ein", "eine", "un"):
            return None
        if in_words and (spoken := read.number(after)) and read[after].kind != "number":
            unit = read[read.skip_words(spoken[1], "-")].means("unit")
            if spoken[0] in _SPOKEN_MINUTES and not unit:
                return self._finish(hour, int(spoken[0]), spoken[1], marked=False)
        return self._finish(hour, 0, after, marked=False)

    def _minutes(self, place: int) -> tuple[int, int]:
        """The minutes behind "Uhr" or "heures", and the place after; of an earlier hour if < 0."""
        read = self._reader
        words = [read[place + n].text for n in range(3)]
        for phrase, minutes in _FRENCH_MINUTES:
            if words[: len(phrase)] == phrase:
                return minutes, place + len(phrase)
        found = read.number(place)
        if found and found[0] == int(found[0]) < 60 and not read[found[1]].means("unit"):
            return int(found[0]), found[1]
        return 0, place

    def part(self, place: int) -> tuple[str, int] | None:
        """A part of the day ("in the morning", "abends", "soir"), and the place after it."""
        read = self._reader
        after = read.skip(place, "in", "at", "on", "the", "of")
        after = read.skip_words(after, "zum", "early", "late", "later", "am")
        name = read[after].means("part")
        if read[after].text == "morgen" and read[after - 1].text == "am":
            name = "morning"  # alone it is the next day
        return (name, after + 1) if isinstance(name, str) else None

    def _named(self, place: int) -> tuple[time, int] | None:
        name = self._reader[place].means("part")
        if name == "noon":
            return time(12), place + 1
        if self._reader[place].text in ("midnight", "mitternacht", "minuit"):
            return time(0), place + 1
        return None

    def _spoken(self, place: int, *, sure: bool) -> tuple[time, int] | None:
        """Such as "half past two", "ten to three", "halb vier", "fünf vor halb acht"."""
        read = self._reader
        word, beside = read[place].text, read[place + 1].text
        if half := self._german_quarter(place):
            return half
        if word == "half" and sure and (hour := self._hour_word(place + 1)):
            return self._finish(hour[0], 30, hour[1], marked=False)
        if beside == "to" and read[place - 1].joins("from", "between"):
            return None  # "from ten to eleven" is an hour long
        minutes = _QUARTERS.get(word) or read[place].means("number")
        if not isinstance(minutes, int) or beside not in _PAST + _TO:
            return None
        if word not in _QUARTERS and minutes not in _SPOKEN_STEPS:
            return None
        if beside not in ("past", "to") and word not in _QUARTERS and not sure:
            return None  # "zwei nach drei" may be anything
        signed = minutes if beside in _PAST else -minutes
        if half := self._german_quarter(place + 2):
            whole = half[0].hour * 60 + half[0].minute + signed
            return time(whole // 60 % 24, whole % 60), half[1]
        hour = self._hour_word(place + 2)
        return self._finish(hour[0], signed, hour[1], marked=False) if hour else None

    def _german_quarter(self, place: int) -> tuple[time, int] | None:
        """Such as "halb vier" and "dreiviertel vier", which name the hour that is to come."""
        read = self._reader
        minutes = {"viertel": 15, "halb": 30, "dreiviertel": 45}.get(read[place].text)
        if [read[place].text, read[place + 1].text] == ["drei", "viertel"]:
            minutes, place = 45, place + 1
        hour = self._hour_word(place + 1) if minutes else None
        return self._finish(hour[0] - 1, minutes or 0, hour[1], marked=False) if hour else None

    def _hour_word(self, place: int) -> tuple[int, int] | None:
        """A number from 1 to 12 or so that is not a number of units."""
        found = self._reader.number(place)
        if found is None or found[0] != int(found[0]) or not 1 <= found[0] <= 24:
            return None
        after = self._reader[found[1]]
        if after.text in ("uhr", "heures", "heure"):
            return int(found[0]), found[1] + 1
        is_counted = after.means("unit") and after.text != "an"  # which is German here
        return None if is_counted else (int(found[0]), found[1])

    def _half_day(self, place: int) -> tuple[str, int] | None:
        """The part of the day that follows, also as "am" or "pm", and the place after it."""
        read = self._reader
        text, beside = read[place].text, read[place + 1]
        if text in ("a", "p") and beside.text == "." and read[place + 2].text == "m":
            end = place + 3
            return _HALF_DAYS[text], end + 1 if read[end].text == "." else end
        if text in ("am", "pm") and not (text == "am" and _is_german_day(beside)):
            return _HALF_DAYS[text], place + 1
        found = self.part(place)
        return None if found is None or found[0] == "noon" else found

    def _finish(
        self, hour: int, minute: int, place: int, *, marked: bool
    ) -> tuple[time, int] | None:
        """The time, turned into the part of the day that follows; minutes may be below 0."""
        if minute < 0:
            hour, minute = hour - 1, minute + 60
        if not 0 <= hour <= 24 or not 0 <= minute < 60:
            return None
        said = time(hour % 24, minute)
        if half := self._half_day(place):
            return turned(said, half[0]), half[1]
        if not marked and 0 <= hour < _EARLIEST_UNSAID:
            return said.replace(hour=hour + 12), place
        return said, place


_WITH_A_DOT = re.compile(r"\d{1,2}\.[0-5]\d")
_FRENCH_MINUTES = (
    (["et", "demie"], 30),
    (["et", "quart"], 15),
    (["moins", "le", "quart"], -15),
    (["moins", "dix"], -10),
    (["moins", "vingt"], -20),
)


def _is_german_day(token: Token) -> bool:
    """Whether "am" before this is German for "on the"."""
    german_day = token.means("weekday") is not None and token.text[-3:] in ("tag", "och", "end")
    return german_day or bool(token.means("part")) or token.kind in ("dotted", "ordinal")


def turned(clock: time, part: str) -> time:
    """An hour of twelve in a part of the day: eight in the evening is 20:00.

    Also one that was taken for the afternoon: "in the morning at 5" is 5:00.
    """
    if part in ("morning", "night") and clock.hour == 12:
        return clock.replace(hour=0)
    early = clock.hour - 12 if 12 < clock.hour < 12 + _NIGHTFALL else clock.hour
    if part == "morning" or (part == "night" and early < _NIGHTFALL):
        return clock.replace(hour=early)
    return clock.replace(hour=clock.hour + 12) if clock.hour < 12 else clock


_NIGHTFALL = 6  # "three at night" is before the morning, "eleven at night" before midnight

MEALS = {
    "breakfast": (time(8), time(9)),
    "lunch": (time(12), time(13)),
    "dinner": (time(19), time(20)),
    "work": (time(9), time(17)),
}
"""When it usually begins and ends."""


def hours_of(part: str) -> tuple[time, time]:
    """When a part of the day begins and ends."""
    begin, end = PARTS[part]
    return time(begin), time(end)
