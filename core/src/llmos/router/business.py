"""The words that say what a tool is about anyway, and so say nothing about its arguments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

from llmos.calls import ToolSpec
from llmos.router.cues import ARTICLES, CUES, CUT, FILES, KINDS, ORDERING, RECORDS, TOLD, WROTE
from llmos.router.words import ASKING_STEMS, ASKING_WORDS, FUNCTION_WORDS, NUMBERS, stems, words

_RECORD = re.compile(r"(?=.*\d)(?=.*[a-z])[0-9a-z]{6,}|\d+")
_SHORTEST_MISTYPED = 5  # letters; shorter words are too near to each other
_LONGEST_ENDING = 3  # letters; a photographer is no photo
_SHORTEST_PART = 4  # letters of a part of a compound
_GENERAL = CUT | FILES | ORDERING | RECORDS | TOLD | WROTE


class Business:
    """The words of one tool: of its name, its description, what its examples share, and what is
    understood of the request already.
    """

    nouns_only = True

    def __init__(self, tool: ToolSpec, known: Mapping[str, Any] = {}) -> None:
        said = f"{tool.name} {tool.description}".replace(".", " ").replace("_", " ")
        shared = _shared(tool.examples)
        self._known = [word for word in words(_understood(tool, known)) if stems(word)]
        fields = " ".join(tool.parameters.get("properties", ())).replace("_", " ")
        self.stems = stems(said) | stems(fields) | shared
        # What the rest of a description says ("Leave out …") is no word that people type.
        everything = words(" ".join((tool.name, tool.summary, *tool.examples)))
        whole = {word for word in everything if stems(word) and stems(word) <= self.stems}
        self._whole = whole | ASKING_WORDS | RECORDS

    def holds(self, word: str) -> bool:
        """Whether a word, without case, is one of them; one wrong letter is forgiven."""
        parts = words(word)
        if any(letter.isdigit() for letter in word):
            return _RECORD.fullmatch(word) is not None
        if word.count("-") > 1:
            return False  # "one-to-one" is a name, whatever its parts are
        if all(part in FUNCTION_WORDS or part in _GENERAL or part in NUMBERS for part in parts):
            return True
        if stems(word) <= self.stems | ASKING_STEMS or self.knows(word):
            return True
        long = [one for one in self._whole if len(one) >= _SHORTEST_MISTYPED]
        return bool(mended(word, long)) or self._is_compound(word)

    def knows(self, word: str) -> bool:
        """Whether a word says what is understood of the request already."""
        parts = words(word)
        return parts != [] and all(any(map(_is_of(part), self._known)) for part in parts)

    def _is_compound(self, word: str) -> bool:
        """Whether German made it of two of them: "Mailverlauf"."""
        cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        return any(word[:place] in self._whole and word[place:] in self._whole for place in cuts)


def _is_of(word: str) -> Callable[[str], bool]:
    """Whether another word is this one but for its ending."""
    return lambda other: (
        stems(other) == stems(word) and abs(len(other) - len(word)) <= _LONGEST_ENDING
    )


class Titles:
    """For the name of something new, where "meeting with Ines" is a title and no kind of record."""

    nouns_only = False

    def holds(self, word: str) -> bool:
        """Only words that ask, and those for an entry as such; "room 12" is a place."""
        parts = words(word)
        return all(part in FUNCTION_WORDS | CUT | ASKING_WORDS | _ENTRIES for part in parts)

    def knows(self, word: str) -> bool:
        """None is."""
        return False


_ENTRIES = frozenset(
    words(
        """
        new event events entry calendar neu neue neuer neues eintrag kalender nouvel nouveau
        événement
        """
    )
)


class Nothing:
    """For looking at a request whose every word may be a value, but for numbers that are known."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        numbers = {name: str(one) for name, one in known.items() if type(one) is int}
        self._known = {*numbers, *numbers.values()}

    nouns_only = False

    def holds(self, word: str) -> bool:
        """Only function words, known numbers and what they number."""
        small = FUNCTION_WORDS | CUT | self._known
        return all(part in small for part in words(word))

    def knows(self, word: str) -> bool:
        """Only numbers that are known."""
        return word in self._known


def _shared(examples: Sequence[str]) -> set[str]:
    """The beginnings of words that more than a fifth of the examples, and several, have and none
    gives as a value.
    """
    least = max(1, len(examples) // 5)
    often, values = Counter[str](), set[str]()
    for example in examples:
        said = words(example)
        often.update(stems(example))
        for before, word in pairwise(word for word in said if word not in ARTICLES):
            if CUES.get(before) in _BEFORE_VALUES:
                values |= stems(word)
    return {stem for stem, count in often.items() if count > least} - values


_BEFORE_VALUES = frozenset(("from", "by", "with", "about"))


def mended(word: str, known: Collection[str]) -> str:
    """The known word that this one is with one letter wrong, missing, added or out of place."""
    if len(word) < _SHORTEST_MISTYPED or word in known:
        return ""
    return next((other for other in known if _is_near(word, other)), "")


def _is_near(one: str, other: str) -> bool:
    if one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    begin = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    if begin < 0:
        return True  # one is the other with a letter more
    rest, other_rest = one[begin:], other[begin:]
    if len(one) != len(other):
        longer, shorter = sorted((rest, other_rest), key=len, reverse=True)
        return longer[1:] == shorter
    swapped = rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:]
    return rest[1:] == other_rest[1:] or swapped


def _understood(tool: ToolSpec, known: Mapping[str, Any]) -> str:
    """The words of what is known already, whole sentences left out."""
    fields = tool.parameters.get("properties", {})
    said: list[str] = []
    for name, value in known.items():
        described = str(fields[name].get("description", ""))
        if isinstance(value, bool):
            said.append(f"{name} {described}")
        elif " " not in str(value):
            said += [str(value), *KINDS.get(str(value), ())]
            said += re.findall(rf"\b{re.escape(str(value))}: ([^;.]+)", described)
    return " ".join(said).replace("_", " ")
