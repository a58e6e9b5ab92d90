"""What changes in the index's tables. Every function here expects to run inside a transaction."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Sequence

from llmos_files.folders.beneath import shown
from llmos_files.folders.listing import Found, PassedOver
from llmos_files.reading.document import Document
from llmos_files.reading.kinds import kind_of

_KEY_LENGTH = 12


def key_of(path: bytes) -> str:
    """What names a file in answers: short, and the same as long as it lies where it lies."""
    return hashlib.sha256(path).hexdigest()[:_KEY_LENGTH]


def put_file(connection: sqlite3.Connection, found: Found, content: int) -> int | None:
    """Note that a file lies there with this content; gives the content that it had before.

    That content may have no file any more: `drop_orphans` is the caller's to call.
    """
    before = connection.execute(
        "SELECT id, content FROM files WHERE path = ?", (found.path,)
    ).fetchone()
    name = shown(os.path.basename(found.path))
    row = (found.path, key_of(found.path), name, kind_of(name), *found[1:], content)
    if before is None:
        id = connection.execute(f"INSERT INTO files VALUES (NULL{', ?' * len(row)})", row).lastrowid
        _put_name(connection, int(id or 0), found.path, content)
        return None
    connection.execute(
        "UPDATE files SET device = ?, inode = ?, size = ?, changed = ?, content = ? WHERE id = ?",
        (*found[1:], content, before[0]),
    )
    if before[1] != content:
        _put_name(connection, before[0], found.path, content)
    return int(before[1])


def move_file(connection: sqlite3.Connection, before: bytes, found: Found) -> None:
    """Note that the same file has another name or lies in another folder now."""
    (id, content) = connection.execute(
        "SELECT id, content FROM files WHERE path = ?", (before,)
    ).fetchone()
    name = shown(os.path.basename(found.path))
    connection.execute(
        "UPDATE files SET path = ?, key = ?, name = ?, kind = ? WHERE id = ?",
        (found.path, key_of(found.path), name, kind_of(name), id),
    )
    _put_name(connection, id, found.path, content)


def remove_files(connection: sqlite3.Connection, paths: Iterable[bytes]) -> None:
    """Forget files, and the contents that no file has any more."""
    contents: list[int] = []
    for path in paths:
        id, content = connection.execute(
            "DELETE FROM files WHERE path = ? RETURNING id, content", (path,)
        ).fetchone()
        connection.execute("DELETE FROM names WHERE rowid = ?", (id,))
        contents.append(content)
    drop_orphans(connection, contents)


def find_content(
    connection: sqlite3.Connection, digest: bytes, ending: str, reader: int
) -> int | None:
    """The content with this digest, if this version of the readers has read it."""
    row = connection.execute(
        "SELECT id FROM contents WHERE (digest, ending, reader) = (?, ?, ?)",
        (digest, ending, reader),
    ).fetchone()
    return int(row[0]) if row else None


def put_content(
    connection: sqlite3.Connection, digest: bytes, ending: str, reader: int, document: Document
) -> int:
    """Keep what was read, in place of what an older reader made of it."""
    facts = document.facts
    cut = ["It is very long; only a part of it is searchable."] * document.cut
    taken = int(facts.taken.timestamp()) if facts.taken else None
    about = (facts.title[:300], "", "\n".join([*facts.problems[:20], *cut]), taken)
    where = (facts.latitude, facts.longitude)
    id = _put(connection, digest, ending, reader, (*about, *where, len(document.passages)))
    for passage in document.passages:
        place = passage.place
        row = (id, place.unit, place.number, place.name, place.cells, passage.text)
        passage_id = connection.execute(
            "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?, ?)", row
        ).lastrowid
        connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (passage_id, row[-1]))
    return id


def put_failure(
    connection: sqlite3.Connection,
    digest: bytes,
    ending: str,
    reader: int,
    reason: str,
    words: str,
) -> int:
    """Keep why a content gives no text, so that it is not tried again and again."""
    about = ("", reason, words, None, None, None, 0)
    return _put(connection, digest, ending, reader, about)


def put_passed_over(
    connection: sqlite3.Connection, gone: Iterable[bytes], new: Iterable[PassedOver]
) -> None:
    """Note what is not read, and why."""
    connection.executemany("DELETE FROM passed_over WHERE path = ?", [(path,) for path in gone])
    connection.executemany("INSERT OR REPLACE INTO passed_over VALUES (?, ?)", new)


def drop_orphans(connection: sqlite3.Connection, contents: Sequence[int]) -> None:
    """Delete those of these contents that no file has."""
    for content in set(contents):
        if not connection.execute(
            "SELECT 1 FROM files WHERE content = ? LIMIT 1", (content,)
        ).fetchone():
            _drop_passages(connection, content)
            connection.execute("DELETE FROM contents WHERE id = ?", (content,))


def _put(
    connection: sqlite3.Connection,
    digest: bytes,
    ending: str,
    reader: int,
    about: tuple[object, ...],
) -> int:
    before = connection.execute(
        "SELECT id FROM contents WHERE (digest, ending) = (?, ?)", (digest, ending)
    ).fetchone()
    if before:
        _drop_passages(connection, before[0])
    row = (before[0] if before else None, digest, ending, reader, *about)
    id = connection.execute(
        "INSERT OR REPLACE INTO contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row
    ).lastrowid
    return int(id or 0)


def _put_name(connection: sqlite3.Connection, id: int, path: bytes, content: int) -> None:
    (title,) = connection.execute("SELECT title FROM contents WHERE id = ?", (content,)).fetchone()
    folder, name = (shown(part) for part in os.path.split(path))
    connection.execute("DELETE FROM names WHERE rowid = ?", (id,))
    connection.execute(
        "INSERT INTO names (rowid, name, title, folder) VALUES (?, ?, ?, ?)",
        (id, name, title, os.path.basename(folder)),
    )


def _drop_passages(connection: sqlite3.Connection, content: int) -> None:
    # The word index holds no texts of its own, so it must be told what to take out.
    connection.execute(
        "INSERT INTO words (words, rowid, text)"
        " SELECT 'delete', id, text FROM passages WHERE content = ?",
        (content,),
    )
    connection.execute("DELETE FROM passages WHERE content = ?", (content,))
