"""`Voice`: how a text sounds, decided from the signs in its words and, if known, its leaning."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from llmos_mail.tone.reading import TONES, Signs, Tone, signs

_BESIDE_LEANING = 2.0
_ALONE = 4.0
"""What the full strength of signs counts, beside a leaning and where there is none."""

_CALM = 0.45
"""Weaker signs than this make no tone where nothing else is known: the text is neutral."""

_FAINT = 0.1
"""A tone less likely than this is not worth a word."""

_NO_SIGNS = Signs(0.0, ())


@dataclass(frozen=True)
class Heard:
    """One tone: `strength` from 0 to 1, all tones together 1, and the words that carry it."""

    tone: Tone
    strength: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Voice:
    """The tone that stands out, and all that can be heard, strongest first."""

    tone: Tone
    heard: tuple[Heard, ...]


def voice(text: str, leaning: Mapping[Tone, float] | None = None) -> Voice:
    """How a text sounds; `leaning` says how likely each tone is by the meaning alone."""
    found = signs(text)
    likely = _likely({tone: _score(tone, found, leaning) for tone in TONES})
    heard = [
        Heard(tone, round(share, 2), found.get(tone, _NO_SIGNS).words)
        for tone, share in sorted(likely.items(), key=lambda one: -one[1])
    ]
    return Voice(heard[0].tone, (heard[0], *(one for one in heard[1:] if one.strength >= _FAINT)))


def _score(tone: Tone, found: Mapping[Tone, Signs], leaning: Mapping[Tone, float] | None) -> float:
    strength = found.get(tone, _NO_SIGNS).strength
    if leaning is not None:
        return math.log(max(leaning[tone], 1e-6)) + _BESIDE_LEANING * strength
    return _ALONE * (_CALM if tone == "neutral" else strength)


def _likely(scores: Mapping[Tone, float]) -> dict[Tone, float]:
    powers = {tone: math.exp(score) for tone, score in scores.items()}
    return {tone: power / sum(powers.values()) for tone, power in powers.items()}
