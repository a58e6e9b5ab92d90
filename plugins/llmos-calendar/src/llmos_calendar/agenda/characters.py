"""Text cut and padded to columns of a terminal, where some characters take two."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(_columns(character) for character in text)


def cut(text: str, columns: int) -> str:
    """The text, or its beginning with an ellipsis, in at most so many columns."""
    plain = " ".join(text.split())
    if width(plain) <= columns:
        return plain
    kept = ""
    for character in plain:
        if width(kept) + _columns(character) > columns - 1:
            break
        kept += character
    return kept.rstrip() + "…" if columns > 0 else ""


def fitted(text: str, columns: int, fill: str = " ") -> str:
    """The text cut and then filled up to exactly so many columns."""
    told = cut(text, columns)
    return told + fill * (columns - width(told))


def wrapped(text: str, columns: int, rows: int) -> list[str]:
    """The text in at most so many rows, broken between words where that is possible."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width(joined) <= columns or not line:
            line = joined
        else:
            lines.append(line)
            line = word
    lines.append(line)
    if len(lines) > rows:
        lines[rows - 1 :] = [" ".join(lines[rows - 1 :])] if rows else []
    return [cut(one, columns) for one in lines]


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
