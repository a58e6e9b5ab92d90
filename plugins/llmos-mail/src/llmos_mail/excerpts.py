"""The few words of a message that show why it was found."""

from __future__ import annotations

import re

from llmos_mail.reading.quotes import own_words

_BEFORE = 60
_LENGTH = 200
_LOOKED_AT = 20_000
_OWN_LOOKED_AT = 4_000
"""Own words stand at the top; telling them from quotes takes longer than anything else here."""


def excerpt(text: str, wanted: str) -> str:
    """Around the first wanted word, in the writer's own words or else in what they quoted.

    Without such a word, the beginning of what the writer said.
    """
    text = text[:_LOOKED_AT]
    own = own_words(text[:_OWN_LOOKED_AT])
    for part in (own, text):
        at = _first_place(part, wanted)
        if at >= 0:
            return _shortened(part, max(0, at - _BEFORE))
    return _shortened(own or text, 0)


def _first_place(text: str, wanted: str) -> int:
    words = re.findall(r"\w+", wanted)
    if not words:
        return -1
    found = re.search(rf"\b(?:{'|'.join(map(re.escape, words))})", text, re.IGNORECASE)
    return found.start() if found else -1


def _shortened(text: str, start: int) -> str:
    # Cut at spaces, and say where something is left out.
    start = text.rfind(" ", 0, start) + 1 if start else 0
    line = " ".join(text[start : start + 2 * _LENGTH].split())
    short = line if len(line) <= _LENGTH else line[:_LENGTH].rpartition(" ")[0] + " …"
    return f"… {short}" if start else short
