"""Finding messages in the index: by words, people, time, folder, flags, or id."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from llmos_mail.index.finding import (
    COPY,
    MOST_COUNTED,
    Condition,
    find,
    of_rows,
    rows,
    sharpened,
    telling_terms,
)
from llmos_mail.index.meaning import nearest
from llmos_mail.index.places import folders
from llmos_mail.index.query import expression, terms
from llmos_mail.index.stored import COLUMNS, Stored
from llmos_mail.index.writing import row_near
from llmos_mail.names import bare
from llmos_mail.reading.kinds import FileKind

_FULL_ID = 32
_SHORTEST_ID = 6

_FIRST_PLACES = 60
"""How much less the first places of a ranking differ than they would by their numbers alone."""

Meaning = Callable[[str], bytes | None]
"""The vector of a text, as `index.meaning` has them; None where there is none to be had."""

_HEADERS = ("subject", "sender", "recipients", "copied")


@dataclass(frozen=True)
class Wanted:
    """What to look for; whatever is None or empty does not narrow the search.

    Times are moments; `since` is included and `until` is not. Without `in_bodies`, the words of
    `text` are looked for in subjects and among people only. `attached` is a kind of file that came
    with it, `not_from` are addresses whose mail is left out.
    """

    text: str = ""
    in_bodies: bool = True
    sender: str = ""
    to: str = ""
    since: datetime | None = None
    until: datetime | None = None
    folders: tuple[str, ...] = ()
    unread: bool | None = None
    has_attachment: bool | None = None
    attached: FileKind | None = None
    not_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hits:
    """The messages found, of `total`, which `is_more` says is only as far as was counted; `loosely`
    if not all of the words occur in each of them.
    """

    messages: tuple[Stored, ...]
    total: int
    is_more: bool = False
    loosely: bool = False


def unknown(text: str) -> bytes | None:
    """Knows no meanings."""
    return None


def search(
    connection: sqlite3.Connection, wanted: Wanted, limit: int, meaning: Meaning = unknown
) -> Hits:
    """All words must occur, newest first; if nowhere all do, any of them or messages that mean
    something like it, best first. `meaning` is only asked then.
    """
    strictly = _search(connection, wanted, limit)
    if strictly.total or not wanted.text:
        return strictly
    about = meaning(wanted.text) if wanted.in_bodies else None
    if about is None and len(terms(wanted.text)) < 2:
        return strictly
    return _search_loosely(connection, wanted, limit, about)


def by_id(connection: sqlite3.Connection, id: str) -> Stored | None:
    """The message with this id, or with a Message-ID of this text."""
    where = "m.digest >= ? AND m.digest < ? || 'g'"
    if _SHORTEST_ID <= len(id) <= _FULL_ID and id.isalnum():
        found = rows(connection, f"SELECT {COLUMNS} FROM messages m WHERE {where}", (id, id))
        return found[0] if len(found) == 1 else None
    query = f"SELECT {COLUMNS} FROM messages m WHERE m.message_id = ? ORDER BY m.sent LIMIT 1"
    return next(iter(rows(connection, query, (id.strip("<> "),))), None)


def exchanged(connection: sqlite3.Connection, since: datetime) -> list[Stored]:
    """What people have written to each other since then, oldest first.

    Without mail in bulk, drafts, spam and trash.
    """
    query = (
        f"SELECT {COLUMNS} FROM messages m WHERE m.id >= ? AND NOT m.bulk AND EXISTS"
        " (SELECT 1 FROM copies c WHERE c.message = m.id AND NOT c.aside) ORDER BY m.id"
    )
    return rows(connection, query, [row_near(int(since.timestamp()))])


def thread_of(connection: sqlite3.Connection, message: Stored) -> list[Stored]:
    """The conversation that a message belongs to, oldest first; the message is one of them."""
    query = (
        f"SELECT {COLUMNS} FROM messages m WHERE m.thread ="
        " (SELECT thread FROM messages WHERE id = ?) ORDER BY m.id"
    )
    return rows(connection, query, [message.row])


def folders_called(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """The folders of this name, wherever they stand; raises KeyError with all names if none is."""
    every = folders(connection)
    wanted = name.strip("/ ").casefold()
    found = [one for one in every if wanted in (one.casefold(), one.rpartition("/")[2].casefold())]
    if not found:
        raise KeyError(*every)
    return tuple(found)


def place_of(connection: sqlite3.Connection, message: Stored) -> tuple[str, bool]:
    """The folder that a message lies in, and whether it is still unread."""
    query = "SELECT min(folder), min(unread) FROM copies WHERE message = ?"
    folder, unread = connection.execute(query, (message.row,)).fetchone()
    return str(folder or ""), bool(unread)


def problems_of(connection: sqlite3.Connection, message: Stored) -> list[str]:
    """What could not be read of a message."""
    query = "SELECT DISTINCT why FROM problems NATURAL JOIN copies WHERE message = ?"
    return [str(row[0]) for row in connection.execute(query, (message.row,))]


def sizes(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many messages the index holds, and how many copies could not be read in full."""
    (messages,) = connection.execute("SELECT count(*) FROM messages").fetchone()
    query = "SELECT count(*) FROM (SELECT DISTINCT source, folder, key FROM problems)"
    (problems,) = connection.execute(query).fetchone()
    return messages, problems


