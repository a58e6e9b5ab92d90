"""The index of a run: opened in the plugin's own folder and brought up to date with the sources."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from llmos import Context, ToolError, only_one
from llmos_calendar import granted
from llmos_calendar.index.catchup import CatchUp, Changes
from llmos_calendar.index.happening import Happening
from llmos_calendar.index.query import Agenda
from llmos_calendar.index.schema import open_index
from llmos_calendar.index.wanted import Wanted, Window
from llmos_calendar.index.years import Years, kept
from llmos_calendar.remote import fetching


@dataclass
class Calendars:
    """The calendars that are granted, up to date.

    `changes` is None where another process is bringing them up to date now.
    """

    ctx: Context
    connection: sqlite3.Connection
    agenda: Agenda
    changes: Changes | None
    _notes: list[str] = field(default_factory=list)

    @property
    def notes(self) -> list[str]:
        """What is not shown, or lacks at this moment, in sentences."""
        return [*granted.notes(self.ctx), *self._gaps(), *self._notes]

    def happenings(self, wanted: Wanted) -> list[Happening]:
        """What happens in a window; series are laid out for its years first, if they are not."""
        self.lay_out(wanted.window)
        return self.agenda.happenings(wanted)

    def busy(self, window: Window, calendars: tuple[str, ...] = ()) -> list[tuple[int, int]]:
        """When one is busy in a window."""
        self.lay_out(window)
        return self.agenda.busy(window, calendars)

    def lay_out(self, window: Window) -> None:
        """See to it that series are laid out for all years of the window."""
        years = Years(window.since.year, window.until.year)
        now = kept(self.connection)
        if now and now.covers(years):
            return
        with only_one(self.ctx.data / "calendar.lock") as alone:
            if alone:
                _catch_up(self.ctx, self.connection).lay_out(years)
            else:
                self._notes.append("Series of other years are being laid out; some may be missing.")

    def _gaps(self) -> list[str]:
        if self.changes is None:
            return ["The calendars are being read right now; some events may be missing here."]
        unreachable = self.changes.unreachable
        return [f"Not up to date, because it cannot be opened: {what}." for what in unreachable]


@contextmanager
def as_it_is(ctx: Context) -> Iterator[Calendars]:
    """The calendars as the index holds them; nothing is brought up to date."""
    visible = granted.visible(ctx)
    with closing(open_index(ctx.data / "calendar.db")) as connection:
        assert ctx.now.tzinfo is not None  # the kernel's clock always has a zone
        agenda = Agenda(connection, ctx.now.tzinfo, visible)
        yield Calendars(ctx, connection, agenda, Changes())


@contextmanager
def current(
    ctx: Context, *, thorough: bool = False, fetch: bool = True, mine: Sequence[str] = ()
) -> Iterator[Calendars]:
    """The calendars, after a quick look at what changed; `thorough` is a long look.

    `fetch` lets what is on servers be fetched anew if it is older than the settings say. `mine`
    are the user's addresses, where it matters what the user has declined.
    """
    visible = granted.visible(ctx)
    notes = fetching.fetch(ctx, now=thorough) if fetch else []
    path = ctx.data / "calendar.db"
    try:
        with closing(open_index(path)) as connection:
            changes = _changes(ctx, connection, thorough=thorough)
            assert ctx.now.tzinfo is not None  # the kernel's clock always has a zone
            addresses = [one.lower() for one in mine]
            agenda = Agenda(connection, ctx.now.tzinfo, visible, addresses)
            yield Calendars(ctx, connection, agenda, changes, notes)
    except sqlite3.Error as error:
        raise ToolError(
            f"The calendar index {path} cannot be used: {error}.",
            hint="Check the free space. The index can be deleted; it is then built anew.",
        ) from error


def _changes(ctx: Context, connection: sqlite3.Connection, *, thorough: bool) -> Changes | None:
    places = [(source.kind, source.path) for source in ctx.sources]
    places += fetching.places(ctx)
    with only_one(ctx.data / "calendar.lock") as alone:
        if not alone:
            return None
        return _catch_up(ctx, connection, thorough=thorough).run(places)


def _catch_up(ctx: Context, connection: sqlite3.Connection, *, thorough: bool = False) -> CatchUp:
    def report(what: str, done: int, total: int, unit: str) -> None:
        ctx.progress(f"Reading {what}", done, total, unit)

    return CatchUp(connection, ctx.now, report, thorough)
