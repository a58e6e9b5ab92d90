"""Writing as the user: which address it comes from, whom a name means, how an answer is framed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from llmos import Context, ToolError
from llmos_mail.composing.letter import Letter, new_message_id
from llmos_mail.composing.lines import one_line
from llmos_mail.composing.quoting import quoted
from llmos_mail.composing.recipients import Header, Recipients, answered
from llmos_mail.composing.subjects import answering
from llmos_mail.followups.people import Me
from llmos_mail.index.original import original
from llmos_mail.index.people import called, written_to
from llmos_mail.index.stored import Stored
from llmos_mail.language import language_of
from llmos_mail.opening import Index
from llmos_mail.reading.addresses import Address, addresses
from llmos_mail.reading.parts import Part

_SUBJECT_WORDS = 8
_MOST_NAMED = 5


def myself(ctx: Context) -> Me:
    """The user, by name and addresses."""
    if not ctx.profile.addresses:
        raise ToolError(
            "llmos does not know your mail addresses, so it cannot tell your mail from others'.",
            hint="Name them: llmos setup --address you@example.org",
        )
    return Me.of(ctx.profile.name, ctx.profile.addresses)


def new_letter(
    ctx: Context, mail: Index, to: Sequence[str], cc: Sequence[str], subject: str, text: str
) -> Letter:
    """A mail that answers none."""
    sender = _address_of(ctx, None)
    return _letter(
        ctx,
        sender,
        Recipients(meant(ctx, mail, to), meant(ctx, mail, cc)),
        subject or _subject_of(text),
        _signed(ctx, text),
    )


def meant(ctx: Context, mail: Index, named: Sequence[str]) -> tuple[Address, ...]:
    """Whom these addresses and names mean; an error in words if one means nobody, or several."""
    everybody: list[Address] = []
    if not all(map(_is_address, named)):
        everybody = written_to(mail.connection, [one.lower() for one in ctx.profile.addresses])
    return _people(named, everybody)


def answer(ctx: Context, mail: Index, message: Stored, text: str, *, everyone: bool) -> Letter:
    """An answer to a message: in its thread, to whom it should go, with what was said quoted."""
    me = myself(ctx)
    header = _header(ctx, mail, message)
    recipients = answered(header, me.owns, everyone=everyone)
    if not recipients.to:
        raise ToolError(f"The mail “{message.subject}” names nobody to whom an answer could go.")
    language = language_of(text, message.text)
    said = message.sent.astimezone(ctx.now.tzinfo)
    quote = quoted(message.text, message.sender.short, said, language)
    return _letter(
        ctx,
        _address_of(ctx, header),
        recipients,
        answering(message.subject, language),
        f"{text.strip()}\n\n{quote}",
        references=(*message.references, message.message_id),
    )


def _letter(
    ctx: Context,
    sender: Address,
    recipients: Recipients,
    subject: str,
    text: str,
    *,
    references: tuple[str, ...] = (),
) -> Letter:
    # What the user was shown keeps its name and its time.
    shown = ctx.previewed or {}
    return Letter(
        sender=sender,
        to=recipients.to,
        cc=recipients.cc,
        subject=one_line(subject),
        text=text,
        date=datetime.fromisoformat(shown["date"]) if shown else ctx.now.replace(microsecond=0),
        message_id=shown["message_id"] if shown else new_message_id(sender.address),
        references=tuple(dict.fromkeys(references)),
    )


def _address_of(ctx: Context, header: Header | None) -> Address:
    """The address that the answered mail went to, or else the first one that can send."""
    mine = [one.lower() for one in ctx.profile.addresses]
    if not mine:
        myself(ctx)
    fields = ("to", "cc", "delivered-to", "x-original-to")
    raws = (raw for field in fields for raw in (header or {}).get(field, ()))
    reached = [person.address for raw in raws for person in addresses(raw)]
    sending = [one.address.lower() for one in ctx.settings.outgoing]
    choice = [*reached, *sending, *mine]
    return Address(ctx.profile.name, next(one for one in choice if one in mine))


def _header(ctx: Context, mail: Index, message: Stored) -> Header:
    """Its header; of a mail that is not at hand, such as one on a server, what the index knows."""
    raw = original(mail.connection, message, [source.path for source in ctx.sources])
    if raw is not None:
        return Part(raw).fields
    return {
        "from": [str(message.sender)],
        "to": [str(one) for one in message.to],
        "cc": [str(one) for one in message.cc],
    }


def _people(names: Iterable[str], everybody: list[Address]) -> tuple[Address, ...]:
    return tuple(dict.fromkeys(_person(name, everybody) for name in names if name.strip()))


def _person(name: str, everybody: list[Address]) -> Address:
    if _is_address(name):
        return addresses(name)[0]
    found = called(name, everybody)
    if not found:
        raise ToolError(
            f"You have not written to anybody called {name!r} yet, so there is no address.",
            hint="Say the address.",
        )
    if len(found) > 1:
        known = ", ".join(map(str, found[:_MOST_NAMED]))
        raise ToolError(f"{name!r} can be several people: {known}.", hint="Say the address.")
    return found[0]


def _is_address(name: str) -> bool:
    found = addresses(name)
    return len(found) == 1 and "@" in found[0].address.strip("@")


def _subject_of(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    # A greeting on a line of its own says nothing about the matter.
    line = lines[1] if len(lines) > 1 and len(lines[0].split()) <= 4 else "".join(lines[:1])
    words = line.split()
    return " ".join(words[:_SUBJECT_WORDS]).rstrip(".,;:") + " …" * (len(words) > _SUBJECT_WORDS)


def _signed(ctx: Context, text: str) -> str:
    signature = ctx.settings.signature.strip()
    return f"{text.strip()}\n\n-- \n{signature}" if signature else text
