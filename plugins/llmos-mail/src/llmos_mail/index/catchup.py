"""Catching up with one source: what is new is read, what moved is noted, what is gone goes.

Messages and the place to which an mbox has been read are written in one transaction. A process
that is killed leaves an index that is right as far as it goes, and the next update goes on there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from llmos_mail.index import writing
from llmos_mail.index.origin import Origin
from llmos_mail.reading.found import Found
from llmos_mail.reading.message import Message, read_message

_BATCH_MESSAGES = 1_000
_BATCH_CHARS = 16_000_000
_REPORT_EVERY = 50

_State = list[Any]
"""What is known of a copy: place, stamp, unread, aside; a list, as unpacking a row gives it."""


@dataclass
class Changes:
    """What an update did; `unreachable` says in words which places could not be opened."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    unreachable: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Read:
    """A copy and the message that was read from it, or why there is none."""

    found: Found
    message: Message | None
    problems: tuple[str, ...]


class CatchUp:
    """One source during one update. `run` may be repeated."""

    def __init__(
        self, connection: sqlite3.Connection, source: int, origin: Origin, changes: Changes
    ) -> None:
        self._connection = connection
        self._source = source
        self._origin = origin
        self._changes = changes
        self._read: list[_Read] = []
        self._chars = 0
        self._moved: list[Found] = []

    def run(self, report: Callable[[int, int, str], None]) -> bool:
        """Go through the whole source; True if a message vanished before it was read."""
        known = self._known()
        seen: set[writing.Key] = set()
        missed: set[writing.Key] = set()
        try:
            for found in self._origin.listing():
                key = (found.folder, found.key)
                if key not in seen:
                    (seen if self._meet(found, known.get(key)) else missed).add(key)
                if self._read and len(seen) % _REPORT_EVERY == 0:
                    report(*self._origin.progress(len(seen)))
        except OSError:
            self._write(finished=False, gone=[])
            raise
        gone = [key for key, state in known.items() if key not in seen]
        self._write(finished=True, gone=[k for k in gone if not self._origin.keeps(known[k][0])])
        return not missed <= seen

    def _known(self) -> dict[writing.Key, _State]:
        query = "SELECT folder, key, place, stamp, unread, aside FROM copies WHERE source = ?"
        rows = self._connection.execute(query, (self._source,))
        return {(folder, key): state for folder, key, *state in rows}

    def _meet(self, found: Found, known: _State | None) -> bool:
        """Deal with one copy; False if it is no longer there."""
        if known is None or known[1] != found.stamp:
            try:
                self._add(_read(found), new=known is None)
            except FileNotFoundError:
                return False
        elif known != [found.place, found.stamp, found.unread, found.aside]:
            self._moved.append(found)
            self._changes.updated += 1
        return True

    def _add(self, read: _Read, *, new: bool) -> None:
        self._read.append(read)
        self._chars += len(read.message.text) if read.message else 0
        self._changes.added += new
        self._changes.updated += not new
        if len(self._read) >= _BATCH_MESSAGES or self._chars >= _BATCH_CHARS:
            self._write(finished=False, gone=[])

    def _write(self, *, finished: bool, gone: Sequence[writing.Key]) -> None:
        cursor = self._origin.cursor(finished=finished)
        with writing.transaction(self._connection):
            for read in self._read:
                writing.put_copy(
                    self._connection, self._source, read.found, read.message, read.problems
                )
            writing.move_copies(self._connection, self._source, self._moved)
            writing.remove_copies(self._connection, self._source, gone)
            writing.put_cursor(self._connection, self._source, cursor)
        self._changes.removed += len(gone)
        self._read, self._moved, self._chars = [], [], 0


def _read(found: Found) -> _Read:
    try:
        raw, arrived = found.read()
        if not raw.strip():
            return _Read(found, None, ("It is empty: still being delivered, or cut off.",))
        message = read_message(raw, arrived=arrived)
    except FileNotFoundError:
        raise
    except OSError as error:
        return _Read(found, None, (f"It cannot be opened: {error.strerror}.",))
    except Exception as error:  # whatever one message holds, the others must be read
        return _Read(found, None, (f"It cannot be read ({type(error).__name__}).",))
    return _Read(found, message, message.problems)
