"""Finding events by what somebody says about them, where not every word stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from llmos import Context, ToolError
from llmos_calendar.index.happening import Happening
from llmos_calendar.index.rows import folded
from llmos_calendar.index.wanted import Wanted, Window
from llmos_calendar.opening import Calendars

DAYS_OF_A_SEARCH = 365
_DAYS_BEYOND = 5 * 366
"""How far a search goes on for what is known but not coming within a year."""

_GENERAL = frozenset(
    """
    the a an my our this that with at in on of for and to from about
    meeting meetings appointment appointments event events entry date visit session
    der die das den dem des ein eine mein meine unser mit bei beim im am zum zur von vom und fur
    termin termine besprechung treffen ereignis eintrag veranstaltung
    le la les un une mon ma mes notre avec chez de du des et pour
    rendez-vous rdv reunion evenement seance
    """.split()
)
"""Folded words that say that something is an event, and not which."""


def sought(calendars: Calendars, wanted: Wanted) -> list[Happening]:
    """What is wanted; where nothing has all words, what has all but those that fit any event."""
    found = calendars.happenings(wanted)
    plain = " ".join(word for word in wanted.text.split() if folded(word) not in _GENERAL)
    if found or plain == wanted.text or not (plain or wanted.person or wanted.place):
        return found
    return calendars.happenings(replace(wanted, text=plain))


def ahead(calendars: Calendars, wanted: Wanted) -> list[Happening]:
    """What is wanted within a year, else in those to come, if the calendars know such events."""
    if (found := sought(calendars, wanted)) or not calendars.agenda.knows(wanted):
        return found
    since = wanted.window.since
    beyond = Window(since, since + timedelta(days=_DAYS_BEYOND))
    return sought(calendars, replace(wanted, window=beyond))


def meant(ctx: Context, calendars: Calendars, words: str, window: Window | None) -> Happening:
    """The event that something is said to be beside: in the window, else the one that is not over
    or that was last; an error in words if there is none.
    """
    for shown in [window] if window else _around(ctx.now):
        if found := sought(calendars, Wanted(shown, text=words)):
            return next((one for one in found if one.end > ctx.now), found[-1])
    raise ToolError(
        f"There is no event {words!r}" + (" in that time." if window else "."),
        hint="Name it by words of its title, or say the time itself.",
    )


def _around(now: datetime) -> Iterator[Window]:
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    year = timedelta(days=DAYS_OF_A_SEARCH)
    yield Window(today, today + year)
    yield Window(today - year, today)
