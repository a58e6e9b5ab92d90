"""How a request begins: what is wanted, without the text that it hands over behind a colon."""

from __future__ import annotations

import re

_HANDED_OVER = re.compile(r":\s+(?=\S)")
_LEAST_WORDS = 2  # one word before a colon is a name, or calls somebody


def opening(text: str) -> str:
    """The request up to its first colon, if a text follows there; otherwise all of it.

    "how does this sound: you never listen" asks about a tone, whatever the text is about.
    """
    colon = _HANDED_OVER.search(text)
    if colon is None or len(text[: colon.start()].split()) < _LEAST_WORDS:
        return text
    return text[: colon.start() + 1]
