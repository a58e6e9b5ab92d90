"""The wording of suggestions, the same for figures and for words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from llmos_health.pulse.meetings import Meeting

_BREAK = timedelta(minutes=15)


def break_after(title: str, end: datetime, found: Sequence[Meeting]) -> tuple[str, timedelta]:
    """A break after an event, which may move the next one, and how long it is."""
    later = [one for one in found if one.start >= end and one.start - end < _BREAK]
    why = f", and begin “{later[0].title}” a little later" if later else ""
    return f"Take a break of fifteen minutes after “{title}”{why}.", _BREAK


def calm_wording(people: Sequence[str]) -> str:
    """What to do before writing to those who took part."""
    names = " and ".join(people[:3])
    return f"Before you write to {names} about it, wait a while, or ask for a calmer wording."
