"""Small steps over tokens that all readers of phrases share: numbers, lengths of time, years."""

from __future__ import annotations

from collections.abc import Sequence

from llmos.router.resolving.tokens import Token

MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}


_WHOLE = "full whole good free empty spare more further ganze ganzen freie weitere".split()
_ONE = "a an one ein eine einen einem einer un une".split()
_A_WEEK = {"acht": 1.0, "huit": 1.0, "quinze": 2.0}
"""Days that stand for weeks: "in acht Tagen", "dans quinze jours". In figures they are counted."""

_IN_WEEKS = ("tage", "tagen", "jours")
_PARTS_OF_UNITS = (
    ("half an hour", 0.5, "hour"),
    ("half hour", 0.5, "hour"),
    ("half - hour", 0.5, "hour"),
    ("halbe stunde", 0.5, "hour"),
    ("halben stunde", 0.5, "hour"),
    ("demi heure", 0.5, "hour"),
    ("demi - heure", 0.5, "hour"),
    ("quarter of an hour", 0.25, "hour"),
    ("quarter hour", 0.25, "hour"),
    ("viertelstunde", 0.25, "hour"),
    ("quart d' heure", 0.25, "hour"),
    ("three quarters of an hour", 0.75, "hour"),
    ("dreiviertelstunde", 0.75, "hour"),
    ("trois quarts d' heure", 0.75, "hour"),
    ("half a day", 0.5, "day"),
    ("half day", 0.5, "day"),
    ("halber tag", 0.5, "day"),
    ("halben tag", 0.5, "day"),
    ("demi - journée", 0.5, "day"),
    ("half a year", 6.0, "month"),
    ("halbes jahr", 6.0, "month"),
    ("halben jahr", 6.0, "month"),
)


class Reader:
    """The tokens of a text; places past the end read as an empty word."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._nothing = Token("", "", 0, 0)

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, place: int) -> Token:
        return self._tokens[place] if 0 <= place < len(self._tokens) else self._nothing

    def skip(self, place: int, *names: str) -> int:
        """The place after joining words of these names."""
        while self[place].joins(*names):
            place += 1
        return place

    def number(self, place: int) -> tuple[float, int] | None:
        """A number in figures or as a word ("twenty-five"), and the place after it."""
        token = self[place]
        if token.kind == "number":
            return float(token.text.replace(",", ".")), place + 1
        tens = token.means("number")
        if not isinstance(tens, int):
            return None
        after = self.skip_words(place + 1, "-")
        ones = self[after].means("number")
        if tens >= 20 and tens % 10 == 0 and isinstance(ones, int) and ones < 10:
            return float(tens + ones), after + 1
        if token.text == "couple" and self[place + 1].joins("of"):
            return 2.0, place + 2
        return float(tens), place + 1

    def counted(self, place: int) -> tuple[float, str, int] | None:
        """A number of units ("two weeks", "eine Stunde", "half an hour"), and the place after."""
        if part := self._part_of_a_unit(place):
            return part
        if self[place].text in _ONE and self[place + 1].text in ("couple", "few"):
            place += 1
        one = self[place].text in ("a", "an")
        found = (1.0, place + 1) if one else self._number_and_a_half(place)
        if found is None:
            return None
        number, after = found
        after = self.skip_words(after, *_WHOLE)
        if self[after].text == "-" and self[after + 1].means("unit"):
            after += 1  # "a 45-minute slot"
        if self[after].text in ("fortnight", "fortnights"):
            return 2 * number, "week", after + 1
        name = self[after].means("unit")
        if not isinstance(name, str) or (self[after].text == "an" and one):
            return None
        if self[place].text in _A_WEEK and name == "day" and self[after].text in _IN_WEEKS:
            return _A_WEEK[self[place].text], "week", after + 1
        if half := self._and_a_half(after + 1):
            return number + 0.5, name, half
        return number, name, after + 1

    def length(self, place: int) -> tuple[int, int] | None:
        """A length of time in minutes ("an hour and fifteen minutes"), and the place after it."""
        if self[place].kind == "frenchclock":
            hours, minutes = self[place].text.split("h")
            return 60 * int(hours) + int(minutes), place + 1
        counted = self.counted(place)
        if counted is None or counted[1] not in MINUTES:
            return None
        minutes_long = round(counted[0] * MINUTES[counted[1]])
        more = self.counted(self.skip(counted[2], "and")) if counted[1] == "hour" else None
        if more and more[1] == "minute":
            return minutes_long + round(more[0]), more[2]
        return minutes_long, counted[2]

    def skip_words(self, place: int, *words: str) -> int:
        """The place after these words."""
        while self[place].text in words:
            place += 1
        return place

    def year(self, place: int) -> tuple[int, int] | None:
        """A year in four figures, and the place after it; a comma may stand before it."""
        place = place + 1 if self[place].text == "," else place
        token = self[place]
        if token.kind == "number" and token.text.isdigit() and 1900 <= int(token.text) < 2100:
            return int(token.text), place + 1
        return None

    def _number_and_a_half(self, place: int) -> tuple[float, int] | None:
        """A number that may have a half to it: "two and a half", "zweieinhalb"."""
        whole = self[place].means("and a half")
        if isinstance(whole, int):
            return whole + 0.5, place + 1
        found = self.number(place)
        if found and (after := self._and_a_half(found[1])):
            return found[0] + 0.5, after
        return found

    def _part_of_a_unit(self, place: int) -> tuple[float, str, int] | None:
        at = self.skip_words(place, *_ONE) if self[place].text in _ONE else place
        for phrase, number, name in _PARTS_OF_UNITS:
            words = phrase.split()
            if [self[at + step].text for step in range(len(words))] == words:
                return number, name, at + len(words)
        return None

    def _and_a_half(self, place: int) -> int | None:
        """The place after "and a half" or "et demie", if that stands here."""
        words = [self[place + n].text for n in range(3)]
        if words == ["and", "a", "half"]:
            return place + 3
        return place + 2 if words[:2] in (["et", "demie"], ["et", "demi"]) else None
