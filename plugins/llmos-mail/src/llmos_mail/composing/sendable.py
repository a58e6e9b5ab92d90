"""A draft as any mail program wrote it, made ready to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from email.utils import format_datetime

from llmos_mail.reading.addresses import Address, addresses

_POLICY = default.clone(cte_type="7bit")
_PRIVATE = ("bcc", "x-unsent", "x-uid", "status", "x-status")
_PRIVATE_BEGINNING = ("x-mozilla-", "x-evolution-", "x-kmail-", "x-apple-", "x-uniform-type-")


@dataclass(frozen=True)
class Sendable:
    """A mail that is complete: its bytes, who sends it, and who gets it (hidden copies too)."""

    raw: bytes
    message_id: str
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    subject: str
    date: datetime

    @property
    def everybody(self) -> tuple[Address, ...]:
        """All who get it."""
        return (*self.to, *self.cc, *self.bcc)

    @property
    def recipients(self) -> tuple[str, ...]:
        """All addresses, each once."""
        return tuple(dict.fromkeys(one.address for one in self.everybody if one.address))


def sendable(draft: bytes, date: datetime, message_id: str) -> Sendable:
    """The draft with this date and, if it has none, this Message-ID, without a program's own marks.

    Raises ValueError if it cannot be read as a mail.
    """
    try:
        message = BytesParser(EmailMessage, policy=_POLICY).parsebytes(draft)
        people = {name: _people(message, name) for name in ("from", "to", "cc", "bcc")}
        own_id = str(message.get("Message-ID", "")).strip().strip("<>")
        for name in {name.lower() for name in message}:
            if name in _PRIVATE or name.startswith(_PRIVATE_BEGINNING):
                del message[name]
        del message["Date"], message["Message-ID"]
        message["Date"] = format_datetime(date)
        message["Message-ID"] = f"<{own_id or message_id}>"
        raw = message.as_bytes()
    except (MessageError, LookupError, AttributeError, UnicodeError, TypeError) as error:
        raise ValueError(f"it cannot be read as a mail: {error}") from error
    return Sendable(
        raw=raw,
        message_id=own_id or message_id,
        sender=next(iter(people["from"]), Address("", "")),
        to=people["to"],
        cc=people["cc"],
        bcc=people["bcc"],
        subject=str(message.get("Subject", "")),
        date=date,
    )


def _people(message: EmailMessage, field: str) -> tuple[Address, ...]:
    return tuple(one for raw in message.get_all(field, []) for one in addresses(str(raw)))
