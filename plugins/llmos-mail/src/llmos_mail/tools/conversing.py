"""Conversations as a whole, and what matters in them or in a span of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Annotated

from pydantic import Field

from llmos import Context, Takes, ToolError, tool
from llmos_mail.days import beginning, check_order, end_of
from llmos_mail.followups.sentences import goes_on
from llmos_mail.granted import Granted
from llmos_mail.index import search as index
from llmos_mail.index.roles import is_somebody
from llmos_mail.index.stored import Stored
from llmos_mail.meanings import nearest
from llmos_mail.names import bare, is_called
from llmos_mail.opening import Index, current_index
from llmos_mail.picking import picked
from llmos_mail.reading.folders import is_aside
from llmos_mail.reading.quotes import own_words
from llmos_mail.results.conversations import (
    PointLine,
    SaidLine,
    SummaryResult,
    ThreadResult,
    Turn,
)
from llmos_mail.results.wording import spoken_day
from llmos_mail.summaries.extract import Point, points
from llmos_mail.summaries.wording import worded
from llmos_mail.tools.lines import NO_SUBJECT, local
from llmos_mail.tools.needs import MAIL

_MOST_MESSAGES = 500
_POINTS = 8
_MOST_WORDS = 40
"""Of one sentence that the model retells."""

_SAYS_NOTHING = frozenset({"", "mail", "mails", "email", "emails", "my mail", "post", "messages"})
"""What a request for all mail is sometimes understood to be about."""

_TEXT_CHARS = 4_000

Id = Annotated[str | None, Takes("mail"), Field(description="The id of a mail in it, if known.")]
Person = Annotated[str | None, Takes("person"), Field(description="With whom.")]
About = Annotated[str | None, Takes("title"), Field(description="Words from the mails.")]


@tool(
    needs=[MAIL],
    effect="read",
    examples=[
        "show me the whole conversation with Karen about the lease",
        "show the thread of 3f9a0c41d2b7",
        "what was said back and forth with Omar about the offsite?",
        "open the full exchange with the school",
        "list all mails of the conversation about the quarterly review",
        "zeige mir den ganzen Mailwechsel mit der Hausverwaltung",
        "every message that went between me and Grace",
        "den kompletten Schriftwechsel mit der Bank",
        "the complete thread about the move, from the beginning",
        "die ganze Unterhaltung über das Fest, Mail für Mail",
        "print the whole chain of emails with the bank",
        "I want to follow the talk with Omar about the offsite from start to end",
        "alles, was Ana und ich uns geschrieben haben",
        "den Gesprächsfaden zum Elternabend anzeigen",
    ],
    yields={"mail": "turns[0].id", "title": "subject"},
)
def thread(ctx: Context, id: Id = None, person: Person = None, about: About = None) -> ThreadResult:
    """Show a whole mail conversation, message by message, oldest first, without the quotes."""
    with current_index(ctx) as mail:
        message = picked(mail, id=id, person=person, about=about, look=partial(nearest, ctx))
        turns = [_turn(ctx, mail, one) for one in _exchanged(mail, message)]
        notes = mail.notes
    return ThreadResult(subject=message.subject or NO_SUBJECT, turns=turns, notes=notes)


@tool(
    needs=[MAIL],
    effect="read",
    examples=[
        "summarize the conversation with Karen about the lease",
        "what happened in my mail this week?",
        "sum up the thread about the quarterly review",
        "give me the gist of what Omar wrote about the offsite",
        "summarize yesterday's mail",
        "what is the upshot of the mails from the school?",
        "fasse meine Mails von gestern zusammen",
        "worum geht es in den Mails mit der Werkstatt?",
        "catch me up on my email since Monday",
        "what have Grace and I been writing about?",
        "the main points of Ana's emails, in short",
        "in a few words, what does the landlord want from me?",
        "was war am Wochenende in meiner Post los?",
        "fass zusammen, was die Schule wollte",
        "what did I miss in my mail while I was away?",
        "was will die Bank von mir?",
    ],
    yields={"mail": "points[0].id"},
)
def summarize(
    ctx: Context,
    id: Id = None,
    person: Person = None,
    about: About = None,
    since: Annotated[date | None, Takes("day"), Field(description="First day.")] = None,
    until: Annotated[date | None, Takes("day"), Field(description="Last day, included.")] = None,
) -> SummaryResult:
    """Summarize one mail conversation, or the mail of some days: what matters, with its sources.

    The points are sentences of the mails themselves; each names the mail that it is from.
    """
    Granted.of(ctx).require_bodies("A summary")
    check_order(since, until)
    about = None if (about or "").casefold().strip() in _SAYS_NOTHING else about
    with current_index(ctx) as mail:
        if since or until:
            messages = _span(ctx, mail, since, until, person, about)
            heading = _days(since, until)
        else:
            message = picked(mail, id=id, person=person, about=about, look=partial(nearest, ctx))
            messages, heading = _exchanged(mail, message), message.subject or NO_SUBJECT
        heard = messages[-_MOST_MESSAGES:]
        found = points(heard, _POINTS)
        mail.remarks.extend(_unheard(messages, heard))
        lines = [_point(ctx, mail, point) for point in found]
        full = mail.granted.scope.resolution == "body"
        notes = mail.notes
    wording, problem = _wording(ctx, found) if full and found else ([], [])
    return SummaryResult(
        heading=heading,
        messages=len(messages),
        wording=wording,
        points=lines,
        notes=[*problem, *notes],
    )


def _unheard(messages: Sequence[Stored], heard: Sequence[Stored]) -> Iterator[str]:
    """What of the messages was not read for a summary, in sentences."""
    if len(heard) < len(messages):
        yield f"Only the newest {len(heard)} of these {len(messages)} messages were read."
    for one in heard:
        if goes_on(one):
            yield f"“{one.subject or NO_SUBJECT}” is very long; only its beginning was read."


def _exchanged(mail: Index, message: Stored) -> list[Stored]:
    """The conversation, without drafts and what was thrown away."""
    found = index.thread_of(mail.connection, message)
    kept = [one for one in found if not is_aside(index.place_of(mail.connection, one)[0])]
    return kept or [message]


def _span(
    ctx: Context,
    mail: Index,
    since: date | None,
    until: date | None,
    person: str | None,
    about: str | None,
) -> list[Stored]:
    first = since or until
    assert first is not None  # one of them was said
    last = end_of(ctx, until)
    found = index.exchanged(mail.connection, beginning(ctx, first))
    if person and not is_somebody(mail.connection, person):
        mail.remarks.append(f"Nobody in your mail is called “{person}”; the word is looked for.")
        about, person = f"{bare(person)} {about or ''}".strip(), None
    if person or about:
        wanted = index.Wanted(text=about or "", since=beginning(ctx, first), until=last)
        hits = index.search(mail.connection, wanted, _MOST_MESSAGES) if about else None
        rows = {one.row for one in hits.messages} if hits else None
        found = [one for one in found if rows is None or one.row in rows]
        found = [one for one in found if _concerns(person or "", one)]
    return [one for one in found if last is None or one.sent < last]


def _concerns(person: str, message: Stored) -> bool:
    everybody = (message.sender, *message.to)
    return is_called(person, " ".join(f"{one.name} {one.address}" for one in everybody))


def _wording(ctx: Context, found: Sequence[Point]) -> tuple[list[SaidLine], list[str]]:
    def write(what: str, note: str, id: str) -> str:
        return ctx.model.write(what, note, most_words=_MOST_WORDS, records=[id])

    try:
        said = worded(found, write)
    except ToolError as error:
        return [], [f"Without a wording of the model's: {error.message}"]
    if not said:
        return [], ["The model's wording said what no mail says, so it is not shown."]
    lines = [SaidLine(id=one.point.message.id, sentence=one.sentence) for one in said]
    return lines, ["The first sentences are the model's words; the mail beside each says it too."]


def _turn(ctx: Context, mail: Index, message: Stored) -> Turn:
    folder, _ = index.place_of(mail.connection, message)
    said = own_words(message.text)[:_TEXT_CHARS]
    return Turn(
        id=message.id,
        sender=message.sender.short,
        to=[one.short for one in message.to],
        sent=local(ctx, message.sent),
        claimed=message.claimed_day,
        folder=folder,
        attachments=list(message.attachments),
        text=mail.granted.text(said) or "",
    )


def _point(ctx: Context, mail: Index, point: Point) -> PointLine:
    message = point.message
    return PointLine(
        id=message.id,
        subject=message.subject or NO_SUBJECT,
        sender=message.sender.short,
        sent=local(ctx, message.sent),
        sentence=mail.granted.text(point.sentence) or "",
    )


def _days(since: date | None, until: date | None) -> str:
    if since and since == until:
        return f"Mail of {spoken_day(since)}"
    first = f" from {spoken_day(since)}" if since else ""
    return f"Mail{first}{f' to {spoken_day(until)}' if until else ''}"
