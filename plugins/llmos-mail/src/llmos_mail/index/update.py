"""Bringing the index up to date with all sources, and forgetting those that are no longer given."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from llmos import transaction
from llmos_mail.index import writing
from llmos_mail.index.catchup import CatchUp, Changes, Reader, whole
from llmos_mail.index.conversations import drop_loose
from llmos_mail.index.imap_origin import ImapOrigin
from llmos_mail.index.origin import Origin, open_origin
from llmos_mail.index.transactions import Behind
from llmos_mail.reading.layouts import THUNDERBIRD, boxes
from llmos_mail.remote.server import Server

Place = tuple[str, Path]
"""The kind of a source and where it lies."""

Report = Callable[[str, int, int, str], None]
"""Told what is being read, how much is done, of how much, in which unit."""

Connect = Callable[[], AbstractContextManager[Server]]
"""Opens a session with the server of an account; raises OSError if that cannot be done."""

REMOTE = "imap"

_FORGET_AT_ONCE = 1_000


def update(
    connection: sqlite3.Connection,
    places: Sequence[Place],
    report: Report,
    *,
    thorough: bool = False,
    remote: Mapping[Path, Connect] | None = None,
    reader: Reader = whole,
) -> Changes:
    """Make the index hold exactly what lies in `places`.

    A source that cannot be opened now keeps what is known of it. `thorough` reads every mbox as a
    whole, even if it seems only to have grown. Accounts on servers are looked into only if `remote`
    says how; otherwise they stay as they are known. `reader` says how much of a message is
    written down, and how late a date may be.
    """
    changes = Changes()
    there = _boxes(places, changes)
    _forget_others(connection, [*there, *_hidden(connection, places, changes)], changes)
    for place in there:
        try:
            with Behind(connection) as batches:
                if place[0] != REMOTE:
                    _update_one(batches, place, report, changes, thorough, reader)
                elif remote:
                    _update_remote(batches, place, report, changes, remote[place[1]], reader)
        except OSError as error:
            changes.unreachable.append(_unreachable(place, error))
    if thorough and changes.removed:
        with transaction(connection):
            drop_loose(connection)
    return changes


def _boxes(places: Sequence[Place], changes: Changes) -> list[Place]:
    """The places as the mailboxes that they consist of, without those that cannot be opened."""
    found: list[Place] = []
    for place in places:
        try:
            found += [place] if place[0] == REMOTE else boxes(*place)
        except OSError as error:
            changes.unreachable.append(_unreachable(place, error))
    return found


def _hidden(
    connection: sqlite3.Connection, places: Sequence[Place], changes: Changes
) -> list[Place]:
    """Known mailboxes of a place of many that cannot be opened now."""
    if not changes.unreachable:
        return []
    many = [path for kind, path in places if kind == THUNDERBIRD]
    known = connection.execute("SELECT kind, path FROM sources").fetchall()
    return [(kind, Path(path)) for kind, path in known if any(map(Path(path).is_relative_to, many))]


def _unreachable(place: Place, error: OSError) -> str:
    return f"{error.filename or place[1]}: {error.strerror}"


def _update_one(
    batches: Behind, place: Place, report: Report, changes: Changes, thorough: bool, reader: Reader
) -> None:
    source, cursor = _source(batches.connection, place)
    incomplete = _incomplete(batches.connection, source)
    origin = open_origin(*place, cursor, thorough=thorough, incomplete=incomplete)
    _catch_up(CatchUp(batches, source, origin, changes, reader), origin, batches, place, report)


def _update_remote(
    batches: Behind,
    place: Place,
    report: Report,
    changes: Changes,
    connect: Connect,
    reader: Reader,
) -> None:
    source, cursor = _source(batches.connection, place)
    with connect() as server:
        origin = ImapOrigin(server, cursor)
        _catch_up(CatchUp(batches, source, origin, changes, reader), origin, batches, place, report)


def _catch_up(
    catch_up: CatchUp, origin: Origin, batches: Behind, place: Place, report: Report
) -> None:
    if origin.unchanged():
        return
    missed = catch_up.run(lambda *how: report(place[1].name, *how))
    if missed:
        # They moved while they were being read; a second look finds them where they are now.
        batches.wait()
        catch_up.run(lambda *how: report(place[1].name, *how))


def _source(connection: sqlite3.Connection, place: Place) -> tuple[int, str]:
    named = (place[0], str(place[1]))
    with transaction(connection):
        connection.execute("INSERT OR IGNORE INTO sources (kind, path) VALUES (?, ?)", named)
    query = "SELECT id, cursor FROM sources WHERE (kind, path) = (?, ?)"
    row: tuple[int, str] = connection.execute(query, named).fetchone()
    return row


def _incomplete(connection: sqlite3.Connection, source: int) -> set[str]:
    query = "SELECT DISTINCT folder FROM copies WHERE message IS NULL AND source = ?"
    return {row[0] for row in connection.execute(query, (source,))}


def _forget_others(
    connection: sqlite3.Connection, places: Sequence[Place], changes: Changes
) -> None:
    given = {(kind, str(path)) for kind, path in places}
    for id, *named in connection.execute("SELECT id, kind, path FROM sources").fetchall():
        if tuple(named) not in given:
            while _forget_some(connection, id, changes):
                pass
            with transaction(connection):
                drop_loose(connection)
                connection.execute("DELETE FROM sources WHERE id = ?", (id,))


def _forget_some(connection: sqlite3.Connection, source: int, changes: Changes) -> bool:
    query = "SELECT folder, key FROM copies WHERE source = ? LIMIT ?"
    keys = connection.execute(query, (source, _FORGET_AT_ONCE)).fetchall()
    with transaction(connection):
        writing.remove_copies(connection, source, keys)
    changes.removed += len(keys)
    return bool(keys)
