"""One word for each day: what is usual for this person, judged by the four weeks before."""

from __future__ import annotations

import numpy as np

from llmos_health.aggregates.columns import Floats, Ints
from llmos_health.statistics.usual import usual

LOW, USUAL, ELEVATED, NEW, NOTHING = "low", "usual", "elevated", "new", "nothing"
"""`new`: too little before it to judge by; `nothing`: not measured."""

_LEVELS = {LOW: -1, USUAL: 0, ELEVATED: 1}
_WEEKS = 28
_FEWEST = 7
_FAR = 2.0
_SMALLEST_SHARE = 0.01
"""Of the middle: a spread below it is taken for the instrument's."""


def judged(day: Ints, value: Floats) -> list[str]:
    """A word for each day from the first to the last one; days without a figure are `nothing`."""
    words: list[str] = []
    for place in range(len(day)):
        if place:
            words += [NOTHING] * (int(day[place] - day[place - 1]) - 1)
        begin = np.searchsorted(day, day[place] - _WEEKS)
        words.append(_word(value[begin:place], float(value[place])))
    return words


def _word(before: Floats, value: float) -> str:
    if len(before) < _FEWEST:
        return NEW
    found = usual(before, _SMALLEST_SHARE * abs(float(np.median(before))) or 1e-9)
    distance = found.distance(value) if found else 0.0
    return ELEVATED if distance > _FAR else LOW if distance < -_FAR else USUAL


def in_one(words: list[str]) -> str:
    """Several days' words as one phrase, without counting."""
    told = [word for word in words if word in _LEVELS]
    if not told:
        return NEW if NEW in words else NOTHING
    often = {word: told.count(word) for word in (ELEVATED, LOW, USUAL)}
    main = max(often, key=lambda word: often[word])
    others = [word for word in (ELEVATED, LOW) if word != main and often[word]]
    return main + "".join(f", at times {word}" for word in others)


def direction(words: list[str]) -> str:
    """Whether the words rise, fall or stay: their second half against their first."""
    levels = [_LEVELS[word] for word in words if word in _LEVELS]
    if len(levels) < _FEWEST:
        return NEW
    half = len(levels) // 2
    change = sum(levels[half:]) / (len(levels) - half) - sum(levels[:half]) / half
    return "rising" if change > 1 / 3 else "falling" if change < -1 / 3 else "steady"
