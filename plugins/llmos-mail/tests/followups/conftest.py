"""Conversations for the follow-up rules, written as short as they can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from llmos_mail.followups.people import Me
from llmos_mail.followups.report import FollowUp, open_items
from llmos_mail.index.stored import Stored
from llmos_mail.reading.addresses import Address
from llmos_mail.reading.kinds import kind_of

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
"""A Tuesday."""

PEOPLE = {
    "me": Address("Mira Sommer", "mira@example.org"),
    "ana": Address("Ana Duarte", "ana@example.org"),
    "bo": Address("Bo Lind", "bo@example.org"),
    "ines": Address("Ines Carvalho", "ines@example.org"),
    "shop": Address("Shop", "no-reply@shop.example"),
}
ME = Me.of("Mira Sommer", ["Mira@example.org", "sommer@work.example"])

Says = Callable[..., Stored]
Open = Callable[[Sequence[Stored]], list[FollowUp]]


@pytest.fixture
def says() -> Says:
    """`says("ana", 5, "Can you come?", to="me")`: who, how many days ago, what, to whom."""
    numbers = count(1)

    def write(
        who: str,
        days_ago: float,
        text: str,
        to: str = "",
        *,
        after: Stored | None = None,
        subject: str = "",
        references: Sequence[str] = (),
        bulk: bool = False,
        attachments: Sequence[str] = (),
    ) -> Stored:
        number = next(numbers)
        to = to or ("ana" if who == "me" else "me")
        return Stored(
            row=number,
            id=f"{number:012}",
            message_id=f"{number}@example.org",
            references=(*references, *((after.message_id,) if after else ())),
            sent=NOW - timedelta(days=days_ago),
            noticed=NOW,
            claimed=None,
            bulk=bulk,
            subject=subject or (f"Re: {after.subject}" if after else f"Subject {number}"),
            sender=PEOPLE[who],
            to=tuple(PEOPLE.get(one, Address("", one)) for one in to.split()),
            cc=(),
            attachments=tuple(attachments),
            kinds=tuple(map(kind_of, attachments)),
            text=text,
        )

    return write


@pytest.fixture
def still_open() -> Open:
    """What is open in some messages."""
    return lambda messages: open_items(messages, ME, NOW)


@pytest.fixture
def said_on() -> date:
    """The Monday on which the sentences about days were said."""
    return date(2026, 11, 23)
