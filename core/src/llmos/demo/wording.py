"""The text of a mail as a mail program sends it: own words, signature, the answered mail below."""

from __future__ import annotations

from datetime import datetime

from llmos.demo.dates import MONTHS, WEEKDAYS
from llmos.demo.letters import Letter


def body(letter: Letter) -> str:
    """All of the letter's text."""
    parts = [letter.text]
    if letter.sender.signature:
        parts.append(f"-- \n{letter.sender.signature.strip()}\n")
    if letter.parent and letter.message.quotes:
        parts.append(_quoted(letter.parent))
    return "\n".join(parts)


def _quoted(letter: Letter) -> str:
    lines = (f"> {line}".rstrip() for line in body(letter).splitlines())
    return "\n".join([_attribution(letter), *lines, ""])


def _attribution(letter: Letter) -> str:
    when = letter.moment.when
    writer = f"{letter.sender.name} <{letter.sender.address}>"
    if letter.moment.language == "de":
        return f"Am {_german(when)} schrieb {writer}:"
    return f"On {_english(when)}, {writer} wrote:"


def _english(when: datetime) -> str:
    weekday, month = WEEKDAYS["en"][when.weekday()], MONTHS["en"][when.month - 1]
    return f"{weekday[:3]}, {when.day} {month[:3]} {when.year} at {when:%H:%M}"


def _german(when: datetime) -> str:
    weekday, month = WEEKDAYS["de"][when.weekday()], MONTHS["de"][when.month - 1]
    return f"{weekday[:2]}., {when.day}. {month} {when.year} um {when:%H:%M} Uhr"
