"""A question as folded words that are used up, one phrase after another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from llmos_files.asking.words import MEANINGS
from llmos_files.sheets.engine import fold
from llmos_files.sheets.months import MONTHS

_TOKEN = re.compile(r"\d[\d.,']*\d|\d+|[^\W\d_]+|[%€$]")
_SUFFIXES = ("ly", "ern", "en", "er", "es", "em", "s", "e", "n")
_SHORTEST = 4
_ARTICLES = frozenset(
    "the a an their its his her our den die dem der das des ein eine einem einen ihr ihre ihrem"
    " ihren sein seine seinem seinen unser unsere unserem unseren".split()
)

MONTH_NAMES = {str(fold(name)): number for name, number in MONTHS.items() if len(name) > 2}
"""From a month's folded name to its number."""


def words_of(text: str) -> list[str]:
    """The folded words and numbers of a text."""
    return _TOKEN.findall(str(fold(text.replace("ß", "ss"))))


def stem(word: str) -> str:
    """A word without the ending that says how many, whose or of which gender."""
    if word.endswith("ies") and len(word) > _SHORTEST + 1:
        return word[:-3] + "y"
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST - 1:
            return word[: -len(suffix)]
    return word


def same(one: str, other: str) -> bool:
    """Whether two words are forms of one word, or name one month."""
    if one == other:
        return True
    if one in MONTH_NAMES and other in MONTH_NAMES:
        return MONTH_NAMES[one] == MONTH_NAMES[other]
    if min(len(one), len(other)) < 3:
        return False
    return stem(one) == stem(other) or stem(one) == other or one == stem(other)


def alike(one: str, other: str) -> bool:
    """Whether two words are forms of one word, or mean the same in these languages."""
    if same(one, other):
        return True
    return bool(meanings(one) & meanings(other))


def meanings(word: str) -> frozenset[int]:
    """What a word can mean, as far as headers go."""
    return MEANINGS.get(word) or MEANINGS.get(stem(word)) or frozenset()


class Tokens:
    """The words of a question, and which of them have been understood."""

    def __init__(self, text: str) -> None:
        self.words = words_of(text)
        self.used = [False] * len(self.words)

    def find(self, phrase: str | Sequence[str], *, loosely: bool = False) -> int | None:
        """Where a phrase stands, unused; `loosely` takes other forms of its words too."""
        wanted = phrase.split() if isinstance(phrase, str) else list(phrase)
        return next(self._places(wanted, loosely), None)

    def _places(self, wanted: list[str], loosely: bool) -> Iterator[int]:
        for start in range(len(self.words) - len(wanted) + 1):
            span = range(start, start + len(wanted))
            if any(self.used[at] for at in span) or not wanted:
                continue
            pairs = zip(self.words[start : start + len(wanted)], wanted, strict=True)
            if all(same(a, b) if loosely else a == b for a, b in pairs):
                yield start

    def use(self, start: int, count: int = 1) -> None:
        """These words are understood."""
        for at in range(start, start + count):
            self.used[at] = True

    def take(self, phrases: Iterable[str]) -> tuple[str, int] | None:
        """The longest of these phrases that stands there, used up, and where it stood."""
        for phrase in sorted(phrases, key=lambda p: -len(p.split())):
            at = self.find(phrase)
            if at is not None:
                self.use(at, len(phrase.split()))
                return phrase, at
        return None

    def before(self, at: int, phrases: Iterable[str]) -> str:
        """Which of these phrases ends right before a word, or before its article."""
        if at > 0 and self.words[at - 1] in _ARTICLES and not self.used[at - 1]:
            return self.before(at - 1, phrases)
        for phrase in sorted(phrases, key=lambda p: -len(p.split())):
            parts = phrase.split()
            start = at - len(parts)
            if start >= 0 and self.words[start:at] == parts:
                return phrase
        return ""

    def start_of(self, at: int, phrase: str) -> int:
        """Where a phrase begins that ends right before a word, or before its article."""
        count = len(phrase.split())
        end = at
        while self.words[end - count : end] != phrase.split():
            end -= 1
        return end - count

    def take_before(self, at: int, phrases: Iterable[str]) -> str:
        """The same phrase, used up."""
        phrase = self.before(at, phrases)
        if phrase:
            self.use(self.start_of(at, phrase), len(phrase.split()))
        return phrase

    def left(self, filler: Iterable[str]) -> list[str]:
        """The words that nothing was made of, without filler."""
        known = set(filler)
        return [
            word
            for word, used in zip(self.words, self.used, strict=True)
            if not used and word not in known and len(word) > 1
        ]
