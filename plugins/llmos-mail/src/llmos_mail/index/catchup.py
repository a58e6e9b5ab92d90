"""Catching up with one source: what is new is read, what moved is noted, what is gone goes.

Messages and the place to which an mbox has been read are written in one transaction. A process
that is killed leaves an index that is right as far as it goes, and the next update goes on there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from llmos_mail.index import writing
from llmos_mail.index.origin import Origin
from llmos_mail.index.transactions import Behind
from llmos_mail.index.writing import Read
from llmos_mail.reading.found import NOT_LOOKED_AT, Found
from llmos_mail.reading.message import Message, read_message

_BATCH_MESSAGES = 2_000
_BATCH_CHARS = 8_000_000
_REPORT_EVERY = 50

_State = list[Any]
"""What is known of a copy: place, stamp, unread, aside, and whether a message was read from it; a
list, as unpacking a row gives it."""


Reader = Callable[[bytes, datetime], Message]
"""Reads a message, as far as it is to be written down, from its bytes and when they came."""


def whole(raw: bytes, arrived: datetime) -> Message:
    """All of it."""
    return read_message(raw, arrived=arrived)


@dataclass
class Changes:
    """What an update did; `unreachable` says in words which places could not be opened."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    unreachable: list[str] = field(default_factory=list)


class CatchUp:
    """One source during one update. `run` may be repeated."""

    def __init__(
        self,
        batches: Behind,
        source: int,
        origin: Origin,
        changes: Changes,
        reader: Reader = whole,
    ) -> None:
        self._batches = batches
        self._connection = batches.connection
        self._source = source
        self._origin = origin
        self._changes = changes
        self._reader = reader
        self._read: list[Read] = []
        self._chars = 0
        self._moved: list[Found] = []

    def run(self, report: Callable[[int, int, str], None]) -> bool:
        """Go through the whole source; True if a message vanished before it was read."""
        known = self._known()
        seen: set[writing.Key] = set()
        missed: set[writing.Key] = set()
        try:
            complete = {key for key, state in known.items() if state[-1]}
            for found in self._origin.listing(complete):
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
        query = (
            "SELECT folder, key, place, stamp, unread, aside, message IS NOT NULL FROM copies"
            " WHERE source = ? AND folder NOT IN (SELECT value FROM json_each(?))"
        )
        rows = self._connection.execute(query, (self._source, json.dumps([*self._origin.skipped])))
        return {(folder, key): state for folder, key, *state in rows}

    def _meet(self, found: Found, known: _State | None) -> bool:
        """Deal with one copy; False if it is no longer there."""
        if known is None or found.stamp not in (known[1], NOT_LOOKED_AT):
            try:
                self._add(_read(found, self._reader), new=known is None)
            except FileNotFoundError:
                return False
        elif (known[0], known[2], known[3]) != (found.place, found.unread, found.aside):
            self._moved.append(found)
            self._changes.updated += 1
        return True

    def _add(self, read: Read, *, new: bool) -> None:
        self._read.append(read)
        self._chars += len(read.message.text) if read.message else 0
        self._changes.added += new
        self._changes.updated += not new
        if len(self._read) >= _BATCH_MESSAGES or self._chars >= _BATCH_CHARS:
            self._write(finished=False, gone=[])

    def _write(self, *, finished: bool, gone: Sequence[writing.Key]) -> None:
        cursor = self._origin.cursor(finished=finished)
        connection, source = self._connection, self._source
        with self._batches.batch() as end:
            rows = writing.put_copies(connection, source, self._read)
            writing.move_copies(connection, source, self._moved)
            writing.remove_copies(connection, source, gone)
            writing.put_cursor(connection, source, cursor)
            end(lambda: writing.put_words(connection, rows))
        self._changes.removed += len(gone)
        self._read, self._moved, self._chars = [], [], 0


def _read(found: Found, reader: Reader) -> Read:
    try:
        raw, arrived = found.read()
        if not raw.strip():
            return Read(found, None, ("It is empty: still being delivered, or cut off.",))
        message = reader(raw, arrived)
    except FileNotFoundError:
        raise
    except OSError as error:
        return Read(found, None, (f"It cannot be opened: {error.strerror}.",))
    except Exception as error:  # whatever one message holds, the others must be read
        return Read(found, None, (f"It cannot be read ({type(error).__name__}).",))
    return Read(found, message, message.problems)
