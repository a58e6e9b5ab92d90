"""Bytes to text under any declared character set, the right one or not. Never raises."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_NOT_FOR_MAIL = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined"})
"""Python codecs that are no character sets; some need quadratic time."""

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""Control characters, invisible ones, those that turn the direction of text, lone surrogates."""


@lru_cache(maxsize=512)
def is_known(charset: str) -> bool:
    """Whether text in this character set can be decoded."""
    try:
        found = codecs.lookup(charset)
        b"ab".decode(charset)
    except UnicodeDecodeError:
        pass
    except (LookupError, ValueError):
        return False
    return found.name.replace("_", "-") not in _NOT_FOR_MAIL


def decode(raw: bytes, *charsets: str) -> str:
    """The text of `raw`: in the first of these that works, else UTF-8, else Western European."""
    for candidate in (*charsets, "utf-8"):
        if candidate and is_known(candidate):
            try:
                return raw.decode(candidate)
            except (UnicodeError, ValueError):
                continue
    return raw.decode("cp1252", "replace")


def clean(text: str) -> str:
    """`text` without characters that nobody sees or that change how the others are seen."""
    return _CONTROLS.sub("", text)
