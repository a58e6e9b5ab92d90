"""The index of a run: opened in the plugin's own folder and brought up to date with the sources."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from llmos import Context
from llmos_mail.index.catchup import Changes
from llmos_mail.index.lock import only_one
from llmos_mail.index.schema import open_index
from llmos_mail.index.update import Report, update


@dataclass(frozen=True)
class Index:
    """An open index. `changes` is None where another process is bringing it up to date now."""

    connection: sqlite3.Connection
    changes: Changes | None

    @property
    def gaps(self) -> list[str]:
        """What the index may lack at this moment, in sentences."""
        if self.changes is None:
            return ["The mail is being indexed right now; some messages may be missing here."]
        unreachable = self.changes.unreachable
        return [f"Not up to date, because it cannot be opened: {what}." for what in unreachable]


@contextmanager
def current_index(ctx: Context, *, thorough: bool = False) -> Iterator[Index]:
    """The index, after a quick look at what changed in the sources; `thorough` is a long look."""
    places = [(source.kind, source.path) for source in ctx.sources]
    with closing(open_index(ctx.data / "mail.db")) as connection:
        with only_one(ctx.data / "mail.lock") as alone:
            changes = (
                update(connection, places, _reporter(ctx), thorough=thorough) if alone else None
            )
        yield Index(connection, changes)


def _reporter(ctx: Context) -> Report:
    def report(what: str, done: int, total: int, unit: str) -> None:
        ctx.progress(f"Reading {what}", done, total, unit)

    return report
