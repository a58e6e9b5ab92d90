"""`Message`: all that the rest of the plugin knows of one mail, and how it is read from bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from llmos_mail.reading.addresses import Address, addresses
from llmos_mail.reading.headers import message_ids, moment, words
from llmos_mail.reading.kinds import FileKind
from llmos_mail.reading.limits import BEGINNING_BYTES, MESSAGE_BYTES
from llmos_mail.reading.lists import is_bulk
from llmos_mail.reading.parts import Part, parse
from llmos_mail.reading.text import read_body

NOBODY = Address("", "")

_NEVER = datetime.max.replace(tzinfo=UTC)
_CLOCKS = timedelta(days=1)
"""How far two clocks, or their zones, may be apart."""


@dataclass(frozen=True)
class Message:
    """One mail. Two copies of the same mail, wherever they lie, have the same `id`.

    `references` are the ids of earlier messages of its thread, oldest first. `kinds` are those of
    the attachments, in their order. `bulk` mail was not written to the reader in person. `claimed`
    is the date that it gives itself, where that is later than it came and so is not its `sent`.
    `noticed` is when it was read. `problems` are sentences that say what could not be read.
    """

    id: str
    message_id: str
    references: tuple[str, ...]
    subject: str
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    sent: datetime
    noticed: datetime
    text: str
    attachments: tuple[str, ...]
    kinds: tuple[FileKind, ...]
    bulk: bool
    claimed: datetime | None = None
    problems: tuple[str, ...] = ()


class _Dates(NamedTuple):
    """What a mail says about when it was sent, and when the last server says that it came."""

    claimed: datetime | None
    received: datetime | None

    def sent(self, arrived: datetime, now: datetime) -> datetime:
        """The moment to believe: no mail was sent after it came."""
        came = self.received if _is_before(self.received, now) else None
        if self.claimed and _is_before(self.claimed, came or now):
            return self.claimed
        return came or min(arrived, now).astimezone(UTC)


def read_message(raw: bytes, *, arrived: datetime, now: datetime = _NEVER) -> Message:
    """Read a mail under all limits; never raises. `arrived` stands in for a missing date.

    A date is not believed that is later than `now`, or later than the last server received it.
    """
    whole = len(raw) <= MESSAGE_BYTES
    root = parse(raw if whole else raw[:BEGINNING_BYTES])
    body = read_body(root)
    dates = _dates(root)
    sent = dates.sent(arrived, now)
    sender = next(iter(addresses(root.first("from") or root.first("sender"))), NOBODY)
    subject = words(root.first("subject"), _charset(root))
    message_id = next(iter(message_ids(root.first("message-id"))), "")
    dated = dates.claimed or dates.received
    identity = (message_id, subject, sender.address, dated and dated.isoformat(), body.text)
    digest = _digest(repr((*identity, body.attachments)))
    return Message(
        id=digest,
        message_id=message_id or f"{digest}@without-id",
        references=_references(root),
        subject=subject,
        sender=sender,
        to=_people(root, "to"),
        cc=_people(root, "cc"),
        sent=sent,
        noticed=arrived if now == _NEVER else now,
        text=body.text,
        attachments=body.attachments,
        kinds=body.kinds,
        bulk=is_bulk(root.fields, sender.address),
        claimed=dates.claimed if dates.claimed != sent else None,
        problems=_problems(root.problem, *body.problems, whole=whole, dated=dated is not None),
    )


def _charset(root: Part) -> str:
    return next(filter(None, (p.parameter("content-type", "charset") for p in root.leaves())), "")


def _is_before(said: datetime | None, moment: datetime) -> bool:
    return said is not None and said - _CLOCKS <= moment


def _dates(root: Part) -> _Dates:
    received = root.first("received").rpartition(";")[2]
    return _Dates(moment(root.first("date")), moment(received))


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
