"""Deleting what a plugin derived with its permissions, and counting it first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from llmos.atomic import remove_folder
from llmos.broker import Grant

_HEADER = b"SQLite format 3\0"


@dataclass(frozen=True)
class Rows:
    """How many rows one table of one database held."""

    database: str
    table: str
    count: int


@dataclass(frozen=True)
class Forgotten:
    """What a revocation took away: the grants, the files that were derived with them, what effects
    had left to be undone, and turns of earlier chats.
    """

    grants: list[Grant]
    undos: int = 0
    turns: int = 0
    files: int = 0
    bytes: int = 0
    rows: tuple[Rows, ...] = ()


def forget(grants: list[Grant], undos: int, turns: int, folders: Iterable[Path]) -> Forgotten:
    """Delete plugins' folders. All of them: which permission a row came from is not known to llmos,
    and what the others allow can be derived again.
    """
    there = [folder for folder in folders if folder.exists()]
    inside = (path for folder in there for path in folder.rglob("*"))
    files = [path for path in inside if path.is_file() and not path.is_symlink()]
    forgotten = Forgotten(
        grants,
        undos=undos,
        turns=turns,
        files=len(files),
        bytes=sum(path.stat().st_size for path in files),
        rows=tuple(rows for path in files for rows in _counted(path)),
    )
    for folder in there:
        remove_folder(folder)
    return forgotten


def drop_others(folder: Path, kept: Iterable[Path]) -> None:
    """Delete what lies in a plugin's folder, apart from these folders in it."""
    wanted = set(kept)
    for path in folder.iterdir() if folder.exists() else ():
        if path not in wanted:
            remove_folder(path)


def _counted(path: Path) -> list[Rows]:
    """The rows of a database; none for other files, and for one that cannot be read."""
    try:
        with path.open("rb") as file:
            if file.read(len(_HEADER)) != _HEADER:
                return []
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            return list(_tables(connection, path.name))
    except (OSError, sqlite3.Error):
        return []


def _tables(connection: sqlite3.Connection, database: str) -> Iterator[Rows]:
    # The file is the plugin's own work, so nothing that its schema defines may run here.
    connection.execute("PRAGMA trusted_schema = OFF")
    for _, name, kind, *_ in connection.execute("PRAGMA main.table_list").fetchall():
        if kind == "table" and not name.startswith("sqlite_"):
            quoted = name.replace('"', '""')
            count = connection.execute(f'SELECT count(*) FROM main."{quoted}"').fetchone()[0]
            if count:
                yield Rows(database, name, count)
