"""Words in the one form in which they are compared: without case and accents."""

from __future__ import annotations

import re
import unicodedata

from llmos.router.words import FUNCTION_WORDS

_STEM = 5

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # noqa: RUF001 an apostrophe as it is typed


def folded(text: str) -> str:
    """Without case and accents; "ß" is "ss", a full-width digit a digit."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in decomposed if not unicodedata.combining(one))


def words(text: str) -> list[str]:
    """The words as they are written, without figures."""
    return _WORD.findall(text)


def stem(word: str) -> str:
    """The beginning of a word, without case, plural and possessive."""
    plain = re.sub(r"['’]s?$", "", folded(word))  # noqa: RUF001 an apostrophe as it is typed
    return (plain.removesuffix("s") or plain)[:_STEM]


def content(text: str) -> set[str]:
    """The beginnings of the words that carry meaning; parts of compounds with hyphens count too."""
    parts = [part for word in words(text) for part in {word, *re.split(r"['’-]", word)}]  # noqa: RUF001 apostrophes
    return {stem(part) for part in parts if folded(part) not in _EMPTY and len(part) > 1}


_EMPTY = frozenset(folded(word) for word in FUNCTION_WORDS)
