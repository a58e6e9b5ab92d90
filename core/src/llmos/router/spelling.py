"""Typing errors in the words that ask: "shwo me teh mials form Ada" is read as it was meant.

Only a word that no language knows is read as another one, and only as one that says what is asked
for: a small word, a word about time, one of the tools' own phrases. What a request names (people,
files, titles) keeps the user's letters. The lists of known words come with pyspellchecker; what is
needed of them is kept as numbers, because reading the lists takes longer than all the rest.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmos.atomic import write_atomically
from llmos.calls import ToolSpec
from llmos.router import cues
from llmos.router.phrases import elsewhere
from llmos.router.sayings import quotations
from llmos.router.words import ASKING_WORDS, FUNCTION_WORDS, NUMBERS, TIME_WORDS, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = re.compile(r"(?<![\w@.'\u2019/-])[^\W\d_]{3,}(?![\w@'\u2019/-]|\.\w)")
_LANGUAGES = ("en", "de", "fr")
_VERSION = 1  # of what a kept file holds
_LATELY = 4  # sets of tools whose words are remembered besides the one that is asked about


@dataclass(frozen=True)
class Reading:
    """A request as it was meant, and the words of it that were typed otherwise.

    `places` holds the beginning and end of each such word in `text`, and what was typed.
    """

    text: str
    places: tuple[tuple[int, int, str], ...] = ()

    def typed(self, value: Any) -> Any:
        """A value out of the text in the user's letters."""
        if isinstance(value, list):
            return [self.typed(one) for one in value]
        begin = self.text.find(value) if isinstance(value, str) else -1
        if begin < 0 or not value:
            return value
        end, said = begin + len(value), value
        for first, last, typed in reversed(self.places):
            if begin <= first and last <= end:
                said = said[: first - begin] + typed + said[last - begin :]
        return said


class Spelling:
    """Reads requests; in the folder `kept` it keeps what it learns of the languages."""

    def __init__(self, kept: Path | None = None) -> None:
        self._folder = kept
        self._asked: dict[tuple[str, ...], tuple[list[ToolSpec], _Near]] = {}
        self._known: dict[str, NDArray[np.uint32]] = {}

    def read(self, text: str, tools: Sequence[ToolSpec]) -> Reading:
        """The request with the words mended that ask something of these tools."""
        if not _is_there():
            return Reading(text)
        said, places, done = "", list[tuple[int, int, str]](), 0
        for begin, end, meant in self._mended(text, self._near(tools)):
            said += text[done:begin]
            places.append((len(said), len(said) + len(meant), text[begin:end]))
            said, done = said + meant, end
        return Reading(said + text[done:], tuple(places))

    def _mended(self, text: str, near: _Near) -> Iterator[tuple[int, int, str]]:
        quoted = quotations(text)
        for hit in _WORD.finditer(text):
            word = hit.group()
            is_named = word != word.casefold() and hit.start() > 0
            if is_named or any(a <= hit.start() < b for a, b in quoted):
                continue
            others = near.of(word.casefold(), capital=word[:1].isupper())
            if others and not self._knows(word.casefold(), text):
                known = (other for other in others if self._fits(other, text, near))
                if meant := next(known, ""):
                    yield *hit.span(), meant.capitalize() if word[:1].isupper() else meant

    def _near(self, tools: Sequence[ToolSpec]) -> _Near:
        names = tuple(tool.name for tool in tools)
        if names not in self._asked or self._asked[names][0] != list(tools):
            # All tools are asked about, then one: what is learnt of all is not to be lost by that.
            self._asked.pop(names, None)
            self._asked = dict([*self._asked.items()][-_LATELY:])
            self._asked[names] = list(tools), _Near(_phrases(tools))
        self._asked[names] = self._asked.pop(names)
        return self._asked[names][1]

    def _knows(self, word: str, text: str) -> bool:
        """Whether a word is one of the language that knows most words of the text."""
        said = words(text)
        known = {name: sum(self._has(name, one) for one in said) for name in _LANGUAGES}
        most = max(known.values())
        return any(self._has(name, word) for name in _LANGUAGES if known[name] == most)

    def _fits(self, word: str, text: str, near: _Near) -> bool:
        """Whether a word may stand in the text: no list has all that tools are asked with."""
        listed = any(self._has(name, word) for name in _LANGUAGES)
        return self._knows(word, text) if listed else near.is_said(word)

    def _has(self, language: str, word: str) -> bool:
        numbers, number = self._numbers(language), _number(word)
        place = int(numbers.searchsorted(number))
        return place < len(numbers) and int(numbers[place]) == number

    def _numbers(self, language: str) -> NDArray[np.uint32]:
        if language not in self._known:
            file = self._folder and self._folder / f"spelling-{_VERSION}-{language}.npy"
            self._known[language] = _kept(file, language)
        return self._known[language]


