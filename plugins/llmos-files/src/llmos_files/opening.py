"""The index of a run: opened in the plugin's own folder and brought up to date with the folders."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from llmos import Context, ToolError, only_one
from llmos_files.granted import Granted
from llmos_files.index.attempts import Attempts
from llmos_files.index.languages import in_english
from llmos_files.index.meaning import Meanings
from llmos_files.index.schema import open_index
from llmos_files.index.search import Finder
from llmos_files.index.update import Changes, Report, Update
from llmos_files.index.visible import show_only
from llmos_files.reading.reading import VERSION

_LARGE = 20_000
"""Files. A larger index is brought up to date by `llmos index`, not before every answer."""


GIST = 1_000
"""Characters of a question or passage from which its meaning is taken."""


@dataclass(frozen=True)
class Index:
    """An open index that shows what is granted and nothing else.

    `changes` is None where it was not brought up to date for this run.
    """

    connection: sqlite3.Connection
    changes: Changes | None
    granted: Granted
    finder: Finder

    @property
    def notes(self) -> list[str]:
        """What the index does not show, or lacks at this moment, in sentences."""
        return [*self.granted.notes, *self._gaps()]

    def _gaps(self) -> list[str]:
        unreachable = self.changes.unreachable if self.changes else []
        return [f"Not up to date, because it cannot be opened: {what}." for what in unreachable]


@contextmanager
def current_index(ctx: Context, *, thorough: bool = False, look: bool = True) -> Iterator[Index]:
    """The index, after a look at what changed in the folders.

    A large index is looked through only if `thorough`, and no index at all without `look`.
    """
    granted = Granted.of(ctx)
    path = ctx.data / "files.db"
    try:
        with closing(open_index(path)) as connection:
            changes = _changes(ctx, connection, granted, thorough) if look else None
            show_only(connection, granted.visible)
            finder = Finder(connection, _meanings(path, path.stat().st_ino))
            yield Index(connection, changes, granted, finder)
    except sqlite3.Error as error:
        raise ToolError(
            f"The index of your files {path} cannot be used: {error}.",
            hint="Check the free space. The index can be deleted; it is then built anew.",
        ) from error


def vector(ctx: Context, text: str) -> bytes:
    """The meaning of a question; empty where there is no model for that."""
    if not text.strip() or not ctx.settings.meanings or not ctx.model.embeds:
        return b""
    return ctx.model.embed([in_english(text)[:GIST]])[0]


def _changes(
    ctx: Context, connection: sqlite3.Connection, granted: Granted, thorough: bool
) -> Changes | None:
    (files,) = connection.execute("SELECT count(*) FROM files").fetchone()
    if files > _LARGE and not thorough:
        return None
    with only_one(ctx.data / "files.lock") as alone:
        return _update(ctx, connection, granted) if alone else None


def _update(ctx: Context, connection: sqlite3.Connection, granted: Granted) -> Changes:
    now = int(ctx.now.timestamp())
    attempts = Attempts(ctx.data / "files.attempt", connection, now, VERSION)
    try:
        update = Update(connection, attempts, _reporter(ctx), ctx.settings.ignore)
        if not granted.is_partial:
            update.forget_all_but(granted.visible.roots)
        return update.run(granted.visible.roots)
    finally:
        attempts.close()


def _reporter(ctx: Context) -> Report:
    def report(what: str, done: int, total: int | None) -> None:
        ctx.progress(what, done, total, "files")

    return report


@cache
def _meanings(path: Path, inode: int) -> Meanings:
    """The vectors of one index file, kept as long as this process lives."""
    return Meanings()
