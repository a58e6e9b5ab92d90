"""`Message`: all that the rest of the plugin knows of one mail, and how it is read from bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

from llmos_mail.reading.addresses import Address, addresses
from llmos_mail.reading.headers import message_ids, moment, words
from llmos_mail.reading.kinds import FileKind
from llmos_mail.reading.limits import BEGINNING_BYTES, MESSAGE_BYTES
from llmos_mail.reading.lists import is_bulk
from llmos_mail.reading.parts import Part, parse
from llmos_mail.reading.text import read_body

NOBODY = Address("", "")


@dataclass(frozen=True)
class Message:
    """One mail. Two copies of the same mail, wherever they lie, have the same `id`.

    `references` are the ids of earlier messages of its thread, oldest first. `kinds` are those of
    the attachments, in their order. `bulk` mail was not written to the reader in person. `problems`
    are sentences that say what could not be read.
    """

    id: str
    message_id: str
    references: tuple[str, ...]
    subject: str
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    sent: datetime
    text: str
    attachments: tuple[str, ...]
    kinds: tuple[FileKind, ...]
    bulk: bool
    problems: tuple[str, ...] = ()


def read_message(raw: bytes, *, arrived: datetime) -> Message:
    """Read a mail under all limits; never raises. `arrived` stands in for a missing date."""
    whole = len(raw) <= MESSAGE_BYTES
    root = parse(raw if whole else raw[:BEGINNING_BYTES])
    body = read_body(root)
    sent = _sent(root)
    sender = next(iter(addresses(root.first("from") or root.first("sender"))), NOBODY)
    subject = words(root.first("subject"), _charset(root))
    message_id = next(iter(message_ids(root.first("message-id"))), "")
    identity = (message_id, subject, sender.address, sent and sent.isoformat(), body.text)
    digest = _digest(repr((*identity, body.attachments)))
    return Message(
        id=digest,
        message_id=message_id or f"{digest}@without-id",
        references=_references(root),
        subject=subject,
        sender=sender,
        to=_people(root, "to"),
        cc=_people(root, "cc"),
        sent=sent or arrived.astimezone(UTC),
        text=body.text,
        attachments=body.attachments,
        kinds=body.kinds,
        bulk=is_bulk(root.fields, sender.address),
        problems=_problems(root.problem, *body.problems, whole=whole, dated=sent is not None),
    )


def _charset(root: Part) -> str:
    return next(filter(None, (p.parameter("content-type", "charset") for p in root.leaves())), "")


def _sent(root: Part) -> datetime | None:
    return moment(root.first("date")) or moment(root.first("received").rpartition(";")[2])


def _people(root: Part, field: str) -> tuple[Address, ...]:
    return tuple(person for raw in root.fields.get(field, ()) for person in addresses(raw))


def _references(root: Part) -> tuple[str, ...]:
    raw = [*root.fields.get("references", ()), *root.fields.get("in-reply-to", ())]
    return message_ids(" ".join(raw))


def _digest(identity: str) -> str:
    return blake2b(identity.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _problems(*found: str, whole: bool, dated: bool) -> tuple[str, ...]:
    problems = [problem for problem in found if problem]
    if not whole:
        problems.append("It is larger than 50 MB; only its beginning was read.")
    if not dated:
        problems.append("It has no readable date; the day it arrived is used.")
    return tuple(problems)
