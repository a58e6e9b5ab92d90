"""How many rare words a request shares with descriptions: BM25, without libraries.

Names of functions are written together ("getTideTable", "free_slots") and count as their words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

_JOINTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_.]")
_STEM = 6  # letters; enough to tell words apart, few enough to forgive their endings
_SATURATION = 1.2  # how soon another occurrence of a word stops counting
_LENGTH = 0.5  # how much a long description is held against it


class Matching:
    """The words of some descriptions."""

    def __init__(self, descriptions: Sequence[str]) -> None:
        counts = [Counter(_stems(text)) for text in descriptions]
        lengths = [count.total() for count in counts]
        usual = sum(lengths) / max(1, len(lengths)) or 1.0
        self._count = len(counts)
        self._found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, (count, length) in enumerate(zip(counts, lengths, strict=True)):
            drag = _SATURATION * (1 - _LENGTH + _LENGTH * length / usual)
            for word, times in count.items():
                worth = times * (_SATURATION + 1) / (times + drag)
                self._found[word].append((place, worth))

    def of(self, text: str) -> list[float]:
        """How much of a request each description says: about 0 to 2."""
        said = {word: self._rarity(word) for word in _stems(text) if word in self._found}
        whole = sum(said.values()) or 1.0
        scores = [0.0] * self._count
        for word, rarity in said.items():
            for place, worth in self._found[word]:
                scores[place] += rarity * worth / whole
        return scores

    def _rarity(self, word: str) -> float:
        having = len(self._found[word])
        return log(1 + (self._count - having + 0.5) / (having + 0.5))


def apart(name: str) -> str:
    """The words of a name that is written together: "getTideTable" is "get tide table"."""
    return _JOINTS.sub(" ", name).lower()


def _stems(text: str) -> list[str]:
    return [word[:_STEM].removesuffix("s") for word in re.findall(r"[^\W_]+", apart(text))]
