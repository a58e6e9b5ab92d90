"""Lines of iCalendar, as invitations and calendars have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_LINE_OCTETS = 74
"""RFC 5545 folds lines at 75 octets; a folded one begins with a space."""


def calendar(lines: Iterable[str]) -> bytes:
    """A calendar file with these lines in it."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//llmos//sample home//EN")
    every = (*head, *lines, "END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in every for part in _folded(line)).encode()


def escaped(text: str) -> str:
    """A text as the value of a property."""
    for mark in "\\;,":
        text = text.replace(mark, f"\\{mark}")
    return text


def _folded(line: str) -> Iterator[str]:
    part = ""
    for character in line:
        if len((part + character).encode()) > _LINE_OCTETS:
            yield part
            part = " "
        part += character
    yield part
