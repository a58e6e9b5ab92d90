"""Days, sizes and notes for people."""

from __future__ import annotations

from datetime import datetime

from llmos import Block, Text

_UNITS = ("bytes", "kB", "MB", "GB", "TB")


_LONGEST = 100
"""Letters of a name or folder that are drawn; some have thousands."""


def named(name: str) -> str:
    """A name or folder on one line, the middle of a very long one left out."""
    line = name.replace("\n", "\\n").replace("\r", "\\r")
    half = _LONGEST // 2
    return line if len(line) <= _LONGEST else f"{line[:half]}…{line[-half:]}"


def counted(count: int, one: str) -> str:
    """A number of things: "1 file", "2 files"."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"


def spoken(moment: datetime) -> str:
    """A moment for people, in the zone that it has."""
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M}"


def sized(count: int) -> str:
    """A number of bytes for people."""
    amount, unit = float(count), 0
    while amount >= 1000 and unit + 1 < len(_UNITS):
        amount, unit = amount / 1000, unit + 1
    return (
        f"{amount:.0f} {_UNITS[unit]}"
        if unit == 0 or amount >= 10
        else f"{amount:.1f} {_UNITS[unit]}"
    )


def notes_of(notes: list[str]) -> list[Block]:
    """Notes in the margin."""
    return [Text(note, "note") for note in notes]