class _Words:
    """Words, found by what is left of them when a letter is missing."""

    def __init__(self, words: Collection[str]) -> None:
        self.all = frozenset(words)
        self._without: dict[str, set[str]] = defaultdict(set)
        for word in self.all:
            for shorter in _shortened(word):
                self._without[shorter].add(word)

    def near(self, word: str) -> set[str]:
        """Those that may be this one with one letter more, less or else."""
        found = {word} | _shortened(word)
        others = set[str]().union(*(self._without.get(one, ()) for one in found))
        return others | (found & self.all)


class _Near:
    """The words that ask: those that always do, and those of these phrases."""

    def __init__(self, phrases: Collection[str]) -> None:
        self._plain = _asking()
        self._groups = (_always(), _Words(set(phrases) - _always().all))

    def of(self, word: str, *, capital: bool) -> list[str]:
        """The words that this one is with one letter wrong, likeliest first; none if it is one.

        One that begins with a capital may be a name, and is only a word that always asks.
        """
        if any(word in group.all for group in self._groups):
            return []
        others = set[str]().union(*(group.near(word) for group in self._groups))
        allowed = others & self._plain if capital else others
        likely = [other for other in allowed if _is_slip(word, other)]
        return sorted(likely, key=lambda other: self._unlikely(word, other))

    def is_said(self, word: str) -> bool:
        """Whether it stands in a phrase."""
        return word not in self._plain and any(word in group.all for group in self._groups)

    def _unlikely(self, word: str, other: str) -> tuple[bool, bool, bool, str]:
        moved = sorted(word) == sorted(other)
        return word[0] != other[0], not moved, other not in self._plain, other


def _is_slip(word: str, other: str) -> bool:
    """Whether one letter more, less or else, or two in the wrong order, make one of the other.

    The shorter the word, the fewer slips can be told from another word.
    """
    if sorted(word) == sorted(other):
        begin = next(n for n, (a, b) in enumerate(zip(word, other, strict=True)) if a != b)
        swapped = word[begin : begin + 2] == other[begin : begin + 2][::-1]
        return swapped and word[begin + 2 :] == other[begin + 2 :]
    if word[0] != other[0]:
        return False
    if len(word) != len(other):
        return word in _shortened(other) if len(word) < len(other) else len(word) > 5
    return len(word) > 4 and sum(a != b for a, b in zip(word, other, strict=True)) == 1


def _shortened(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


@cache
def _asking() -> frozenset[str]:
    """The words of all three languages that ask, introduce or count."""
    groups: Iterable[Collection[str]] = (
        FUNCTION_WORDS,
        ASKING_WORDS,
        TIME_WORDS,
        NUMBERS,
        cues.CUES,
        cues.ARTICLES,
        cues.CUT,
        cues.ENDING_VERBS,
        cues.LEADING,
        cues.RECORDS,
        cues.ORDERING,
        cues.FILES,
        cues.TOLD,
        cues.WROTE,
        *cues.KINDS.values(),
    )
    return frozenset(word for group in groups for word in group if len(word) > 2)


@cache
def _always() -> _Words:
    """The words that ask whatever the tools are, and those of what belongs elsewhere."""
    return _Words(_asking() | _unnamed(elsewhere().phrases()))


def _phrases(tools: Sequence[ToolSpec]) -> set[str]:
    """The words of what is asked here."""
    said = [part for tool in tools for part in (tool.description, *tool.examples)]
    for tool in tools:
        fields = tool.parameters.get("properties", {}).values()
        said += [f"{one.get('description', '')} {one['enum']}" for one in fields if "enum" in one]
    return _unnamed(said)


def _unnamed(said: Iterable[str]) -> set[str]:
    """The words of phrases, without those that are written like names."""
    return {hit for text in said for hit in re.findall(r"\b[^\W\d_A-ZÄÖÜÀÉÈÊÇ]{3,}\b", text)}


@cache
def _is_there() -> bool:
    return find_spec("spellchecker") is not None and find_spec("numpy") is not None


def _number(word: str) -> int:
    return zlib.crc32(word.encode())


def _kept(file: Path | None, language: str) -> NDArray[np.uint32]:
    """The numbers of all words of a language, from the file or from the list."""
    import numpy as np

    try:
        if file is not None:
            numbers: NDArray[np.uint32] = np.load(BytesIO(file.read_bytes()), allow_pickle=False)
            return numbers
    except (OSError, ValueError):
        pass  # it is made below
    # Imported here because it is needed once in the life of a home.
    from spellchecker import SpellChecker

    listed = SpellChecker(language=language, distance=1).word_frequency.words()
    numbers = np.array(sorted({_number(word) for word in listed}), dtype=np.uint32)
    if file is not None:
        with BytesIO() as content:
            np.save(content, numbers)
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, content.getvalue())
    return numbers
