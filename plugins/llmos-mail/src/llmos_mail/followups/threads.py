"""Conversations: messages that answer each other, in the order in which they were sent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from llmos_mail.index.stored import Stored

_REPLY = re.compile(r"^\s*(?:(?:re|aw|antw|antwort|wg|fwd?|sv|tr)\s*(?:\[\d+\])?\s*:\s*)+", re.I)


def threads(messages: Iterable[Stored]) -> list[list[Stored]]:
    """Group messages by the ids that they refer to.

    Only a reply that refers to nothing is matched by its subject, with an earlier message of the
    same subject that one of the same people wrote or got.
    """
    ordered = sorted(messages, key=lambda message: (message.sent, message.row))
    groups = _Groups()
    for message in ordered:
        groups.join(message.message_id, *message.references)
    _join_by_subject(ordered, groups)
    found: defaultdict[str, list[Stored]] = defaultdict(list)
    for message in ordered:
        found[groups.of(message.message_id)].append(message)
    return list(found.values())


def base_subject(subject: str) -> str:
    """The subject without Re:, AW:, Fwd: and the like."""
    return " ".join(_REPLY.sub("", subject).casefold().split())


class _Groups:
    """Sets of ids that were said to belong together."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, id: str) -> str:
        top = id
        while (above := self._above.get(top, top)) != top:
            top = above
        # Whoever asks next goes straight to the top.
        while id != top:
            self._above[id], id = top, self._above[id]
        return top

    def join(self, id: str, *others: str) -> None:
        for other in others:
            self._above[self.of(other)] = self.of(id)


def _join_by_subject(ordered: Sequence[Stored], groups: _Groups) -> None:
    last: dict[tuple[str, str], Stored] = {}
    for message in ordered:
        subject = base_subject(message.subject)
        keys = [(subject, person) for person in _people(message)]
        if subject and not message.references and _REPLY.match(message.subject):
            earlier = next((last[key] for key in keys if key in last), None)
            if earlier:
                groups.join(message.message_id, earlier.message_id)
        last.update(dict.fromkeys(keys, message))


def _people(message: Stored) -> list[str]:
    return [person.address for person in (message.sender, *message.to) if person.address]
