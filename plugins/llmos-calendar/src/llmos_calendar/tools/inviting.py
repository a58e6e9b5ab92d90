"""Inviting people to an event, as a draft in the mail."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from llmos import Context, Destination, tool
from llmos_calendar.changing.target import find
from llmos_calendar.inviting import Invited, invited
from llmos_calendar.opening import current
from llmos_calendar.results.invitation import Invitation
from llmos_calendar.results.wording import spoken
from llmos_calendar.tools.changing import Day, Event
from llmos_calendar.tools.needs import MAIL, MAIL_WRITE, PROFILE, READ

To = Annotated[
    list[Annotated[str, Destination("address")]],
    Field(min_length=1, max_length=50, description="Addresses, or names of people I wrote to."),
]
How = Annotated[
    Literal["this", "all"] | None,
    Field(description="Of a series: this one (nur dieser), or all of it (ganze Serie)."),
]
Words = Annotated[str | None, Field(max_length=2_000, description="Words to put before it.")]


@tool(
    needs=[READ, MAIL, MAIL_WRITE, PROFILE],
    effect="write",
    examples=[
        "invite ana@example.net to the garden party",
        "draft an invitation to the planning day for Omar and Priya",
        "ask Ruth by mail to come to the hike on Sunday",
        "invite Felix to the dinner on Thursday and say that he can bring Lena",
        "lade Tobias zum Portal-Termin ein",
        "schreibe eine Einladung zum Elternabend an Lukas",
        "invite Paul à la réunion de lundi",
    ],
    yields={"draft": "draft"},
)
def invite(
    ctx: Context, event: Event, to: To, message: Words = None, day: Day = None, which: How = None
) -> Invitation:
    """Invite people to an event of the calendar: writes the invitation as a mail draft.

    Their calendar programs can answer it. Nothing is sent; the draft is sent like any other mail.
    """
    shown = _invitation(ctx, event, to, message, day, which)
    file = {"name": "invite.ics", "type": _type(shown), "text": shown.file}
    draft = ctx.call(
        "mail.draft", to=shown.to, subject=shown.subject, text=shown.text, enclose=[file]
    )
    return shown.model_copy(update={"draft": str(draft["id"])})


@invite.preview
def preview_invite(
    ctx: Context, event: Event, to: To, message: Words = None, day: Day = None, which: How = None
) -> Invitation:
    """Show the invitation."""
    return _invitation(ctx, event, to, message, day, which)


def _invitation(
    ctx: Context,
    event: str,
    to: list[str],
    message: str | None,
    day: Day,
    which: Literal["this", "all"] | None,
) -> Invitation:
    with current(ctx) as calendars:
        one = find(ctx, calendars, event, day, "event")
        # Who names a day means what is on that day.
        found = invited(ctx, calendars, one, to, "this" if day and which is None else which)
    return Invitation(
        event=one.id,
        title=one.title,
        to=to,
        subject=f"Invitation: {one.title}",
        text="\n".join(_lines(found, message, ctx.profile.name)),
        file=found.file,
        draft="",
        notes=found.notes,
    )


def _type(shown: Invitation) -> str:
    method = "REQUEST" if "\nMETHOD:REQUEST" in shown.file else "PUBLISH"
    return f"text/calendar; method={method}"


def _lines(found: Invited, message: str | None, name: str) -> list[str]:
    one = found.one
    zone = one.start.tzname() or ""
    when = spoken(one.start, one.end, all_day=one.all_day)
    facts = [
        f"What:  {one.title}",
        f"When:  {when}" + f" ({zone})" * (not one.all_day) + found.repeats,
        *([f"Where: {one.place}"] if one.place else []),
    ]
    return [*([message.strip(), ""] if message else []), *facts, "", name]
