"""Who is who in a message: the user, the others, and whom a question is meant for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from llmos_mail.followups.sentences import greeted
from llmos_mail.index.stored import Stored
from llmos_mail.reading.addresses import Address
from llmos_mail.reading.lists import is_bulk

_CROWD = 10
"""A message to more people than this asks everybody and so nobody."""

_SHORTEST_NAME = 3


@dataclass(frozen=True)
class Me:
    """The user: a name, and the addresses that are theirs."""

    name: str
    addresses: frozenset[str]

    @classmethod
    def of(cls, name: str, addresses: Iterable[str]) -> Me:
        """The user of these addresses, however they are written."""
        return cls(name, frozenset(map(_usual, addresses)))

    def owns(self, person: Address) -> bool:
        """Whether this is one of the user's own addresses; `+tags` do not matter."""
        return _usual(person.address) in self.addresses

    def wrote(self, message: Stored) -> bool:
        """Whether the user sent the message."""
        return self.owns(message.sender)

    def others(self, message: Stored) -> list[Address]:
        """The people that it is addressed to, without the user and without machines."""
        return [p for p in message.to if not self.owns(p) and not is_bulk({}, p.address)]

    def is_asked(self, message: Stored) -> bool:
        """Whether what it asks is meant for the user in person."""
        return (
            any(map(self.owns, message.to))
            and len(message.to) <= _CROWD
            and not (len(message.to) > 1 and self._another_is_named(greeted(message), message))
        )

    def is_named_other(self, sentence: str, message: Stored) -> bool:
        """Whether the sentence turns to somebody else by name ("Ines, can you …?")."""
        called = re.match(r"@?(\w+)[,:]", sentence)
        return called is not None and self._another_is_named(called[1].casefold(), message)

    def _another_is_named(self, words: str, message: Stored) -> bool:
        named = set(re.findall(r"\w+", words))
        mine = {part.casefold() for part in self.name.split()}
        others: set[str] = set()
        for person in (*message.to, *message.cc):
            names = _first_names(person)
            mine, others = (mine | names, others) if self.owns(person) else (mine, others | names)
        return bool(named & (others - mine)) and not named & mine


def _first_names(person: Address) -> set[str]:
    name = person.name or person.address.partition("@")[0].replace(".", " ")
    first = name.partition(",")[2].split() or name.split()
    return {first[0].casefold()} if first and len(first[0]) >= _SHORTEST_NAME else set()


def _usual(address: str) -> str:
    local, _, domain = address.casefold().partition("@")
    return f"{local.partition('+')[0]}@{domain}"
