"""Bytes to text, whoever wrote them."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 16_384
_MOST_ZEROS = 0.3
_MOST_CONTROLS = 0.02
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 27})


def is_binary(start: bytes) -> bool:
    """Whether these first bytes of a file are no text in any encoding."""
    if not start or any(start.startswith(mark) for mark, _ in _MARKS):
        return False
    if _wide(start):
        return False
    return len(start) - len(start.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(start)


def decode(content: bytes) -> str:
    """The text; marks and UTF-8 are believed, otherwise a guess from the first of it."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    if wide := _wide(content[:_SAMPLE]):
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        # A text that was cut in the middle of a character is still UTF-8.
        if error.start > 0 and error.start >= len(content) - 4:
            return content[: error.start].decode("utf-8")
    guess = from_bytes(content[:_SAMPLE]).best()
    return content.decode(guess.encoding if guess else "cp1252", "replace")


def _wide(start: bytes) -> str:
    """UTF-16 without a mark: every other byte of most texts is zero."""
    half = len(start) // 2
    if half < 2:
        return ""
    if start[1::2].count(0) > _MOST_ZEROS * half and b"\0" not in start[::2]:
        return "utf-16-le"
    if start[::2].count(0) > _MOST_ZEROS * half and b"\0" not in start[1::2]:
        return "utf-16-be"
    return ""
