"""`Letter`: a mail that is not sent yet, and its bytes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime

from llmos_mail.composing.enclosing import Enclosure, enclose, settle_boundaries
from llmos_mail.composing.lines import one_line, text_lines
from llmos_mail.reading.addresses import Address

_REFERENCES = 20
_POLICY = default.clone(cte_type="7bit")
"""What every server takes; other characters are encoded."""


@dataclass(frozen=True)
class Letter:
    """What a mail says, to whom, and in answer to what (`references`, oldest first).

    Its `message_id` and `date` are settled before it is shown, so that what is sent is what was
    shown and can be told from a second copy.
    """

    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    text: str
    date: datetime
    message_id: str
    references: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()

    def as_bytes(self) -> bytes:
        """The mail as it is sent and kept."""
        message = EmailMessage(policy=_POLICY)
        message["From"] = _field(self.sender)
        if self.to:
            message["To"] = [_field(one) for one in self.to]
        if self.cc:
            message["Cc"] = [_field(one) for one in self.cc]
        message["Subject"] = one_line(self.subject)
        message["Date"] = format_datetime(self.date)
        message["Message-ID"] = f"<{self.message_id}>"
        if self.references:
            message["In-Reply-To"] = f"<{self.references[-1]}>"
            message["References"] = " ".join(f"<{one}>" for one in _nearest(self.references))
        message.set_content(text_lines(self.text))
        enclose(message, self.enclosures)
        settle_boundaries(message, self.message_id)
        return message.as_bytes()


def new_message_id(sender: str) -> str:
    """An id that no other mail has, and that tells nothing but the sender's domain."""
    domain = sender.rpartition("@")[2] or "localhost"
    return f"{secrets.token_hex(12)}.llmos@{domain}"


def _nearest(references: tuple[str, ...]) -> tuple[str, ...]:
    # The first one names the conversation; of the rest the last ones are enough.
    if len(references) <= _REFERENCES:
        return references
    return (references[0], *references[1 - _REFERENCES :])


def _field(person: Address) -> HeaderAddress:
    return HeaderAddress(display_name=one_line(person.name), addr_spec=person.address)
