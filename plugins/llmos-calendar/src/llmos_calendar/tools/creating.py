"""New events."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from llmos import Context, Takes, tool
from llmos_calendar.changing.performing import perform, preview
from llmos_calendar.changing.plan import Plan
from llmos_calendar.changing.planning import creation, new_uid
from llmos_calendar.changing.wishes import HOW_OFTEN, Repeat, rule_of, span_of
from llmos_calendar.index.wanted import Wanted, Window
from llmos_calendar.moments import When, beginning
from llmos_calendar.opening import Calendars, current
from llmos_calendar.results.changes import Changed, ChangePreview
from llmos_calendar.results.wording import spoken, spoken_day
from llmos_calendar.tools.needs import READ, WRITE, CalendarName
from llmos_calendar.writing.draft import Draft

Title = Annotated[str, Field(min_length=1, max_length=500, description="What it is.")]
Start = Annotated[
    When,
    Takes("moment"),
    Field(description="When it begins: a moment, or a day for all of it."),
]
End = Annotated[When | None, Field(description="When it ends, or its last day.")]
Minutes = Annotated[
    int | None, Field(ge=1, le=20_160, description="How long it lasts, in minutes.")
]
Where = Annotated[str | None, Field(max_length=500, description="Where it is.")]
People = Annotated[list[str] | None, Field(max_length=50, description="Names of who takes part.")]
Repeats = Annotated[Repeat | None, Field(description=HOW_OFTEN)]
RepeatsUntil = Annotated[date | None, Field(description="The last day on which it may repeat.")]
RemindMinutes = Annotated[
    int | None,
    Field(
        ge=0,
        le=40_320,
        description="Remind me so many minutes before (vorher, Erinnerung, rappel).",
    ),
]
Notes = Annotated[str | None, Field(max_length=4_000, description="Notes about it.")]


@tool(
    needs=[READ, WRITE],
    effect="write",
    examples=[
        "put lunch with Ana into my calendar on Friday at 12:30",
        "schedule a meeting with Omar tomorrow at 10 for an hour",
        "block Thursday afternoon for the slides",
        "reserve three hours on Monday morning for reading",
        "Tom's birthday on 9 June every year",
        "create an event Book fair from 6 to 13 February",
        "book a meeting with Lee at three",
        "add yoga to my calendar",
        "add choir every Tuesday evening at eight",
        "make an appointment at the hairdresser on Saturday",
        "set up an event for the garden party",
        "schedule a three-hour course with Eva on Friday from one",
        "block all of next Monday for the trip",
        "set up a one-hour interview with Eva on 7 May at eleven",
        "put the passport office into the calendar for 9 March, all day",
        "call with Eva tomorrow at half past ten for thirty minutes",
        "new appointment: school concert, 9 May, 6 pm, town hall",
        "doctor on 4 May at 9:40",
        "garage, 6 May at 8",
        "trip to the lake from 12 to 15 July",
        "new event in the work calendar: planning on Monday at nine",
        "dinner with Eva and Tom next Monday at seven, remind me an hour before",
        "vacation from 2 to 9 August",
        "breakfast at Rosa's on Sunday at nine",
        "coffee with Tom tomorrow at ten, remind me an hour before",
        "weekly team lunch on Wednesdays at noon",
        "trag am Dienstag um 8:20 den Arzttermin ein",
        "trag übermorgen um drei ein Gespräch mit Tom ein",
        "neuer Termin: Elternabend, 2. Dezember, 19 Uhr, Schule",
        "Ferien vom 2. bis 9. August in den Kalender",
        "Reise vom 2. bis 9. August eintragen",
        "plane am Montag um zehn eine Besprechung mit Frau Wolf",
        "ajoute un dîner avec Luc samedi à 20 h",
        "mets le coiffeur dans mon agenda jeudi à 9 h",
        "crée un événement concert le 3 mai à 20 h au théâtre",
    ],
    yields={"event": "id", "words": "what"},
)
def create(
    ctx: Context,
    title: Title,
    start: Start,
    end: End = None,
    minutes: Minutes = None,
    place: Where = None,
    people: People = None,
    calendar: CalendarName = None,
    repeat: Repeats = None,
    repeat_until: RepeatsUntil = None,
    remind_minutes: RemindMinutes = None,
    notes: Notes = None,
) -> Changed:
    """Put a new event into the calendar: an appointment, a meeting, a whole day or several days.

    Leave out what the request does not mention.
    """
    draft = draft_of(
        ctx, title, start, end, minutes, place, people, repeat, repeat_until, remind_minutes, notes
    )
    with current(ctx, fetch=False) as calendars:
        return perform(ctx, plan_of(ctx, calendars, calendar, draft))


@create.preview
def preview_create(
    ctx: Context,
    title: Title,
    start: Start,
    end: End = None,
    minutes: Minutes = None,
    place: Where = None,
    people: People = None,
    calendar: CalendarName = None,
    repeat: Repeats = None,
    repeat_until: RepeatsUntil = None,
    remind_minutes: RemindMinutes = None,
    notes: Notes = None,
) -> ChangePreview:
    """Show the new event, and what it would collide with."""
    draft = draft_of(
        ctx, title, start, end, minutes, place, people, repeat, repeat_until, remind_minutes, notes
    )
    with current(ctx) as calendars:
        shown = preview(plan_of(ctx, calendars, calendar, draft))
        return shown.model_copy(update={"notes": collisions_with(ctx, calendars, draft)})


def draft_of(
    ctx: Context,
    title: str,
    start: When,
    end: When | None,
    minutes: int | None,
    place: str | None,
    people: list[str] | None,
    repeat: Repeat | None,
    repeat_until: date | None,
    remind_minutes: int | None,
    notes: str | None,
) -> Draft:
    """The event as it would be written. People are named in its notes: nobody is invited."""
    begin, finish = span_of(ctx, start, end, minutes)
    who = f"With {', '.join(people)}" if people else ""
    return Draft(
        uid=new_uid(ctx, title, start),
        title=title.strip(),
        start=begin,
        end=finish,
        place=(place or "").strip(),
        text="\n".join(filter(None, [who, (notes or "").strip()])),
        rule=rule_of(repeat, repeat_until, begin),
        alarm=None if remind_minutes is None else timedelta(minutes=remind_minutes),
        stamp=ctx.now,
    )


def plan_of(ctx: Context, calendars: Calendars, calendar: str | None, draft: Draft) -> Plan:
    """The plan to write it."""
    return creation(
        ctx, calendars, calendar, draft, f"A new event, “{draft.title}”, {_when(draft)}"
    )


def collisions_with(ctx: Context, calendars: Calendars, draft: Draft) -> list[str]:
    """What is at the same time, in sentences."""
    assert draft.start is not None
    assert draft.end is not None
    if draft.start.is_day:
        return []
    zone = ctx.now.tzinfo
    window = Window(
        beginning(ctx, draft.start.local.replace(tzinfo=zone)),
        beginning(ctx, draft.end.local.replace(tzinfo=zone)),
    )
    found = [one for one in calendars.happenings(Wanted(window)) if one.blocks]
    return [
        f"At the same time: {one.title} ({spoken(one.start, one.end, all_day=one.all_day)})."
        for one in found[:5]
    ]


def _when(draft: Draft) -> str:
    assert draft.start is not None
    assert draft.end is not None
    told = spoken(draft.start.local, draft.end.local, all_day=draft.start.is_day)
    if not draft.rule:
        return told
    return f"from {spoken_day(draft.start.local.date())} on, again and again ({told})"
