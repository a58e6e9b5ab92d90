"""The tools of llmos-mail: what they take and give back. The work is done in the rooms below."""

from __future__ import annotations

import sqlite3
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from llmos import Context, Permission, ToolError, tool
from llmos_mail.days import beginning, beginning_of, end_of
from llmos_mail.excerpts import excerpt
from llmos_mail.followups.people import Me
from llmos_mail.followups.report import FollowUp, open_items
from llmos_mail.granted import Granted
from llmos_mail.index import search as index
from llmos_mail.index.stored import Stored
from llmos_mail.inspection import count, own_addresses
from llmos_mail.opening import current_index
from llmos_mail.results import (
    FollowUpLine,
    FollowUpsResult,
    IndexReport,
    Line,
    MessageResult,
    SearchResult,
    SourceLine,
    SourceReport,
)

_MAIL = Permission("mail:read")
_PROFILE = Permission("profile:read")
_TEXT_CHARS = 50_000
_NO_SUBJECT = "(no subject)"


@tool(
    needs=[_MAIL],
    effect="read",
    examples=[
        "find the mail about the lease",
        "show me unread mail from Ines",
        "what did the landlord write last month?",
        "which mails from Omar have an attachment?",
        "what did I send to Ana since Friday?",
        "suche die Rechnung von der Werkstatt",
    ],
)
def search(
    ctx: Context,
    text: Annotated[str | None, Field(description="Words the mail should contain.")] = None,
    sender: Annotated[str | None, Field(description="Name or address of who wrote it.")] = None,
    to: Annotated[str | None, Field(description="Name or address of who got it.")] = None,
    since: Annotated[date | None, Field(description="First day.")] = None,
    until: Annotated[date | None, Field(description="Last day, included.")] = None,
    folder: Annotated[str | None, Field(description="Name of the mail folder.")] = None,
    unread: Annotated[
        bool | None, Field(description="Only unread (ungelesene), or only read mail.")
    ] = None,
    has_attachment: Annotated[
        bool | None, Field(description="Only mail with, or without, attachments (Anhang).")
    ] = None,
    limit: Annotated[int, Field(ge=1, le=100, description="How many to list.")] = 10,
) -> SearchResult:
    """Find mail messages by words, sender, recipient, date, folder or flags.

    Lists them newest first with a short excerpt. Leave out what the request does not mention.
    """
    with current_index(ctx) as mail:
        connection = mail.connection
        if has_attachment is not None:
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
        )
        hits = index.search(connection, wanted, limit)
        lines = [_line(ctx, connection, message, wanted.text) for message in hits.messages]
        loosely = ["No message has all of these words; these have some of them."] * hits.loosely
    return SearchResult(messages=lines, total=hits.total, notes=[*loosely, *mail.notes])


@tool(
    needs=[_MAIL],
    effect="read",
    examples=[
        "read the mail 3f9a0c41d2b7",
        "open message 81c2d09e4f3a",
        "show me the whole mail",
        "lies mir die Nachricht 3f9a0c41d2b7 vor",
    ],
)
def read(
    ctx: Context,
    id: Annotated[str, Field(description="The message's id, as search or follow_ups show it.")],
) -> MessageResult:
    """Read one mail message in full: who, when, text and names of attachments."""
    with current_index(ctx) as mail:
        message = index.by_id(mail.connection, id.strip().lower())
        if message is None:
            raise ToolError(
                f"There is no message with the id {id!r}.",
                hint="Search for it first; the result shows the ids.",
            )
        folder, _ = index.place_of(mail.connection, message)
        notes = [*index.problems_of(mail.connection, message), *mail.notes]
        text = mail.granted.text(message.text[:_TEXT_CHARS])
    return MessageResult(
        id=message.id,
        subject=message.subject or _NO_SUBJECT,
        sender=str(message.sender),
        to=[str(person) for person in message.to],
        cc=[str(person) for person in message.cc],
        sent=_local(ctx, message.sent),
        folder=folder,
        attachments=list(message.attachments),
        text=text,
        is_cut=len(message.text) > _TEXT_CHARS,
        notes=notes,
    )


