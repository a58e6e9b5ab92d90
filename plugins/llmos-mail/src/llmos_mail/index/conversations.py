"""Conversations: messages that answer each other have one thread number, in whatever order they
are met. A message belongs to the thread of its own id and of every id that it refers to.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from llmos_mail.reading.message import Message

_NEAREST = 20
"""References of one message that are followed; a longer chain is tied together by the others."""


def join(connection: sqlite3.Connection, messages: Sequence[tuple[int, Message]]) -> dict[int, int]:
    """The thread of each of these new rows; threads that they tie together become one."""
    named = [(row, _names(message)) for row, message in messages]
    known = _known(connection, [name for _, names in named for name in names])
    joined = _Joined()
    threads: dict[str, int] = {}
    for row, names in named:
        met = [known.get(name) or threads.get(name) for name in names]
        thread = joined.one([one for one in met if one] or [row])
        threads |= dict.fromkeys(names, thread)
    _move(connection, joined)
    links = {name: joined.top(thread) for name, thread in threads.items()}
    connection.executemany("INSERT OR REPLACE INTO links VALUES (?, ?)", links.items())
    return {row: links[names[0]] if names else row for row, names in named}


def drop_loose(connection: sqlite3.Connection) -> None:
    """Forget the ids of conversations of which no message is left."""
    connection.execute("DELETE FROM links WHERE thread NOT IN (SELECT thread FROM messages)")


def _names(message: Message) -> list[str]:
    return list(dict.fromkeys([message.message_id, *message.references[-_NEAREST:]]))


def _known(connection: sqlite3.Connection, names: list[str]) -> dict[str, int]:
    query = (
        "SELECT message_id, thread FROM links WHERE message_id IN (SELECT value FROM json_each(?))"
    )
    return dict(connection.execute(query, (json.dumps(names),)).fetchall())


class _Joined:
    """Which threads turned out to be others."""

    def __init__(self) -> None:
        self.moved: dict[int, int] = {}

    def top(self, thread: int) -> int:
        while thread in self.moved:
            thread = self.moved[thread]
        return thread

    def one(self, threads: list[int]) -> int:
        """The one thread that these all are from now on: the lowest."""
        tops = {self.top(thread) for thread in threads}
        lowest = min(tops)
        self.moved |= {other: lowest for other in tops if other != lowest}
        return lowest


def _move(connection: sqlite3.Connection, joined: _Joined) -> None:
    moves = [(joined.top(new), old) for old, new in joined.moved.items()]
    connection.executemany("UPDATE messages SET thread = ? WHERE thread = ?", moves)
    connection.executemany("UPDATE links SET thread = ? WHERE thread = ?", moves)
