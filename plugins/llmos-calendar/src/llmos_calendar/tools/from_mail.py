"""What somebody wrote about in a mail, into the calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from llmos import Context, Takes, ToolError, tool
from llmos_calendar.changing.performing import perform, preview
from llmos_calendar.mailed import Mailed, find
from llmos_calendar.opening import current
from llmos_calendar.results.changes import Changed
from llmos_calendar.results.mailed import MailedPreview
from llmos_calendar.tools.creating import collisions_with, draft_of, plan_of
from llmos_calendar.tools.needs import MAIL, READ, WRITE, CalendarName
from llmos_calendar.writing.draft import Draft

Sender = Annotated[
    str | None, Takes("person"), Field(description="Name or address of who wrote it.")
]
About = Annotated[
    str | None, Takes("title"), Field(description="Words of the mail: what it is about.")
]
MailId = Annotated[str | None, Takes("mail"), Field(description="The mail's id, if it is known.")]


@tool(
    needs=[READ, WRITE, MAIL],
    effect="write",
    examples=[
        "put the dinner that Ana wrote about in my calendar",
        "add the appointment from the doctor's mail to my calendar",
        "enter the open day that Grace mailed me about",
        "take the date in mail 3f9a0c41d2b7 over into the calendar",
        "schedule what Omar suggested in his last mail",
        "trag das Essen, von dem Ana geschrieben hat, in den Kalender ein",
        "übernimm den Termin aus der Mail der Praxis in den Kalender",
        "mets dans mon agenda le dîner dont Claire m'a parlé par mail",
    ],
    yields={"event": "id", "words": "what"},
)
def add_from_mail(
    ctx: Context,
    sender: Sender = None,
    about: About = None,
    mail: MailId = None,
    calendar: CalendarName = None,
) -> Changed:
    """Put an appointment that a mail tells about into the calendar."""
    if ctx.previewed is None:
        raise ToolError("What a mail says is written down only after it was shown.")
    found = Mailed.model_validate(ctx.previewed["found"])
    with current(ctx, fetch=False) as calendars:
        return perform(ctx, plan_of(ctx, calendars, calendar, _draft(ctx, found)))


@add_from_mail.preview
def preview_add_from_mail(
    ctx: Context,
    sender: Sender = None,
    about: About = None,
    mail: MailId = None,
    calendar: CalendarName = None,
) -> MailedPreview:
    """Show what the mail says and where, and the event that it would become."""
    if not (sender or about or mail):
        raise ToolError("Which mail is meant?", hint="Say who wrote it, or what it is about.")
    found = find(ctx, sender, about, mail)
    draft = _draft(ctx, found)
    with current(ctx) as calendars:
        shown = preview(plan_of(ctx, calendars, calendar, draft))
        notes = collisions_with(ctx, calendars, draft)
    return MailedPreview(**shown.model_dump(exclude={"notes"}), notes=notes, found=found)


def _draft(ctx: Context, found: Mailed) -> Draft:
    start = datetime.combine(found.day, found.clock) if found.clock else found.day
    source = f"From the mail “{found.subject}” of {found.sender}."
    return draft_of(
        ctx,
        found.title,
        start,
        None,
        None,
        found.place,
        None,
        None,
        None,
        None,
        source,
    )
