"""From an event to an invitation: who invites whom, to one time or to all of a series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from llmos import Context, ToolError
from llmos_calendar.changing.wishes import stamp_of
from llmos_calendar.index.happening import Happening
from llmos_calendar.index.origin import Origin, origin_of
from llmos_calendar.opening import Calendars
from llmos_calendar.reading.entry import Person, Stamp
from llmos_calendar.reading.zones import moment
from llmos_calendar.results.wording import spoken_day
from llmos_calendar.writing.document import Document
from llmos_calendar.writing.draft import Draft
from llmos_calendar.writing.inviting import Guests, once, whole
from llmos_calendar.writing.lines import time_line
from llmos_calendar.writing.series import Series
from llmos_calendar.writing.shelf import FileShelf

_FILES = ("ics", "caldav", "feed", "apple")
"""The kinds of places whose events lie in files, as they were written."""


@dataclass(frozen=True)
class Invited:
    """An invitation: to what, the file, how often it is in words, and what is to be said of it."""

    one: Happening
    file: str
    repeats: str
    notes: list[str]


def invited(
    ctx: Context,
    calendars: Calendars,
    one: Happening,
    to: Sequence[str],
    which: Literal["this", "all"] | None,
) -> Invited:
    """The invitation to an event; asks where a series could be meant."""
    origin = origin_of(calendars.connection, one.event)
    if origin is None:
        raise ToolError("The event has just gone from its calendar.", hint="Look for it again.")
    series = _series(ctx, origin)
    guests, notes = _guests(ctx, series, to)
    if one.repeats and _is_whole(ctx, one, which, series):
        assert series is not None  # only what lies in a file is offered as a whole
        return Invited(one, whole(series, guests).decode(), ", and again: a series", notes)
    sequence = series.entry.sequence if series else 0
    raw = once(_draft(one, origin), guests, _recurrence(one), sequence)
    return Invited(one, raw.decode(), "", notes)


def _series(ctx: Context, origin: Origin) -> Series | None:
    """The event as its file has it; None where it lies in another program's database."""
    if origin.kind not in _FILES:
        return None
    raw = FileShelf(origin.place, ctx.data / "rescued.ics").read(origin.name)
    if raw is None:
        raise ToolError("The event has just gone from its calendar.", hint="Look for it again.")
    return Series.of(Document(raw), origin.uid)


def _is_whole(
    ctx: Context, one: Happening, which: Literal["this", "all"] | None, series: Series | None
) -> bool:
    if which == "all" and series is None:
        raise ToolError(
            f"“{one.title}” lies in another program, which does not give its series as a whole.",
            hint="Invite to one day of it: say which.",
        )
    if which is not None or series is None:
        return which == "all"
    choices = [f"only the one on {spoken_day(one.start.date())}", "the whole series"]
    hint = "Say it with the request: this or all, or the day."
    return ctx.choose("It repeats. To what do you invite?", choices, hint=hint) == 1


def _guests(ctx: Context, series: Series | None, to: Sequence[str]) -> tuple[Guests, list[str]]:
    mine = [address.lower() for address in ctx.profile.addresses]
    if not mine:
        raise ToolError(
            "llmos does not know your mail address, to which the answers would go.",
            hint="Name it: llmos setup --address you@example.org",
        )
    organizer = series.entry.organizer if series else None
    if organizer and organizer.address not in mine:
        note = f"{organizer} organizes it, so this tells of it and asks for no answer."
        return Guests(organizer, (), ctx.now), [note]
    people = ctx.call("mail.people", named=list(to))["people"]
    invited = tuple(Person(one["name"], one["address"]) for one in people)
    return Guests(Person(ctx.profile.name, mine[0]), invited, ctx.now), []


def _draft(one: Happening, origin: Origin) -> Draft:
    start, end = (
        Stamp(at.replace(tzinfo=None), "", True) if one.all_day else stamp_of(at)
        for at in (one.start, one.end)
    )
    return Draft(uid=origin.uid, title=one.title, start=start, end=end, place=one.place)


def _recurrence(one: Happening) -> str:
    """The line that says which one of a series it is."""
    if not (one.repeats and one.key):
        return ""
    is_day = len(one.key) == len("20261126")
    local = datetime.strptime(one.key, "%Y%m%d" if is_day else "%Y%m%dT%H%M%S")
    if one.zone and not is_day:
        return time_line(
            "RECURRENCE-ID", Stamp(moment(local, one.zone).replace(tzinfo=None), "UTC")
        )
    return time_line("RECURRENCE-ID", Stamp(local, "", is_day))
