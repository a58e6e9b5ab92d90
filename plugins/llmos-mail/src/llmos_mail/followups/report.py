"""The follow-ups of a mailbox: what the user owes others, and what others owe the user."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from llmos_mail.followups.due import due
from llmos_mail.followups.people import Me
from llmos_mail.followups.promises import concerns_reader, confirms, keeps, promises, withdraws
from llmos_mail.followups.questions import asks
from llmos_mail.followups.sentences import sentences
from llmos_mail.followups.threads import threads
from llmos_mail.index.stored import Stored
from llmos_mail.reading.addresses import Address

Direction = Literal["mine", "theirs"]
Kind = Literal["question", "request", "promise"]

_PATIENCE_DAYS = 7
"""How long a promise to the user that names no day may wait before it is shown."""


@dataclass(frozen=True)
class FollowUp:
    """One thing that is open, with the sentence that says so.

    `mine` is for the user to do, `theirs` for `person`. `said` is in the user's zone.
    """

    direction: Direction
    kind: Kind
    person: Address
    sentence: str
    said: datetime
    due: date | None
    message: Stored

    def is_overdue(self, today: date) -> bool:
        """Whether the day that was named has passed."""
        return self.due is not None and self.due < today

    def days_waiting(self, today: date) -> int:
        """How many days ago it was said."""
        return (today - self.said.date()).days


def open_items(messages: Iterable[Stored], me: Me, now: datetime) -> list[FollowUp]:
    """All that is open in these messages at `now`, most urgent first.

    `messages` should reach up to `now`, because a later one may settle an earlier one.
    """
    found: list[FollowUp] = []
    for thread in threads(message for message in messages if not message.bulk):
        found += _Thread(thread, me, now).open()
    return sorted(found, key=lambda item: _urgency(item, now.date()))


def _urgency(item: FollowUp, today: date) -> tuple[int, date]:
    if item.is_overdue(today) and item.due:
        return 0, item.due
    if item.kind != "promise":
        return 1, item.said.date()
    return (2, item.due) if item.due else (3, item.said.date())


_Rule = Callable[[Stored, Sequence[Stored]], FollowUp | None]
"""Looks at one message and at those after it in its thread."""


class _Thread:
    """One conversation, in which at most one question and one promise a side are open."""

    def __init__(self, messages: Sequence[Stored], me: Me, now: datetime) -> None:
        self._messages = messages
        self._me = me
        self._now = now

    def open(self) -> list[FollowUp]:
        # The oldest open question is the one that waits; the newest promise is the one that holds.
        forwards = list(enumerate(self._messages, start=1))
        backwards = forwards[::-1]
        rules: tuple[tuple[_Rule, list[tuple[int, Stored]]], ...] = (
            (self._question_to_me, forwards),
            (self._question_of_mine, forwards),
            (self._promise_of_mine, backwards),
            (self._promise_to_me, backwards),
        )
        found: list[FollowUp] = []
        for rule, order in rules:
            items = (rule(message, self._messages[after:]) for after, message in order)
            first = next((item for item in items if item), None)
            found += [first] if first else []
        return found

    def _question_to_me(self, message: Stored, later: Sequence[Stored]) -> FollowUp | None:
        me = self._me
        if me.wrote(message) or not me.is_asked(message):
            return None
        colleagues = {person.address for person in me.others(message)} - {message.sender.address}
        if any(me.wrote(one) or one.sender.address in colleagues for one in later):
            return None
        if any(_same(one, message) and withdraws(one) for one in later):
            return None
        return self._asked("mine", message.sender, message)

    def _question_of_mine(self, message: Stored, later: Sequence[Stored]) -> FollowUp | None:
        me = self._me
        others = me.others(message)
        if not me.wrote(message) or not others:
            return None
        if any(not me.wrote(one) or withdraws(one) for one in later):
            return None
        return self._asked("theirs", others[0], message)

    def _promise_of_mine(self, message: Stored, later: Sequence[Stored]) -> FollowUp | None:
        others = self._me.others(message)
        if not self._me.wrote(message) or not others:
            return None
        return self._promised("mine", others[0], message, later)

    def _promise_to_me(self, message: Stored, later: Sequence[Stored]) -> FollowUp | None:
        if self._me.wrote(message) or not any(map(self._me.owns, message.to)):
            return None
        item = self._promised("theirs", message.sender, message, later)
        return item if item and self._is_late(item) else None

    def _is_late(self, promise: FollowUp) -> bool:
        today = self._now.date()
        if promise.due is not None:
            return promise.is_overdue(today)
        return concerns_reader(promise.sentence) and promise.days_waiting(today) >= _PATIENCE_DAYS

    def _asked(self, direction: Direction, person: Address, message: Stored) -> FollowUp | None:
        for sentence in sentences(message):
            kind = asks(sentence)
            if kind and not self._me.is_named_other(sentence, message):
                return self._item(direction, kind, person, sentence, message)
        return None

    def _promised(
        self, direction: Direction, person: Address, message: Stored, later: Sequence[Stored]
    ) -> FollowUp | None:
        given = [sentence for sentence in sentences(message) if promises(sentence)]
        items = [self._item(direction, "promise", person, one, message) for one in given]
        item = next((item for item in items if item.due), items[0] if items else None)
        return None if item is None or self._is_kept(item, later) else item

    def _is_kept(self, promise: FollowUp, later: Sequence[Stored]) -> bool:
        for one in later:
            if not _same(one, promise.message):
                if confirms(one):
                    return True
            elif keeps(one) or promise.due is None or self._day(one.sent).date() >= promise.due:
                return True
        return False

    def _item(
        self, direction: Direction, kind: Kind, person: Address, sentence: str, message: Stored
    ) -> FollowUp:
        said = self._day(message.sent)
        day = due(sentence, said.date(), deadline_only=kind != "promise")
        return FollowUp(direction, kind, person, sentence, said, day, message)

    def _day(self, moment: datetime) -> datetime:
        return moment.astimezone(self._now.tzinfo)


def _same(one: Stored, other: Stored) -> bool:
    return one.sender.address == other.sender.address
