"""Whether a text is so short and dry that it seems cold."""

from __future__ import annotations

import re

from llmos_mail.phrasebook import pattern

_MOST_WORDS = 20
_WORDS_A_SENTENCE = 4.5
_SENTENCE = re.compile(r"[.!?:]+(?:\s|$)|\n+")


def is_short_and_dry(text: str) -> bool:
    """Few words in very short sentences, without a greeting or a question."""
    words = text.split()
    sentences = [part for part in _SENTENCE.split(text) if part.strip()]
    greets = pattern(__package__, "cues", "greeting").match(text.lower()) is not None
    short = len(words) <= _MOST_WORDS and len(words) <= _WORDS_A_SENTENCE * len(sentences)
    return bool(words) and short and not greets
