"""Sending: a draft, or a mail said in the request. Always shown exactly before it goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any

from pydantic import Field

from llmos import Context, Destination, Takes, ToolError, tool
from llmos_mail.composing.letter import Letter, new_message_id
from llmos_mail.composing.sendable import Sendable, sendable
from llmos_mail.correspondence import new_letter
from llmos_mail.index.people import called
from llmos_mail.keeping import drafts_of, keeper, take_out
from llmos_mail.opening import Index, current_index
from llmos_mail.posting import check_allowed, check_not_sent, post, server_of
from llmos_mail.reading.addresses import Address
from llmos_mail.reading.message import read_message
from llmos_mail.results.sending import Sent, ToSend
from llmos_mail.results.writing import files_of
from llmos_mail.sending.maildir import digest_of
from llmos_mail.tools.enclosing import Attach, Enclose, Enclosed, enclosures
from llmos_mail.tools.needs import MAIL, PROFILE, SEND, WRITE

To = Annotated[
    list[Annotated[str, Destination("address")]] | None,
    Field(max_length=50, description="The addresses, or names of people I wrote to."),
]
Words = Annotated[
    str | None,
    Takes("words"),
    Field(description="The text, for a new mail. Leave out to send a draft."),
]
Subject = Annotated[str | None, Field(description="The subject of a new mail, if one was said.")]
DraftId = Annotated[
    str | None,
    Destination("id"),
    Takes("draft"),
    Field(description="The id of the draft to send, if known."),
]


@tool(
    needs=[MAIL, PROFILE, WRITE, SEND],
    effect="send",
    examples=[
        "send the draft to ana@example.org",
        "send my draft 3f9a0c41d2b7",
        "send bo@example.org a mail: I am ten minutes late",
        "send it off: the draft for Priya",
        "send off the answer that I drafted for Karen",
        "email ines@work.example now: the slides are ready",
        "schicke den Entwurf an ana@example.org ab",
        "sende jan@example.org eine Mail: ich komme später",
        "send an email to my sister that I am on my way",
        "send a mail to the team that lunch is ready",
        "my draft for the school can go out now",
        "versende den Entwurf für die Bank",
        "sende ab, was ich an Ulrike geschrieben habe",
        "go ahead and send the draft to the bank",
        "raus mit dem Entwurf an Bo",
        "shoot omar@example.org an email: on my way",
    ],
)
def send(
    ctx: Context,
    to: To = None,
    text: Words = None,
    subject: Subject = None,
    draft: DraftId = None,
    attach: Attach = None,
    enclose: Enclose = None,
) -> Sent:
    """Send a mail in my name: a draft that was saved before, or a new text to an address.

    Shows the exact mail first and waits for an undo window. To only write it, use draft or reply.
    """
    if ctx.previewed is None:
        raise ToolError("A mail is sent only after it was shown; nothing was sent.")
    with current_index(ctx) as index:
        letter, about = _letter(ctx, index, to, text, subject, attach, enclose)
        ready = _ready(ctx, index, letter, to, draft)
        notes = [*about, *index.notes]
    if digest_of(ready.mail.raw) != ctx.previewed["digest"]:
        raise ToolError(
            "The mail has changed since you looked; nothing was sent.", hint="Ask again."
        )
    check_not_sent(ctx, ready.mail.message_id)
    post(ctx, ready.mail)
    kept, problem = _keep_copy(ctx, ready)
    id = read_message(ready.mail.raw, arrived=ready.mail.date.astimezone(UTC)).id[:12]
    return Sent(**_fields(ctx, ready), notes=[*problem, *notes], id=id, kept=kept)


@send.preview
def preview_send(
    ctx: Context,
    to: To = None,
    text: Words = None,
    subject: Subject = None,
    draft: DraftId = None,
    attach: Attach = None,
    enclose: Enclose = None,
) -> ToSend:
    """Show the mail exactly as it would go out."""
    with current_index(ctx) as index:
        letter, about = _letter(ctx, index, to, text, subject, attach, enclose)
        ready = _ready(ctx, index, letter, to, draft)
        notes = [*about, *index.notes]
    check_not_sent(ctx, ready.mail.message_id)
    return ToSend(**_fields(ctx, ready), notes=notes)


@dataclass(frozen=True)
class _Ready:
    """A mail that can go out; if it was a draft, where that lies, and its digest."""

    mail: Sendable
    place: str = ""
    digest: str = ""


def _letter(
    ctx: Context,
    index: Index,
    to: list[str] | None,
    text: str | None,
    subject: str | None,
    attach: list[str] | None,
    enclose: list[Enclosed] | None,
) -> tuple[Letter | None, list[str]]:
    """The new mail, if a text was given, and what is to be said about its attachments."""
    if not text:
        if attach or enclose:
            raise ToolError(
                "A draft goes out as it is; nothing is attached to it on the way.",
                hint="Write the draft anew with what shall be attached.",
            )
        return None, []
    if not to:
        raise ToolError("It was not said to whom the mail shall go.", hint="Name an address.")
    letter = new_letter(ctx, index, to, (), subject or "", text)
    found, notes = enclosures(ctx, attach, enclose)
    return replace(letter, enclosures=found), notes


def _ready(
    ctx: Context, index: Index, letter: Letter | None, to: list[str] | None, draft: str | None
) -> _Ready:
    keeper(ctx, "sent")
    if letter:
        ready = _Ready(sendable(letter.as_bytes(), letter.date, letter.message_id))
    else:
        ready = _draft(ctx, index, to or [], draft)
    check_allowed(ctx, ready.mail)
    return ready


def _draft(ctx: Context, index: Index, to: list[str], id: str | None) -> _Ready:
    """The draft of this id, or the newest one to these people."""
    shown = ctx.previewed or {}
    date = datetime.fromisoformat(shown["date"]) if shown else ctx.now.replace(microsecond=0)
    for place, raw in drafts_of(ctx, index.granted.visible):
        mail = sendable(raw, date, shown.get("message_id") or new_message_id("@localhost"))
        wanted = id is None or read_message(raw, arrived=date).id.startswith(id.strip().lower())
        if wanted and all(any(map(partial(_is, name), mail.everybody)) for name in to):
            return _Ready(mail, place, digest_of(raw))
    which = f"with the id {id!r}" if id else f"to {', '.join(to)}" if to else "at all"
    raise ToolError(f"There is no draft {which}.", hint="Write one first, or say the text.")


def _is(name: str, person: Address) -> bool:
    return name.strip().lower() == person.address or bool(called(name, [person]))


def _fields(ctx: Context, ready: _Ready) -> dict[str, Any]:
    mail, account = ready.mail, server_of(ctx, ready.mail.sender.address)
    read = read_message(mail.raw, arrived=mail.date.astimezone(UTC))
    return {
        "sender": str(mail.sender),
        "to": [str(one) for one in mail.to],
        "cc": [str(one) for one in mail.cc],
        "bcc": [str(one) for one in mail.bcc],
        "subject": mail.subject,
        "text": read.text,
        "date": mail.date,
        "message_id": mail.message_id,
        "digest": digest_of(mail.raw),
        "attachments": files_of(mail.raw),
        "server": f"{account.host}:{account.port}",
        "draft": ready.place,
    }


def _keep_copy(ctx: Context, ready: _Ready) -> tuple[str, list[str]]:
    """The folder that the copy lies in, or why it lies nowhere: the mail is out all the same."""
    keeping = keeper(ctx, "sent")
    try:
        keeping.keep(ready.mail.raw)
        if ready.place:
            take_out(ctx, ready.place, ready.digest)
    except ToolError as error:
        return "", [f"Sent, but not put in order among your mail. {error.message}"]
    return keeping.folder, []
