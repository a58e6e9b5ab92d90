"""Small steps over tokens that all readers of phrases share: numbers, lengths of time, years."""

from __future__ import annotations

from collections.abc import Sequence

from llmos.router.resolving.tokens import Token

MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}


_WHOLE = "full whole good free empty spare ganze ganzen freie".split()


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
        """A number in figures or as a word, and the place after it."""
        token = self[place]
        if token.kind == "number":
            return float(token.text.replace(",", ".")), place + 1
        tens = token.means("number")
        if not isinstance(tens, int):
            return None
        ones = self[place + 1].means("number")
        if tens >= 20 and isinstance(ones, int) and ones < 10:
            return float(tens + ones), place + 2
        if token.text == "couple" and self[place + 1].joins("of"):
            return 2.0, place + 2
        return float(tens), place + 1

    def counted(self, place: int) -> tuple[float, str, int] | None:
        """A number of units ("two weeks", "eine Stunde", "half an hour"), and the place after."""
        if half := self._half(place):
            return half
        if self[place].text in ("a", "an", "einer", "einem") and self[place + 1].text == "couple":
            place += 1
        one = self[place].text in ("a", "an")
        found = (1.0, place + 1) if one else self.number(place)
        if found is None:
            return None
        number, after = found
        after = self.skip_words(after, *_WHOLE)
        name = self[after].means("unit")
        if not isinstance(name, str) or (self[after].text == "an" and one):
            return None
        if self._and_a_half(after + 1):
            return number + 0.5, name, after + 4 if self[after + 2].text == "a" else after + 3
        return number, name, after + 1

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

    def _half(self, place: int) -> tuple[float, str, int] | None:
        words = [self[place + n].text for n in range(4)]
        if words[:1] in (["anderthalb"], ["eineinhalb"]):
            name = self[place + 1].means("unit")
            return (1.5, name, place + 2) if isinstance(name, str) else None
        for half in (
            ["half", "an", "hour"],
            ["half", "a", "day"],
            ["half", "a", "year"],
            ["half", "hour"],
            ["eine", "halbe", "stunde"],
            ["einer", "halben", "stunde"],
            ["halbe", "stunde"],
            ["demi", "heure"],
            ["une", "demi", "-", "heure"],
            ["une", "demi", "heure"],
            ["ein", "halbes", "jahr"],
        ):
            if words[: len(half)] == half:
                name = self[place + len(half) - 1].means("unit")
                number, name = (6.0, "month") if name == "year" else (0.5, str(name))
                return number, name, place + len(half)
        return None

    def _and_a_half(self, place: int) -> bool:
        words = [self[place + n].text for n in range(3)]
        return words == ["and", "a", "half"] or words[:2] == ["et", "demie"]