def _search(connection: sqlite3.Connection, wanted: Wanted, limit: int) -> Hits:
    found = find(connection, _all_words(connection, wanted), _narrowing(wanted))
    return Hits(of_rows(connection, found[:limit]), min(len(found), MOST_COUNTED), _is_more(found))


def _search_loosely(
    connection: sqlite3.Connection, wanted: Wanted, limit: int, about: bytes | None
) -> Hits:
    telling, by_rank = telling_terms(connection, sharpened(connection, terms(wanted.text)))
    match = _match(wanted, expression(telling, any_word=True, columns=_columns(wanted)))
    found = find(connection, match, _narrowing(wanted), by_rank=by_rank) if telling else []
    if about is not None:
        people = _match(wanted, "")
        found = _fused(found, nearest(connection, about, people, [*_narrowing(wanted)]))
    hits = of_rows(connection, found[:limit])
    return Hits(hits, min(len(found), MOST_COUNTED), _is_more(found), loosely=bool(found))


def _fused(*rankings: Sequence[int]) -> list[int]:
    """One ranking of several: what stands high in one, or well in all, stands high."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for place, row in enumerate(ranking):
            scores[row] = scores.get(row, 0.0) + 1 / (_FIRST_PLACES + place)
    return sorted(scores, key=lambda row: -scores[row])


def _is_more(found: Sequence[int]) -> bool:
    return len(found) > MOST_COUNTED


def _all_words(connection: sqlite3.Connection, wanted: Wanted) -> str:
    """The expression that finds the wanted words and people; empty if none are wanted."""
    text = sharpened(connection, terms(wanted.text))
    return _match(wanted, expression(text, columns=_columns(wanted)) if text else "")


def _match(wanted: Wanted, text: str) -> str:
    people = (
        (terms(bare(wanted.sender)), ("sender",)),
        (terms(bare(wanted.to)), ("recipients", "copied")),
    )
    asked = [expression(words, columns=where) for words, where in people if words]
    return " AND ".join([text] * bool(text) + asked)


def _columns(wanted: Wanted) -> Sequence[str]:
    return () if wanted.in_bodies else _HEADERS


def _narrowing(wanted: Wanted) -> Iterator[Condition]:
    if wanted.since:
        yield "{row} >= ?", [row_near(int(wanted.since.timestamp()))]
    if wanted.until:
        yield "{row} < ?", [row_near(int(wanted.until.timestamp()))]
    if wanted.folders:
        marks = ", ".join("?" * len(wanted.folders))
        yield f"{COPY} AND c.folder IN ({marks}))", [*wanted.folders]
    if wanted.unread is not None:
        # A message is unread only as long as every copy of it is.
        yield f"{COPY} AND c.unread = 0) = ?", [not wanted.unread]
    for address in wanted.not_from:
        yield "instr(lower({sender}), ?) = 0", [address.lower()]
    has_attachment = True if wanted.attached else wanted.has_attachment
    if has_attachment is not None:
        yield "{attachments} " + ("<> ''" if has_attachment else "= ''"), []
    if wanted.attached:
        # One kind a line; the kinds are words without signs.
        yield "char(10) || {kinds} || char(10) LIKE ?", [f"%\n{wanted.attached}\n%"]
