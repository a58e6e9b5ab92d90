"""Watching for mail: conditions that stay, and a look at what met them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field

from llmos import Context, ToolError, tool
from llmos_mail.index import search as index
from llmos_mail.meanings import nearest
from llmos_mail.names import bare
from llmos_mail.opening import current_index
from llmos_mail.results.watching import (
    Match,
    MatchResult,
    WatchLine,
    WatchList,
    WatchRemoved,
    WatchSet,
)
from llmos_mail.tools.lines import line
from llmos_mail.tools.needs import MAIL
from llmos_mail.watching.condition import Condition, Kind
from llmos_mail.watching.kept import Watch, Watches

T = TypeVar("T")

_MOST_MESSAGES = 1_000
_ON_ITS_WAY = timedelta(days=1)
"""How long a mail may be on its way before it is news no more."""


Sender = Annotated[str | None, Field(description="Who it shall be from: a name or an address.")]
Words = Annotated[str | None, Field(description="Words that shall occur in it.")]
KindOfMail = Annotated[
    Kind | None,
    Field(
        description="What kind of mail it shall be. back in stock: available again, wieder da,"
        " wieder verfügbar, wieder lieferbar, de nouveau disponible; parcel: package, shipment,"
        " Paket, Lieferung, Sendung, colis; invoice: bill, Rechnung, facture; appointment: Termin,"
        " rendez-vous; answer: reply, replies, answers, Antwort, antwortet, réponse; cancellation:"
        " cancelled, cancels, Absage, Stornierung, annulation."
    ),
]
Number = Annotated[int, Field(ge=1, description="The condition's number, as watches shows it.")]


@tool(
    needs=[MAIL],
    effect="write",
    examples=[
        "tell me when something from the landlord arrives",
        "watch for a mail from Karen about the lease",
        "let me know when the bike lock is back in stock",
        "watch my mail for an answer from Omar",
        "tell me when Priya writes about the query",
        "keep an eye out for an invoice from the garage",
        "notify me if the school writes about the trip",
        "sag mir Bescheid, wenn eine Mail von der Hausverwaltung kommt",
        "achte auf eine Nachricht, dass die Lampe wieder verfügbar ist",
        "alert me as soon as the parcel is on its way",
        "ping me when Ana replies",
        "melde dich, sobald die Bank schreibt",
        "give me a heads-up when the tax office writes",
        "informiere mich, wenn das Amt antwortet",
        "look out for messages about the delivery",
    ],
)
def watch(
    ctx: Context, sender: Sender = None, words: Words = None, kind: KindOfMail = None
) -> WatchSet:
    """Watch for mail that will come: from somebody, with some words, or of some kind.

    The condition stays until it is removed. All that is said must be true of the mail.
    """
    condition, known = _condition(sender, words, kind), _watches(ctx)
    is_new = all(one.condition != condition for one in known.all())
    notes = _doubts(ctx, condition)  # which reads what is there: from now on it is not new
    kept = _kept(lambda: known.add(condition, ctx.now.timestamp()))
    return WatchSet(watch=_line(ctx, kept), is_new=is_new, notes=notes)


@watch.preview
def preview_watch(
    ctx: Context, sender: Sender = None, words: Words = None, kind: KindOfMail = None
) -> WatchSet:
    """Show what would be watched for."""
    condition = _condition(sender, words, kind)
    number = max((one.number for one in _watches(ctx).all()), default=0) + 1
    shown = Watch(number=number, condition=condition, since=int(ctx.now.timestamp()))
    return WatchSet(watch=_line(ctx, shown), is_new=True, notes=_doubts(ctx, condition))


@tool(
    needs=[MAIL],
    effect="read",
    examples=[
        "what am I watching for in my mail?",
        "list my mail watches",
        "show the conditions on new mail",
        "which mails do you look out for?",
        "worauf achtest du in meiner Post?",
        "what mail alerts do I have?",
        "welche Mails überwachst du gerade?",
        "what are you looking out for in my inbox?",
        "zeige alle Beobachtungen für Mails",
        "list the alerts on new mail",
    ],
)
def watches(ctx: Context) -> WatchList:
    """List the conditions on new mail that are being watched for."""
    ctx.scope(MAIL.name)
    return WatchList(watches=[_line(ctx, one) for one in _watches(ctx).all()])


@tool(
    needs=[MAIL],
    effect="write",
    examples=[
        "stop watching for mail from the landlord, number 1",
        "remove mail watch 2",
        "forget the watch number 3",
        "delete the second mail condition",
        "lösche die Beobachtung 2",
        "cancel the mail alert number 1",
        "beende die Überwachung der Mails mit Nummer 3",
        "drop mail watch 5",
        "die Beobachtung 4 kann weg",
        "I no longer need watch number 2",
    ],
)
def unwatch(ctx: Context, number: Number) -> WatchRemoved:
    """Stop watching for mail: remove one condition by its number."""
    removed = _kept(lambda: _watches(ctx).remove(number))
    return WatchRemoved(watch=_line(ctx, _existing(number, removed)))


@unwatch.preview
def preview_unwatch(ctx: Context, number: Number) -> WatchRemoved:
    """Show which condition would go."""
    found = next((one for one in _watches(ctx).all() if one.number == number), None)
    return WatchRemoved(watch=_line(ctx, _existing(number, found)))


@tool(
    needs=[MAIL],
    effect="read",
    examples=[
        "has anything come that I am watching for?",
        "did the mail that I wait for arrive?",
        "check my mail watches",
        "is any watched mail here since this morning?",
        "ist etwas gekommen, worauf ich warte?",
        "did one of my mail watches go off?",
        "is the email that I was expecting here by now?",
        "has anything that I watch for arrived?",
        "kam die Mail, auf die ich warte?",
        "are there matches for what I watch?",
    ],
)
def watched(
    ctx: Context,
    since: Annotated[
        datetime | None, Field(description="Only mail from this moment on (ISO, with zone).")
    ] = None,
) -> MatchResult:
    """Say which new messages meet the conditions that are watched for.

    Each condition counts from when it was set, or from `since` if that is later, for what was first
    read then; events and schedules call this and hand in the `until` of the time before.
    """
    set_up = _watches(ctx).all()
    after = since.timestamp() if since else 0.0
    with current_index(ctx) as mail:
        matches: list[Match] = []
        for one in set_up:
            first = datetime.fromtimestamp(max(after, one.since), ctx.now.tzinfo)
            wanted = index.Wanted(since=first - _ON_ITS_WAY)
            hits = index.search(mail.connection, wanted, _MOST_MESSAGES)
            new = [message for message in hits.messages if message.noticed > first]
            met = [message for message in new if one.condition.is_met(message)]
            lines = [line(ctx, mail.connection, message, one.condition.words) for message in met]
            matches += [Match(watch=_line(ctx, one), messages=lines)] if lines else []
        notes = mail.notes
    begun = min((one.since for one in set_up), default=ctx.now.timestamp())
    moment = datetime.fromtimestamp(max(after, begun), ctx.now.tzinfo)
    return MatchResult(matches=matches, since=moment, until=ctx.now, notes=notes)


def _condition(sender: str | None, words: str | None, kind: Kind | None) -> Condition:
    condition = Condition(sender=bare(sender or ""), words=words or "", kind=kind)
    if condition.is_empty:
        raise ToolError(
            "It was not said what to watch for.",
            hint="Name a sender, words, or a kind of mail such as “back in stock”.",
        )
    return condition


def _doubts(ctx: Context, condition: Condition) -> list[str]:
    """What may keep the condition from ever being met."""
    with current_index(ctx) as mail:
        if not condition.sender:
            return []
        found = nearest(ctx, mail, index.Wanted(sender=condition.sender), 1).messages
    if not mail.remarks:
        return []
    who = f" If you mean {found[0].sender.short}, watch for that name." if found else ""
    return [f"Nobody who wrote so far is called “{condition.sender}”.{who}"]


def _watches(ctx: Context) -> Watches:
    ctx.scope(MAIL.name)
    return Watches(Path(ctx.data, "watches.json"))


def _line(ctx: Context, one: Watch) -> WatchLine:
    return WatchLine(
        number=one.number,
        what=one.condition.in_words(),
        since=datetime.fromtimestamp(one.since, ctx.now.tzinfo),
        sender=one.condition.sender,
        words=one.condition.words,
        kind=one.condition.kind,
    )


def _existing(number: int, found: Watch | None) -> Watch:
    if found is None:
        raise ToolError(f"There is no condition number {number}.", hint="mail.watches lists them.")
    return found


def _kept(change: Callable[[], T]) -> T:
    try:
        return change()
    except (OSError, ValueError) as error:
        raise ToolError(f"The conditions could not be changed: {error}.") from error
