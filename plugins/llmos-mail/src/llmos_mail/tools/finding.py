"""Finding messages and reading one."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Annotated

from pydantic import Field

from llmos import Context, Takes, ToolError, tool
from llmos_mail.days import beginning_of, check_order, end_of
from llmos_mail.index import search as index
from llmos_mail.meanings import nearest
from llmos_mail.opening import current_index
from llmos_mail.picking import picked
from llmos_mail.reading.kinds import FileKind
from llmos_mail.results.messages import MessageResult, SearchResult
from llmos_mail.tools.lines import NO_SUBJECT, line, local
from llmos_mail.tools.needs import MAIL

_LOOSELY = (
    "No message has all of these words; these have some of them, or mean something like them."
)
_TEXT_CHARS = 50_000


@tool(
    needs=[MAIL],
    effect="read",
    examples=[
        "find the mail about the lease",
        "show me unread mail from Ines",
        "what did the landlord write about the heating?",
        "do I have any new emails in my inbox?",
        "which mails from Omar have an attachment?",
        "what did I send to Ana since Friday?",
        "suche die Mail von der Werkstatt über die Rechnung",
        "pull up the email that mentions the contract",
        "welche Mails kamen heute?",
        "I need the message with the booking code",
        "has Omar emailed me lately?",
        "did the plumber ever get back to me?",
        "any news from the insurance?",
        "mails from Kerstin with a PDF",
        "hat die Schule geschrieben, gibt es etwas Neues?",
        "was habe ich Karla im Mai geschickt?",
    ],
    yields={
        "mail": "messages[0].id",
        "person": "messages[0].sender",
        "title": "messages[].subject",
    },
)
def search(
    ctx: Context,
    text: Annotated[
        str | None, Takes("title"), Field(description="Words the mail should contain.")
    ] = None,
    sender: Annotated[
        str | None, Takes("person"), Field(description="Name or address of who wrote it.")
    ] = None,
    to: Annotated[str | None, Field(description="Name or address of who got it.")] = None,
    since: Annotated[date | None, Field(description="First day.")] = None,
    until: Annotated[date | None, Field(description="Last day, included.")] = None,
    folder: Annotated[
        str | None,
        Field(description="Name of the mail folder, such as spam, junk, Papierkorb, corbeille."),
    ] = None,
    unread: Annotated[
        bool | None, Field(description="Only unread (ungelesene, non lus), or only read mail.")
    ] = None,
    has_attachment: Annotated[
        bool | None, Field(description="Only mail with, or without, attachments (Anhang).")
    ] = None,
    attached: Annotated[
        FileKind | None, Field(description="Only mail that came with this kind of file.")
    ] = None,
    limit: Annotated[int, Field(ge=1, le=100, description="How many to list.")] = 10,
) -> SearchResult:
    """Find mail messages by words, sender, recipient, date, folder or flags.

    Lists them newest first with a short excerpt. Leave out what the request does not mention.
    """
    check_order(since, until)
    with current_index(ctx) as mail:
        connection = mail.connection
        if has_attachment is not None or attached:
            mail.granted.require_bodies("A search by attachments")
        wanted = index.Wanted(
            text=text or "",
            in_bodies=mail.granted.visible.bodies,
            sender=sender or "",
            to=to or "",
            since=beginning_of(ctx, since),
            until=end_of(ctx, until),
            folders=_folders(connection, folder),
            unread=unread,
            has_attachment=has_attachment,
            attached=attached,
        )
        hits = nearest(ctx, mail, wanted, limit)
        lines = [line(ctx, connection, message, wanted.text) for message in hits.messages]
        loosely = [_LOOSELY] * hits.loosely
    return SearchResult(
        messages=lines, total=hits.total, is_more=hits.is_more, notes=[*loosely, *mail.notes]
    )


@tool(
    needs=[MAIL],
    effect="read",
    examples=[
        "read the mail 3f9a0c41d2b7",
        "open message 81c2d09e4f3a",
        "show me the whole mail",
        "what does the message 5b7e11a09c2d say?",
        "lies mir die Nachricht 3f9a0c41d2b7 vor",
        "zeig die Mail 81c2d09e4f3a ganz",
        "what is in mail 0d4c91e7ab32?",
        "gib mir die Nachricht 5b7e11a09c2d im Wortlaut",
    ],
    yields={"mail": "id", "person": "sender", "title": "subject"},
)
def read(
    ctx: Context,
    id: Annotated[
        str,
        Takes("mail"),
        Field(description="The message's id, as search or follow_ups show it."),
    ],
) -> MessageResult:
    """Read one mail message in full: who, when, text and names of attachments."""
    with current_index(ctx) as mail:
        message = picked(mail, id=id)
        folder, _ = index.place_of(mail.connection, message)
        notes = [*index.problems_of(mail.connection, message), *mail.notes]
        text = mail.granted.text(message.text[:_TEXT_CHARS])
    return MessageResult(
        id=message.id,
        subject=message.subject or NO_SUBJECT,
        sender=str(message.sender),
        to=[str(person) for person in message.to],
        cc=[str(person) for person in message.cc],
        sent=local(ctx, message.sent),
        claimed=message.claimed_day,
        folder=folder,
        attachments=list(message.attachments),
        text=text,
        is_cut=len(message.text) > _TEXT_CHARS,
        notes=notes,
    )


def _folders(connection: sqlite3.Connection, name: str | None) -> tuple[str, ...]:
    try:
        return index.folders_called(connection, name) if name else ()
    except KeyError as every:
        raise ToolError(
            f"There is no mail folder {name!r}.", hint=f"There are: {', '.join(every.args)}."
        ) from None