@tool(
    needs=[_MAIL, _PROFILE],
    effect="read",
    examples=[
        "what am I forgetting to follow up on?",
        "who is still waiting for an answer from me?",
        "which of my questions did nobody answer?",
        "did I promise anybody something that I have not done?",
        "what does Omar still owe me?",
        "auf welche Mails muss ich noch antworten?",
    ],
)
def follow_ups(
    ctx: Context,
    direction: Annotated[
        Literal["all", "mine", "theirs"],
        Field(description="mine: what I owe others; theirs: what others owe me."),
    ] = "all",
    person: Annotated[str | None, Field(description="Only with this person.")] = None,
    since: Annotated[date | None, Field(description="First day.")] = None,
    until: Annotated[date | None, Field(description="Last day, included.")] = None,
) -> FollowUpsResult:
    """List what still waits in the mail: unanswered questions and promises not yet kept.

    Both what I owe others and what others owe me, most urgent first, each with the sentence that
    says so.
    """
    granted = Granted.of(ctx)
    granted.require_bodies("A list of follow-ups")
    me = _me(ctx)
    recent = ctx.now.date() - timedelta(days=ctx.settings.follow_up_days)
    first = granted.first_day(since or recent)
    with current_index(ctx) as mail:
        messages = index.exchanged(mail.connection, beginning(ctx, first))
        items = open_items(messages, me, ctx.now)
    lines = [
        _follow_up_line(ctx, item, granted.text(item.sentence) or "")
        for item in items
        if (until is None or item.said.date() <= until)
        and direction in ("all", item.direction)
        and _is(person, item)
    ]
    return FollowUpsResult(
        mine=[line for line in lines if line.direction == "mine"],
        theirs=[line for line in lines if line.direction == "theirs"],
        since=first,
        notes=mail.notes,
    )


@tool(needs=[_MAIL], effect="read")
def refresh(ctx: Context) -> IndexReport:
    """Bring the mail index up to date with all sources, looking at every message's place."""
    started = time.monotonic()
    with current_index(ctx, thorough=True) as mail:
        if mail.changes is None:
            raise ToolError("The mail is being indexed by another process; wait until it is done.")
        messages, problems = index.sizes(mail.connection)
        done = mail.changes if mail.granted.visible.is_all_mail else None
        return IndexReport(
            messages=messages,
            added=done.added if done else None,
            updated=done.updated if done else None,
            removed=done.removed if done else None,
            problems=problems,
            seconds=round(time.monotonic() - started, 3),
            notes=mail.notes,
        )


@tool(needs=[_MAIL], effect="read")
def inspect(ctx: Context) -> SourceReport:
    """Say how many messages each source holds and which addresses look like the user's own."""
    granted = Granted.of(ctx)
    lines: list[SourceLine] = []
    readable: list[tuple[str, Path]] = []
    notes = granted.notes
    for source in ctx.sources:
        try:
            messages = count(source.kind, source.path, granted.visible)
        except OSError as error:
            notes.append(f"{source.path} cannot be opened: {error.strerror}.")
            continue
        lines.append(SourceLine(kind=source.kind, path=str(source.path), messages=messages))
        readable.append((source.kind, source.path))
    addresses = own_addresses(readable, granted.visible)
    return SourceReport(sources=lines, addresses=addresses, notes=notes)


def _me(ctx: Context) -> Me:
    if not ctx.profile.addresses:
        raise ToolError(
            "llmos does not know your mail addresses, so it cannot tell your mail from others'.",
            hint="Name them: llmos setup --address you@example.org",
        )
    return Me.of(ctx.profile.name, ctx.profile.addresses)


def _is(person: str | None, item: FollowUp) -> bool:
    who = f"{item.person.name} {item.person.address}".casefold()
    return all(word in who for word in (person or "").casefold().split())


def _folders(connection: sqlite3.Connection, name: str | None) -> tuple[str, ...]:
    try:
        return index.folders_called(connection, name) if name else ()
    except KeyError as every:
        raise ToolError(
            f"There is no mail folder {name!r}.", hint=f"There are: {', '.join(every.args)}."
        ) from None


def _line(ctx: Context, connection: sqlite3.Connection, message: Stored, wanted: str) -> Line:
    folder, unread = index.place_of(connection, message)
    return Line(
        id=message.id,
        subject=message.subject or _NO_SUBJECT,
        sender=message.sender.short,
        sent=_local(ctx, message.sent),
        folder=folder,
        unread=unread,
        attachments=list(message.attachments),
        excerpt=excerpt(message.text, wanted),
    )


def _follow_up_line(ctx: Context, item: FollowUp, sentence: str) -> FollowUpLine:
    today = ctx.now.date()
    return FollowUpLine(
        id=item.message.id,
        direction=item.direction,
        kind=item.kind,
        person=item.person.short,
        subject=item.message.subject or _NO_SUBJECT,
        sentence=sentence,
        said=item.said,
        due=item.due,
        days_waiting=item.days_waiting(today),
        is_overdue=item.is_overdue(today),
    )


def _local(ctx: Context, moment: datetime) -> datetime:
    return moment.astimezone(ctx.now.tzinfo)
