"""Free time, and events that collide."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from pydantic import Field

from llmos import Context, ToolError, tool
from llmos_calendar import clocks
from llmos_calendar.beside import day_of, narrowed
from llmos_calendar.colliding import collisions
from llmos_calendar.index.happening import Happening
from llmos_calendar.index.wanted import Wanted, Window
from llmos_calendar.moments import When, is_day, window_of
from llmos_calendar.opening import Calendars, current
from llmos_calendar.openings import Hours, Stretch, openings
from llmos_calendar.results.events import EventLine
from llmos_calendar.results.free import ConflictsResult, FreeResult, Pair, Slot
from llmos_calendar.tools.needs import PROFILE, READ, After, Before, During, Since, Until, Zone

_DAYS = 7
_DAYS_AHEAD = 60
_LISTED_DAYS = 14
"""How long a time may be for what is in the way to be listed."""

_MOST_IN_THE_WAY = 20
_SHORTEST = 15
_MORNING, _WAKING = (time(6), time(12)), time(8)
"""What requests call a morning, and when it begins for who looks for time."""

_EARLY = time(7)
"""Where "before nine" begins, for who works from nine on."""


@tool(
    needs=[READ, PROFILE],
    effect="read",
    examples=[
        "am I free Thursday after three?",
        "do I have time for lunch on Friday?",
        "when do I have two hours free this week?",
        "find a slot of 45 minutes for Omar next week",
        "which afternoons are free in December?",
        "any free morning next week?",
        "am I busy tonight at eight?",
        "half an hour after lunch on Monday?",
        "find 45 minutes on Tuesday",
        "ninety minutes before noon this week?",
        "two hours in the evening this week?",
        "half an hour before nine tomorrow?",
        "is there still time this afternoon?",
        "am I available on 7 May at nine?",
        "can I fit in an hour between the two meetings?",
        "am I free after the training on Tuesday?",
        "was I free on the 3rd?",
        "am I free during the film week?",
        "habe ich am Donnerstag nach 15 Uhr Zeit?",
        "wann habe ich nächste Woche zwei Stunden frei?",
        "bin ich morgen Abend frei?",
        "habe ich am Montag zwischen neun und elf etwas vor?",
        "hast du morgen zwischen zwei und drei eine Lücke für mich?",
        "suis-je libre vendredi matin ?",
        "trouve une heure de libre mercredi",
    ],
    yields={"moment": "slots[0].start"},
)
def free(
    ctx: Context,
    since: Since = None,
    until: Until = None,
    minutes: Annotated[
        int | None, Field(ge=5, le=1440, description="How long it has to be, in minutes.")
    ] = None,
    at: Annotated[time | None, Field(description="Exactly at this time of day.")] = None,
    earliest: Annotated[time | None, Field(description="Not before this time of day.")] = None,
    latest: Annotated[time | None, Field(description="Not after this time of day.")] = None,
    weekends: Annotated[bool, Field(description="Also at the weekend.")] = False,
    after: After = None,
    before: Before = None,
    during: During = None,
    zone: Zone = None,
    limit: Annotated[int, Field(ge=1, le=500, description="How many to list.")] = 10,
) -> FreeResult:
    """Say whether I am free, and find free slots in the calendar.

    Looks at working hours, unless the request names times of day; days off count where only they
    are named. Exactly at a time it is from then on. Without a time it is the coming
    week. What I declined takes no time.
    """
    ctx = clocks.at(ctx, zone)
    with current(ctx, mine=ctx.profile.addresses) as calendars:
        since, until = narrowed(
            ctx, calendars, (since, until), after=after, before=before, during=during
        )
        if at is not None:
            since, until = _moment(ctx, since, at), None
        last = until if until is not None or since is None else day_of(since)
        window = _from_now(ctx, window_of(ctx, since, last, _DAYS))
        hours = _hours(ctx, since, until, earliest, latest, weekends=weekends)
        possible = hours.within(window)
        busy = calendars.busy(window)
        shortest = minutes or (_SHORTEST if at is None else 1)
        found = openings(possible, busy, shortest, ctx.settings.buffer_minutes)
        if at is not None:
            found = [one for one in found if one[0] == possible[0][0]]
            possible = [(possible[0][0], possible[0][0] + shortest * 60)]
        in_the_way = _in_the_way(calendars, window, possible)
        notes = calendars.notes
    return FreeResult(
        is_free=bool(possible) and not _overlap(possible, busy),
        slots=[_slot(one, ctx) for one in found[:limit]],
        total=len(found),
        in_the_way=in_the_way,
        since=window.since,
        until=window.until,
        notes=[*_all_day_notes(possible), *notes],
    )


@tool(
    needs=[READ, PROFILE],
    effect="read",
    examples=[
        "do any of my meetings collide?",
        "am I double-booked next week?",
        "are there conflicts in my calendar?",
        "was anything double-booked last month?",
        "which appointments overlap in December?",
        "any clashes tomorrow?",
        "is anything at the same time on Monday?",
        "überschneiden sich Termine nächste Woche?",
        "habe ich morgen Terminkonflikte?",
        "bin ich irgendwo doppelt verplant?",
        "gibt es am Montag Überschneidungen?",
        "est-ce que des rendez-vous se chevauchent demain ?",
    ],
)
def conflicts(
    ctx: Context,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, Field(ge=1, le=500, description="How many to list.")] = 20,
) -> ConflictsResult:
    """Find events in the calendar that overlap, so that I am double-booked.

    Without a time it is the coming two months.
    """
    window = window_of(ctx, since, until, _DAYS_AHEAD)
    with current(ctx, mine=ctx.profile.addresses) as calendars:
        found = list(collisions(calendars.happenings(Wanted(window))))
        notes = calendars.notes
    return ConflictsResult(
        pairs=[_pair(*one) for one in found[:limit]],
        total=len(found),
        since=window.since,
        until=window.until,
        notes=notes,
    )


def _hours(
    ctx: Context,
    since: When | None,
    until: When | None,
    earliest: time | None,
    latest: time | None,
    *,
    weekends: bool,
) -> Hours:
    if earliest and latest and latest <= earliest and latest != time():
        raise ToolError(f"Nothing lies after {earliest:%H:%M} and before {latest:%H:%M}.")
    exact_start = since is not None and not is_day(since)
    exact_end = until is not None and not is_day(until)
    hours = Hours.working(ctx.settings, exact_start=exact_start, exact_end=exact_end)
    one_day = since is not None and (until is None or day_of(since) == day_of(until))
    if weekends or one_day or (since and until and not _works(hours, day_of(since), day_of(until))):
        hours = replace(hours, days=frozenset(range(7)))
    if (earliest, latest) == _MORNING:
        earliest = _WAKING
    if earliest or latest:
        # A time of day that is named opens the rest of the day on its other side.
        begins = earliest or (hours.begins if (latest or hours.ends) > hours.begins else _EARLY)
        ends = latest or (time() if earliest and earliest >= hours.ends else hours.ends)
        hours = replace(hours, begins=begins, ends=ends)
    return hours


def _works(hours: Hours, first: date, last: date) -> bool:
    """Whether any of these days is one on which the user works."""
    count = min((last - first).days + 1, 7)
    return any((first + timedelta(days=step)).weekday() in hours.days for step in range(count))


def _from_now(ctx: Context, window: Window) -> Window:
    """What is over today is not free any more."""
    return Window(ctx.now, window.until) if window.since < ctx.now < window.until else window


def _moment(ctx: Context, since: When | None, at: time) -> datetime:
    """That time on the day that is named, or the next time that it comes."""
    day = ctx.now.date() if since is None else day_of(since)
    moment = datetime.combine(day, at, ctx.now.tzinfo)
    return moment + timedelta(days=1) if since is None and moment < ctx.now else moment


def _overlap(hours: list[Stretch], busy: list[Stretch]) -> bool:
    return any(start < finish and begin < end for start, end in hours for begin, finish in busy)


def _in_the_way(calendars: Calendars, window: Window, possible: list[Stretch]) -> list[EventLine]:
    if window.until - window.since > timedelta(days=_LISTED_DAYS):
        return []
    blocking = [one for one in calendars.happenings(Wanted(window)) if one.blocks]
    inside = [one for one in blocking if _overlap(possible, [_seconds(one)])]
    return [EventLine.of(one) for one in inside[:_MOST_IN_THE_WAY]]


def _all_day_notes(possible: list[Stretch]) -> list[str]:
    return [] if possible else ["These are days off; ask with the weekend, or name a time of day."]


def _seconds(one: Happening) -> Stretch:
    return int(one.start.timestamp()), int(one.end.timestamp())


def _slot(stretch: Stretch, ctx: Context) -> Slot:
    start, end = (datetime.fromtimestamp(at, UTC).astimezone(ctx.now.tzinfo) for at in stretch)
    return Slot(start=start, end=end, minutes=(stretch[1] - stretch[0]) // 60)


def _pair(first: Happening, second: Happening) -> Pair:
    return Pair(
        first=EventLine.of(first),
        second=EventLine.of(second),
        start=max(first.start, second.start),
        end=min(first.end, second.end),
    )
