"""Finding events by what somebody says about them, where not every word stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from llmos import Context, ToolError
from llmos_calendar.index.alike import alternatives, holds
from llmos_calendar.index.happening import Happening
from llmos_calendar.index.rows import folded
from llmos_calendar.index.wanted import Wanted, Window
from llmos_calendar.opening import Calendars

DAYS_OF_A_SEARCH = 365
_DAYS_BEYOND = 5 * 366
"""How far a search goes on for what is known but not coming within a year."""

_GENERAL = frozenset(
    """
    and und et the a an my our this that with at in on of for and to from about
    meeting meetings appointment appointments event events entry date visit session
    der die das den dem des ein eine mein meine unser mit bei beim im am zum zur von vom und fur
    termin termine besprechung treffen ereignis eintrag veranstaltung
    le la les un une mon ma mes notre avec chez de du des et pour
    rendez-vous rdv reunion evenement seance
    reminder reminders task tasks erinnerung aufgabe rappel tache
    """.split()
)
"""Folded words that say that something is an event or a reminder, and not which."""

_GERMAN_ENDINGS = re.compile(r"(?<=\w{3})(?:termine?|treffen|besprechung)$")
"""In "Zahnarzttermin" the same is said at the end of a word."""


def sought(calendars: Calendars, wanted: Wanted) -> list[Happening]:
    """What is wanted; where nothing has all words, what has all but those that fit any event, and
    the place or the person anywhere: who was "at the dentist" means what is called so.
    """
    if found := calendars.happenings(wanted):
        return found
    text, person = without_general(f"{wanted.text} {wanted.place}"), without_general(wanted.person)
    loose = replace(wanted, text=text, person=person, place="")
    if not (loose.text or wanted.person):
        return []
    return calendars.happenings(loose) or _unnamed(calendars, loose)


def without_general(said: str) -> str:
    """The words, folded, without those that fit any event."""
    words = [word for word in folded(said).split() if word not in _GENERAL]
    return " ".join(_GERMAN_ENDINGS.sub("", word) for word in words)


def nearest(found: Sequence[Happening], said: str) -> list[Happening]:
    """Of these the ones whose titles have most of the words said; none where they have none."""
    words = [one for one in alternatives(without_general(said)) if len(one[0]) >= _SHORTEST]
    shared = {one.id: sum(holds(folded(one.title), [word]) for word in words) for one in found}
    most = max(shared.values(), default=0)
    return [one for one in found if most and shared[one.id] == most]


_SHORTEST = 4  # letters of a word by which alone something is found


def _unnamed(calendars: Calendars, wanted: Wanted) -> list[Happening]:
    """The same where what was taken for somebody is what it is about."""
    if not wanted.person:
        return []
    return calendars.happenings(replace(wanted, text=f"{wanted.text} {wanted.person}", person=""))


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
