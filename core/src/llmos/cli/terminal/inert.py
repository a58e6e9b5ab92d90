"""Other people's characters made harmless: what could move the cursor or turn text around.

Mail subjects, file names and plugins' reasons are printed next to questions that the user has to
be able to trust, so control, escape and direction characters are shown, never obeyed.
"""

from __future__ import annotations

import unicodedata

_KEPT = frozenset("\n\t")
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def inert(text: str) -> str:
    """The text with every harmful character written out, for example `\\x1b`."""
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _KEPT:
        return character
    if character in _DIRECTION or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp"):
        return character.encode("unicode_escape").decode("ascii")
    return character
