"""The few words of a message that show why it was found."""

from __future__ import annotations

import re

from llmos_mail.reading.quotes import own_words

_BEFORE = 60
_LENGTH = 200
_LOOKED_AT = 20_000
_OWN_LOOKED_AT = 4_000
"""Own words stand at the top; telling them from quotes takes longer than anything else here."""

_QUOTED_LINE = re.compile(r"^[ \t]*[>|][^\n]*\n?", re.MULTILINE)
_QUOTE_MARKS = re.compile(r"^[ \t]*[>|][>| \t]*", re.MULTILINE)


def excerpt(text: str, wanted: str) -> str:
    """Around the first wanted word of what the writer said, or else the beginning of that.

    Of a message that only quotes, what it quotes.
    """
    own = own_words(text[:_OWN_LOOKED_AT])
    deeper = _QUOTED_LINE.sub("", text[_OWN_LOOKED_AT:_LOOKED_AT])
    for part in (own, deeper):
        at = _first_place(part, wanted)
        if at >= 0:
            return _shortened(part, max(0, at - _BEFORE))
    return _shortened(own or _QUOTE_MARKS.sub("", text[:_OWN_LOOKED_AT]), 0)


def _first_place(text: str, wanted: str) -> int:
    words = re.findall(r"\w+", wanted)
    if not words:
        return -1
    found = re.search(rf"\b(?:{'|'.join(map(re.escape, words))})", text, re.IGNORECASE)
    return found.start() if found else -1


def _shortened(text: str, start: int) -> str:
    # Cut between words, and say where something is left out.
    start = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
    line = " ".join(text[start : start + 2 * _LENGTH].split())
    short = line if len(line) <= _LENGTH else line[:_LENGTH].rpartition(" ")[0] + " …"
    return f"… {short}" if start else short
