"""`Stored`: a message as the index holds it, and how its fields become columns and return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from llmos_mail.reading.addresses import Address
from llmos_mail.reading.message import Message

COLUMNS = (
    "m.id, m.digest, m.message_id, m.reply_to_ids, m.sent, m.noticed, m.claimed, m.bulk, "
    "m.subject, m.sender, m.recipients, m.copied, m.attachments, m.kinds, m.text"
)
"""The columns of `messages`, in the order of `row_of` after the id; queries call the table `m`."""

ID_LENGTH = 12
_MICROSECONDS = 1_000_000


@dataclass(frozen=True)
class Stored:
    """A message out of the index; `id` is what people and the model call it by.

    `noticed` is when llmos first read it, and `claimed` the date that it gives itself, where `sent`
    is not that.
    """

    row: int
    id: str
    message_id: str
    references: tuple[str, ...]
    sent: datetime
    noticed: datetime
    claimed: datetime | None
    bulk: bool
    subject: str
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    attachments: tuple[str, ...]
    kinds: tuple[str, ...]
    text: str

    @classmethod
    def of(
        cls,
        row: tuple[
            int, str, str, str, int, int, int | None, int, str, str, str, str, str, str, str
        ],
    ) -> Stored:
        """Read a row of `COLUMNS`."""
        return cls(
            row=row[0],
            id=row[1][:ID_LENGTH],
            message_id=row[2],
            references=_lines(row[3]),
            sent=datetime.fromtimestamp(row[4], UTC),
            noticed=datetime.fromtimestamp(row[5] / _MICROSECONDS, UTC),
            claimed=None if row[6] is None else datetime.fromtimestamp(row[6], UTC),
            bulk=bool(row[7]),
            subject=row[8],
            sender=_address(row[9]),
            to=people(row[10]),
            cc=people(row[11]),
            attachments=_lines(row[12]),
            kinds=_lines(row[13]),
            text=row[14],
        )

    @property
    def claimed_day(self) -> date | None:
        """The day that it gives itself, where it was not believed; in UTC, as years end there."""
        return self.claimed and self.claimed.date()


def row_of(message: Message) -> tuple[str | int | None, ...]:
    """A message as the columns of `messages`, without the id."""
    return (
        message.id,
        message.message_id,
        "\n".join(message.references),
        int(message.sent.timestamp()),
        round(message.noticed.timestamp() * _MICROSECONDS),
        None if message.claimed is None else int(message.claimed.timestamp()),
        message.bulk,
        message.subject,
        str(message.sender),
        "\n".join(map(str, message.to)),
        "\n".join(map(str, message.cc)),
        "\n".join(message.attachments),
        "\n".join(message.kinds),
        message.text,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def people(text: str) -> tuple[Address, ...]:
    """The people in a column: one a line."""
    return tuple(_address(line) for line in _lines(text))


def _address(line: str) -> Address:
    # The counterpart of Address.__str__; a name alone has no "@".
    name, bracket, address = line.rpartition(" <")
    if bracket and address.endswith(">"):
        return Address(name, address[:-1])
    return Address("", line) if "@" in line else Address(line, "")
