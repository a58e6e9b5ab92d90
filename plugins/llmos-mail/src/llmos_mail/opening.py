"""The index of a run: opened in the plugin's own folder and brought up to date with the sources."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from llmos import Context, ToolError, only_one
from llmos_mail import accounts
from llmos_mail.granted import Granted
from llmos_mail.index.catchup import Changes
from llmos_mail.index.schema import open_index
from llmos_mail.index.update import Connect, Report, update
from llmos_mail.index.visible import show_only
from llmos_mail.reading.message import read_message


@dataclass(frozen=True)
class Index:
    """An open index that shows what is granted and nothing else.

    `changes` is None where another process is bringing it up to date now; `remarks` says what a
    tool found out about its question.
    """

    connection: sqlite3.Connection
    changes: Changes | None
    granted: Granted
    remarks: list[str] = field(default_factory=list)

    @property
    def notes(self) -> list[str]:
        """What the index does not show, or lacks at this moment, in sentences."""
        return [*self.remarks, *self.granted.notes, *self._gaps()]

    def _gaps(self) -> list[str]:
        if self.changes is None:
            return ["The mail is being indexed right now; some messages may be missing here."]
        unreachable = self.changes.unreachable
        return [f"Not up to date, because it cannot be opened: {what}." for what in unreachable]


@contextmanager
def current_index(ctx: Context, *, thorough: bool = False) -> Iterator[Index]:
    """The index, after a quick look at what changed in the sources; `thorough` is a long look."""
    granted = Granted.of(ctx)
    with _opened(ctx) as connection:
        changes = _changes(ctx, connection, granted, thorough=thorough)
        show_only(connection, granted.visible)
        yield Index(connection, changes, granted)


@contextmanager
def standing_index(ctx: Context) -> Iterator[Index]:
    """The index as it is, without a look at the sources."""
    granted = Granted.of(ctx)
    with _opened(ctx) as connection:
        show_only(connection, granted.visible)
        yield Index(connection, Changes(), granted)


@contextmanager
def _opened(ctx: Context) -> Iterator[sqlite3.Connection]:
    path = ctx.data / "mail.db"
    try:
        with closing(open_index(path)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise ToolError(
            f"The mail index {path} cannot be used: {error}.",
            hint="Check the free space. The index can be deleted; it is then built anew.",
        ) from error


def _changes(
    ctx: Context, connection: sqlite3.Connection, granted: Granted, *, thorough: bool
) -> Changes | None:
    if granted.is_coarse and not thorough:
        return Changes()  # the index function has just written down what this run may know
    with only_one(ctx.data / "mail.lock") as alone:
        if not alone:
            return None
        return update(
            connection,
            accounts.places(ctx),
            _reporter(ctx),
            # llmos runs the index function before each call then, so it takes no longer than one.
            thorough=thorough and not granted.is_coarse,
            remote=_servers(ctx, granted) if thorough else {},
            reader=lambda raw, came: granted.kept(read_message(raw, arrived=came, now=ctx.now)),
        )


def _servers(ctx: Context, granted: Granted) -> dict[Path, Connect]:
    return accounts.seldom(ctx) if granted.is_coarse else accounts.remote(ctx)


def _reporter(ctx: Context) -> Report:
    def report(what: str, done: int, total: int, unit: str) -> None:
        ctx.progress(f"Reading {what}", done, total, unit)

    return report
