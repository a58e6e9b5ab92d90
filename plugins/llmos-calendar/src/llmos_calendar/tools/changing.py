"""Moving and cancelling events, and taking that back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated

from pydantic import Field

from llmos import Context, Destination, Takes, ToolError, tool
from llmos_calendar.changing.performing import contents_of, perform, preview
from llmos_calendar.changing.plan import Plan
from llmos_calendar.changing.planning import cancellation, movement
from llmos_calendar.changing.shelves import shelf_at
from llmos_calendar.changing.target import Which, find, located, which_of
from llmos_calendar.index.happening import Happening
from llmos_calendar.moments import WhenOrHour, beginning
from llmos_calendar.opening import Calendars, current
from llmos_calendar.results.changes import Changed, ChangePreview, FormerFile, Restored
from llmos_calendar.tools.needs import READ, WRITE
from llmos_calendar.writing.moving import To
from llmos_calendar.writing.shelf import FileChange, changed_meanwhile, digest

Event = Annotated[
    str, Destination("event"), Field(description="The event's id, or words of its title.")
]
Day = Annotated[date | None, Takes("day"), Field(description="The day that it is on now.")]
How = Annotated[
    Which | None,
    Field(
        description="How much of a series. this: only this one, just this one, only this time,"
        " nur dieser, nur diesen, nur diesmal, seulement celui; following: this and all following,"
        " all following, all future, all later ones, from now on, from then on, ab jetzt,"
        " alle folgenden, ab dann, tous les suivants; all: all of them, every one, alle,"
        " the whole series,"
        " die ganze Serie, toute la série."
    ),
]
NewTime = Annotated[
    WhenOrHour | None,
    Takes("moment"),
    Field(description="When it begins then: a moment, another day, or a time of the same day."),
]
NewMinutes = Annotated[
    int | None, Field(ge=1, le=20_160, description="How long it lasts then, in minutes.")
]
Later = Annotated[
    int | None,
    Field(ge=1, le=525_600, description="So many minutes later (by, später, hinten, tard, back)."),
]
Earlier = Annotated[
    int | None,
    Field(ge=1, le=525_600, description="So many minutes earlier (früher, vorn, tôt, forward)."),
]


@tool(
    needs=[READ, WRITE],
    effect="write",
    examples=[
        "move the quarterly review to Friday at 10",
        "postpone my dentist appointment to next Tuesday, 9:00",
        "shift the call with Omar to 16:00",
        "reschedule Monday's lesson to Thursday at two",
        "make tomorrow's tutorial half an hour later",
        "push the training back by an hour",
        "start the lesson on Monday an hour earlier",
        "make the lesson three hours long",
        "can we have the dinner on Saturday at seven instead?",
        "the dinner is now at seven",
        "let's do the lesson on Tuesday at eleven",
        "move all team lunches to Wednesday",
        "move this and all following lessons to ten",
        "verschiebe den Elternabend auf Mittwoch 19 Uhr",
        "leg den Termin mit Priya auf morgen um elf",
        "verleg das Training um eine Stunde nach hinten",
        "mach die Besprechung am Montag eine halbe Stunde früher",
        "déplace le dîner à samedi 20 h",
        "repousse la réunion d'une heure",
    ],
    yields={"event": "id", "words": "what"},
)
def move(
    ctx: Context,
    event: Event,
    to: NewTime = None,
    day: Day = None,
    minutes: NewMinutes = None,
    which: How = None,
    later_minutes: Later = None,
    earlier_minutes: Earlier = None,
) -> Changed:
    """Move an event of the calendar to another time, or change how long it lasts.

    A day alone keeps the time of day, a time of day alone keeps the day.
    """
    shift = (later_minutes or 0) - (earlier_minutes or 0)
    with current(ctx, fetch=False) as calendars:
        return perform(ctx, _movement(ctx, calendars, event, to, day, minutes, which, shift))


@move.preview
def preview_move(
    ctx: Context,
    event: Event,
    to: NewTime = None,
    day: Day = None,
    minutes: NewMinutes = None,
    which: How = None,
    later_minutes: Later = None,
    earlier_minutes: Earlier = None,
) -> ChangePreview:
    """Show the event before and after."""
    shift = (later_minutes or 0) - (earlier_minutes or 0)
    with current(ctx) as calendars:
        return preview(_movement(ctx, calendars, event, to, day, minutes, which, shift))


@tool(
    needs=[READ, WRITE],
    effect="destructive",
    examples=[
        "cancel my dentist appointment",
        "delete the event 3f9a0c41d2b7",
        "take Thursday's review out of my calendar",
        "cancel the tutorial tomorrow, only this one",
        "remove all future team lunches",
        "remove all lessons from May on",
        "sag den Termin am Freitag ab",
        "sag das Treffen mit Tom ab",
        "streich das Training morgen",
        "lösche den Elternabend aus dem Kalender",
        "clear my calendar for Monday",
        "delete all my appointments of today",
        "remove the next meeting",
        "take the concert off my schedule",
        "annule le dîner de samedi",
        "supprime le cours de demain",
    ],
    yields={"words": "what"},
)
def cancel(ctx: Context, event: Event, day: Day = None, which: How = None) -> Changed:
    """Cancel an event: take it out of the calendar, or one occurrence of it, or all that follow."""
    with current(ctx, fetch=False) as calendars:
        return perform(ctx, _cancellation(ctx, calendars, event, day, which))


@cancel.preview
def preview_cancel(ctx: Context, event: Event, day: Day = None, which: How = None) -> ChangePreview:
    """Show what would go."""
    with current(ctx) as calendars:
        return preview(_cancellation(ctx, calendars, event, day, which))


@tool(needs=[READ, WRITE], effect="write")
def restore(ctx: Context, files: list[FormerFile]) -> Restored:
    """Bring calendar files back to what they held before a change, unless changed again since."""
    ctx.scope(WRITE.name)
    ctx.scope(READ.name)
    changes = []
    for former in files:
        shelf = shelf_at(ctx, former.place)
        now = shelf.read(former.name)
        if digest(now) != former.instead_of:
            raise changed_meanwhile(former.name)
        changes.append((shelf, FileChange(former.name, now, contents_of(ctx, former))))
    for shelf, change in changes:
        shelf.change(change)
    return Restored(names=[former.name for former in files])


def _movement(
    ctx: Context,
    calendars: Calendars,
    event: str,
    to: WhenOrHour | None,
    day: date | None,
    minutes: int | None,
    which: Which | None,
    shift: int,
) -> Plan:
    if to is None and not (shift or minutes):
        raise ToolError("When shall it be then?", hint="Say a time, or by how much it moves.")
    one = find(ctx, calendars, event, day, "event")
    scope = which_of(ctx, one, which)
    target = located(ctx, calendars, one)
    length = timedelta(minutes=minutes) if minutes else None
    return movement(target, _goal(ctx, one, to, shift, length), scope, ctx)


def _goal(
    ctx: Context, one: Happening, to: WhenOrHour | None, shift: int, length: timedelta | None
) -> To:
    """Where it goes; what is not said stays."""
    if isinstance(to, datetime):
        return To(beginning(ctx, to), False, length)
    if isinstance(to, time):
        return To(datetime.combine(one.start.date(), to, ctx.now.tzinfo), False, length)
    moved = one.start + timedelta(minutes=shift)
    if one.all_day:
        return To(beginning(ctx, to or moved.date()), True)
    day = to or moved.date()
    return To(datetime.combine(day, moved.time(), ctx.now.tzinfo), False, length)


def _cancellation(
    ctx: Context, calendars: Calendars, event: str, day: date | None, which: Which | None
) -> Plan:
    one = find(ctx, calendars, event, day, "event")
    scope = which_of(ctx, one, which)
    return cancellation(located(ctx, calendars, one), scope, ctx)
