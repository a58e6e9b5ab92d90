"""Words to an FTS5 expression. Nothing that anybody types has a meaning in it but as words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PIECE = re.compile(r"\"([^\"]*)\"|(\w+(?:[-.@'+]\w+)*)")
_WORD = re.compile(r"[^\W_]+")
_MOST_TERMS = 32


def terms(text: str) -> list[str]:
    """Each word, or quoted phrase, as an FTS5 string; words also match as beginnings."""
    found: list[str] = []
    for phrase, word in _PIECE.findall(text):
        # "e-mail" and an address are words side by side, for the index as for us.
        parts = _WORD.findall(phrase or word)
        if parts:
            found.append(f'"{" ".join(parts)}"' + ("" if phrase else "*"))
    return found[:_MOST_TERMS]


def expression(text: Sequence[str], *, any_word: bool = False, columns: Sequence[str] = ()) -> str:
    """The terms joined: all of them must occur, or any of them, anywhere or in these columns."""
    joined = (" OR " if any_word else " AND ").join(text)
    return f"{{{' '.join(columns)}}} : ({joined})" if columns else f"({joined})"
