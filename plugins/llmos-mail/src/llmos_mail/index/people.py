"""Whom the user has written to: the people that a name can mean."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from llmos_mail.index.stored import people
from llmos_mail.names import bare
from llmos_mail.reading.addresses import Address


def written_to(connection: sqlite3.Connection, mine: Iterable[str]) -> list[Address]:
    """Everybody whom a mail from one of these addresses went to, the most often first.

    Each address once, under the name that was used most.
    """
    names: dict[str, Counter[str]] = {}
    for address in mine:
        query = "SELECT recipients, copied FROM messages WHERE sender = ? OR sender LIKE ?"
        for row in connection.execute(query, (address, f"%<{address}>")):
            for person in (*people(row[0]), *people(row[1])):
                names.setdefault(person.address, Counter())[person.name] += 1
    ordered = sorted(names.items(), key=lambda one: -one[1].total())
    return [Address(_name(counted), address) for address, counted in ordered if address]


def called(name: str, everybody: Iterable[Address]) -> list[Address]:
    """Those of them whose name or mailbox has all words of `name`."""
    wanted = bare(name).casefold().split()
    return [one for one in everybody if all(_has(one, word) for word in wanted)]


def _has(person: Address, word: str) -> bool:
    mailbox = person.address.partition("@")[0]
    words = f"{person.name} {mailbox}".casefold().replace(".", " ").replace(",", " ").split()
    return word in words


def _name(counted: Counter[str]) -> str:
    return next((name for name, _ in counted.most_common() if name), "")
