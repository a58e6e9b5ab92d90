"""Quoting what is answered: who said it and when, then their own words behind ">"."""

from __future__ import annotations

from datetime import datetime

from llmos_mail.language import Language
from llmos_mail.reading.quotes import own_words

_LINES = 60
"""A longer text is quoted to here, and the cut is marked."""

_DAYS: dict[Language, tuple[str, ...]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    "fr": ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
}


def quoted(text: str, who: str, when: datetime, language: Language) -> str:
    """The writer's own words as a quote, without what they quoted and signed with.

    `when` is in the user's zone.
    """
    lines = own_words(text).splitlines()
    shown = [*lines[:_LINES], *(["[…]"] if len(lines) > _LINES else [])]
    return "\n".join([_introduction(who, when, language), *(f"> {one}".rstrip() for one in shown)])


def _introduction(who: str, when: datetime, language: Language) -> str:
    day = _DAYS[language][when.weekday()]
    if language == "de":
        return f"Am {day}., {when:%d.%m.%Y} um {when:%H:%M} schrieb {who}:"
    if language == "fr":
        return f"Le {day}. {when:%d/%m/%Y} à {when:%H:%M}, {who} a écrit :"
    return f"On {day}, {when.day} {when:%b %Y} at {when:%H:%M}, {who} wrote:"
