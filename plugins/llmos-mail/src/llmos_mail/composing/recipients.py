"""Who gets an answer: the sender, or everybody; a list's own wish where it has one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from llmos_mail.reading.addresses import Address, addresses

_MAILTO = re.compile(r"<mailto:([^>?]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Recipients:
    """Whom a mail goes to, openly and as a copy."""

    to: tuple[Address, ...]
    cc: tuple[Address, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """All addresses, each once."""
        return tuple(dict.fromkeys(one.address for one in (*self.to, *self.cc)))


Header = Mapping[str, Sequence[str]]
"""Header fields by lower-case name, undecoded."""


def answered(header: Header, mine: Callable[[Address], bool], *, everyone: bool) -> Recipients:
    """Who an answer to the mail with this header goes to; `mine` tells the user's own addresses.

    An answer to everyone goes where Mail-Followup-To says, or to all whom the mail went to, and to
    the list that it came over. An answer to one's own mail goes to whom that went to.
    """
    sender = _people(header, "reply-to") or _people(header, "from") or _people(header, "sender")
    if sender and all(map(mine, sender)):
        cc = _people(header, "cc") if everyone else ()
        return _each_once(_people(header, "to"), cc, mine)
    if not everyone:
        return _each_once(sender, (), mine)
    if wanted := _people(header, "mail-followup-to"):
        return _each_once(wanted, (), mine)
    others = (*_people(header, "to"), *_people(header, "cc"), *_lists(header))
    return _each_once(sender, others, mine)


def _each_once(
    to: Iterable[Address], cc: Iterable[Address], mine: Callable[[Address], bool]
) -> Recipients:
    seen: set[str] = set()
    first = tuple(_unseen(to, seen, mine))
    return Recipients(first, tuple(_unseen(cc, seen, mine)))


def _unseen(
    people: Iterable[Address], seen: set[str], mine: Callable[[Address], bool]
) -> Iterator[Address]:
    for one in people:
        if one.address and one.address not in seen and not mine(one):
            seen.add(one.address)
            yield one


def _people(header: Header, field: str) -> tuple[Address, ...]:
    return tuple(person for raw in header.get(field, ()) for person in addresses(raw))


def _lists(header: Header) -> tuple[Address, ...]:
    posts = [found[1] for raw in header.get("list-post", ()) if (found := _MAILTO.search(raw))]
    return tuple(Address("", post.strip().lower()) for post in posts)
