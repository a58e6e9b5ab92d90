"""The signs of a tone in a text: for each tone how strong they are, and the words that carry it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from llmos_mail.phrasebook import pattern
from llmos_mail.tone.shortness import is_short_and_dry

Tone = Literal["friendly", "neutral", "formal", "curt", "angry", "apologetic", "pushy"]

TONES: tuple[Tone, ...] = get_args(Tone)

_CHARS = 20_000
_WEIGHTS = {"strong": 2.0, "weak": 1.0}
_DRY = 3.0
"""What being short and dry counts for `curt`."""

_CEILINGS: dict[Tone, float] = {"formal": 5.0}
"""A formal frame can hold any tone, so it does not outweigh what is inside it."""

_HALF = 2.0
"""As many signs as this make half the full strength."""


@dataclass(frozen=True)
class Signs:
    """The signs of one tone: `strength` from 0 to 1, and the words as they are written."""

    strength: float
    words: tuple[str, ...]


def signs(text: str) -> dict[Tone, Signs]:
    """The tones that there are signs of; nothing is a sign of being neutral."""
    text = text[:_CHARS].strip()
    found = {tone: _signs(tone, text) for tone in TONES if tone != "neutral"}
    return {tone: one for tone, one in found.items() if one.strength}


def _signs(tone: Tone, text: str) -> Signs:
    score, words = 0.0, dict[str, str]()
    for kind, weight in _WEIGHTS.items():
        for match in _pattern(f"{tone}_{kind}").finditer(text):
            word = " ".join(match[0].split())
            score += weight * (word.lower() not in words)
            words.setdefault(word.lower(), word)
    score += _DRY * (tone == "curt" and is_short_and_dry(text))
    score = min(score, _CEILINGS.get(tone, score))
    return Signs(score / (score + _HALF), tuple(words.values()))


@cache
def _pattern(concept: str) -> re.Pattern[str]:
    found = pattern(__package__, "cues", concept).pattern
    return re.compile(found, re.IGNORECASE | re.MULTILINE)
