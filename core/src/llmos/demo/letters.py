"""The sample life's mail as of one present: who wrote what to whom, when, in answer to what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import msgspec

from llmos.demo.dates import Moment, move
from llmos.demo.life import ME, Life, Message, Thread
from llmos.demo.people import Account, Correspondent, Person
from llmos.demo.sample import ExpectedFollowUp

_ANSWER = {"en": "Re: ", "de": "AW: "}


class Letter(msgspec.Struct, frozen=True):
    """A dated message; `text` holds its writer's own words, with the dates filled in."""

    id: str
    message: Message
    moment: Moment
    sender: Correspondent
    to: tuple[Correspondent, ...]
    cc: tuple[Correspondent, ...]
    subject: str
    text: str
    parent: Letter | None = None

    @property
    def is_mine(self) -> bool:
        """Whether the person wrote it herself."""
        return self.message.sender == ME

    @property
    def ancestors(self) -> tuple[str, ...]:
        """The ids of the letters that it goes back to, oldest first."""
        return (*self.parent.ancestors, self.parent.id) if self.parent else ()


class Post(NamedTuple):
    """All letters, oldest first, and what is open in them."""

    letters: tuple[Letter, ...]
    expected: tuple[ExpectedFollowUp, ...]


def write_letters(life: Life, now: datetime) -> Post:
    """Date the whole life's mail so that its last day is the one before `now`."""
    letters: list[Letter] = []
    expected: list[ExpectedFollowUp] = []
    for page in life.pages:
        account = next(one for one in life.person.accounts if one.id == page.account)
        people = {one.id: one for one in (*life.people, _myself(life.person, account))}
        for thread in page.threads:
            written = _Writing(thread, people, now.astimezone(life.person.zone)).letters()
            letters += written.values()
            expected += _expected(thread, written)
    return Post(tuple(sorted(letters, key=_order)), tuple(expected))


def _order(letter: Letter) -> tuple[datetime, str]:
    return letter.moment.when, letter.id


def _myself(person: Person, account: Account) -> Correspondent:
    return Correspondent(
        id=ME,
        name=person.name,
        address=account.address,
        language=person.languages[0],
        relation="family",
        signature=account.signature,
    )


class _Writing(NamedTuple):
    thread: Thread
    people: dict[str, Correspondent]
    now: datetime

    def letters(self) -> dict[str, Letter]:
        written: dict[str, Letter] = {}
        previous = ""
        for message in self.thread.messages:
            parent = written.get(message.answers or previous)
            written[message.id] = self._letter(message, parent)
            previous = message.id
        return written

    def _letter(self, message: Message, parent: Letter | None) -> Letter:
        sender = self.people[message.sender]
        moment = self._moment(message)
        return Letter(
            id=_message_id(self.thread, message, sender),
            message=message,
            moment=moment,
            sender=sender,
            to=tuple(self.people[one] for one in message.to),
            cc=tuple(self.people[one] for one in message.cc),
            subject=self._subject(message, moment, parent),
            text=moment.fill(message.text).strip() + "\n",
            parent=parent,
        )

    def _moment(self, message: Message) -> Moment:
        day = move(self.now.date(), message.day, self.thread.days)
        when = datetime.combine(day, message.time, tzinfo=self.now.tzinfo)
        return Moment(when, self.thread.language, self.thread.days)

    def _subject(self, message: Message, moment: Moment, parent: Letter | None) -> str:
        if message.subject:
            return moment.fill(message.subject)
        if parent is None:
            return moment.fill(self.thread.subject)
        answer = _ANSWER[self.thread.language]
        return parent.subject if parent.subject.startswith(answer) else answer + parent.subject


def _message_id(thread: Thread, message: Message, sender: Correspondent) -> str:
    digest = hashlib.sha256(f"{thread.id}/{message.id}".encode()).hexdigest()[:20]
    return f"<{digest}@{sender.address.partition('@')[2]}>"


def _expected(thread: Thread, written: dict[str, Letter]) -> Iterator[ExpectedFollowUp]:
    for label in thread.expected:
        letter = written[label.message]
        yield ExpectedFollowUp(
            direction=label.direction,
            kind=label.kind,
            thread=thread.id,
            message=letter.id,
            sentence=letter.moment.fill(label.sentence),
            due=None if label.due is None else letter.moment.day(label.due),
        )
