"""Words to an FTS5 expression. Nothing that anybody types has a meaning in it but as words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORD = re.compile(r"\w+")
_MOST_WORDS = 32


def terms(text: str) -> list[str]:
    """Each word, or quoted phrase, as an FTS5 string; words also match as beginnings."""
    found: list[str] = []
    for phrase, other in _PIECE.findall(text):
        words = _WORD.findall(phrase or other)
        if words:
            # "e-mail" is two words side by side, for the index as for us.
            found.append(f'"{" ".join(words)}"' + ("" if phrase else "*"))
    return found[:_MOST_WORDS]


def expression(text: Sequence[str], *, any_word: bool = False, columns: Sequence[str] = ()) -> str:
    """The terms joined: all of them must occur, or any of them, anywhere or in these columns."""
    joined = (" OR " if any_word else " AND ").join(text)
    return f"{{{' '.join(columns)}}} : ({joined})" if columns else f"({joined})"
