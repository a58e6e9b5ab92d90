"""Looking into the calendars: what happens when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from llmos import Context, ToolError, tool
from llmos_calendar import clocks
from llmos_calendar.beside import narrowed
from llmos_calendar.index.happening import Happening
from llmos_calendar.index.rows import folded
from llmos_calendar.index.wanted import Wanted, Window
from llmos_calendar.moments import window_of
from llmos_calendar.opening import Calendars, current
from llmos_calendar.results.events import EventLine, EventsResult, NextResult
from llmos_calendar.searching import DAYS_OF_A_SEARCH, ahead, meant, sought
from llmos_calendar.tools.needs import (
    READ,
    After,
    Before,
    CalendarName,
    During,
    Person,
    Place,
    Since,
    Text,
    Until,
    Zone,
)

_DAYS = 1


@tool(
    needs=[READ],
    effect="read",
    examples=[
        "what do I have on Thursday?",
        "which meetings do I have with Ines this month?",
        "what is in my calendar tomorrow afternoon?",
        "when is the quarterly review?",
        "was I travelling on 3 May?",
        "what did I do on the night of 3 March?",
        "what did I have the day before yesterday?",
        "team meetings in March",
        "choir in September?",
        "film nights in June 2027",
        "Lena's birthday?",
        "when was Lena's birthday in 2001?",
        "when is the film week?",
        "when is my appointment at the garage?",
        "when is the talk with Oslo?",
        "was I at home on 9 May?",
        "when does the concert start tonight?",
        "is the school party still on Friday the 12th?",
        "what happens between nine and ten on Monday?",
        "what is in the big hall on Monday?",
        "events at the town hall in May",
        "show the events of the family calendar in December",
        "what is planned with Jonas this year?",
        "anything the week after next?",
        "what is on tomorrow?",
        "who do I see tomorrow?",
        "do I meet Eva before Tuesday?",
        "and between two and three?",
        "film club in May?",
        "what do I have after the training on Tuesday?",
        "was habe ich nächsten Monat?",
        "tell me about my appointments of this week",
        "was steht nächste Woche in meinem Kalender?",
        "was liegt heute an?",
        "Termine am Montag?",
        "Termine diese Woche?",
        "wann war ich zuletzt beim Friseur?",
        "welche Treffen habe ich mit Tom im Mai?",
        "ist am 5. Mai etwas?",
        "wann sehe ich Tom nächste Woche?",
        "wann ist die Hochzeit?",
        "qu'est-ce que j'ai mardi ?",
        "quels rendez-vous ai-je cette semaine ?",
        "quand a lieu la fête de l'école ?",
    ],
    yields={
        "event": "events[].id",
        "title": "events[].title",
        "person": "events[].reached",
        "day": "events[].start",
        "moment": "events[].start",
    },
)
def events(
    ctx: Context,
    since: Since = None,
    until: Until = None,
    text: Text = None,
    person: Person = None,
    place: Place = None,
    calendar: CalendarName = None,
    after: After = None,
    before: Before = None,
    during: During = None,
    zone: Zone = None,
    limit: Annotated[int, Field(ge=1, le=1000, description="How many to list.")] = 50,
) -> EventsResult:
    """List events in the calendar: meetings, appointments and dates in a time, or by words, people
    or place.

    Without a time it is the rest of today, or of a year if words, a person or a place are given.
    """
    ctx = clocks.at(ctx, zone)
    searching = bool(text or person or place)
    with current(ctx) as calendars:
        since, until = narrowed(
            ctx, calendars, (since, until), after=after, before=before, during=during
        )
        window = window_of(ctx, since, until, DAYS_OF_A_SEARCH if searching else _DAYS)
        wanted = Wanted(
            window=_rest_of_today(window, is_default=not (searching or since or until)),
            text=text or "",
            person=person or "",
            place=place or "",
            calendars=called(calendars, calendar),
        )
        found = sought(calendars, wanted)
        notes = calendars.notes
        if searching and not found and since is None and until is None:
            found = _earlier(calendars, wanted)
            notes += ["Nothing like that is coming; this has been."] * bool(found)
            found = found or ahead(calendars, wanted)
    return EventsResult(
        events=[EventLine.of(one) for one in found[:limit]],
        total=len(found),
        since=wanted.window.since,
        until=wanted.window.until,
        notes=notes,
    )


@tool(
    needs=[READ],
    effect="read",
    examples=[
        "what is my next meeting?",
        "what comes next?",
        "when do I see Omar next?",
        "when is my next appointment at the doctor's?",
        "how long until my next appointment?",
        "next yoga class?",
        "next event at the library?",
        "when is my next swimming lesson?",
        "when is choir next?",
        "what follows after the call?",
        "what comes after the dinner with Eva?",
        "when do I see Tom after Monday?",
        "what do I have next after the training?",
        "was ist mein nächster Termin?",
        "wann treffe ich Ana das nächste Mal?",
        "wann ist das nächste Training?",
        "was kommt nach der Besprechung?",
        "quel est mon prochain rendez-vous ?",
        "quand vois-je Claire la prochaine fois ?",
    ],
    yields={
        "event": "event.id",
        "title": "event.title",
        "person": "event.reached",
        "day": "event.start",
        "moment": "event.start",
    },
)
def next(
    ctx: Context,
    text: Text = None,
    person: Person = None,
    place: Place = None,
    calendar: CalendarName = None,
    after: After = None,
) -> NextResult:
    """Say what comes next in the calendar: the very next event, or the next one with a person, at
    a place, with these words, or after another event.
    """
    with current(ctx) as calendars:
        begin = meant(ctx, calendars, after, None).end if after else ctx.now
        window = Window(begin, begin + timedelta(days=DAYS_OF_A_SEARCH))
        wanted = Wanted(window, text or "", person or "", place or "", called(calendars, calendar))
        coming = [one for one in ahead(calendars, wanted) if _is_ahead(one, begin)]
        notes = calendars.notes
    first = coming[0] if coming else None
    return NextResult(
        event=EventLine.of(first) if first else None,
        minutes_until=round((first.start - ctx.now).total_seconds() / 60) if first else None,
        notes=notes,
    )


def called(calendars: Calendars, name: str | None) -> tuple[str, ...]:
    """The calendar of that name, however it is written; a wrong one is an error that names all."""
    if not name:
        return ()
    every = calendars.agenda.calendars()
    exact = [one for one in every if folded(one) == folded(name)]
    alike = [one for one in every if folded(name) in folded(one)]
    if found := exact or alike:
        return tuple(found)
    raise ToolError(
        f"There is no calendar {name!r}.", hint=f"There are: {', '.join(every) or 'none'}."
    )


def _is_ahead(one: Happening, begin: datetime) -> bool:
    """Whether it still begins; what lasts all day does not come next, unless tomorrow."""
    return one.start >= begin and one.status != "cancelled"


def _rest_of_today(window: Window, *, is_default: bool) -> Window:
    if not is_default:
        return window
    tomorrow = (window.since + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return Window(window.since, tomorrow)


def _earlier(calendars: Calendars, wanted: Wanted) -> list[Happening]:
    now = wanted.window.since
    past = Window(now - timedelta(days=DAYS_OF_A_SEARCH), now)
    return list(reversed(sought(calendars, replace(wanted, window=past))))
