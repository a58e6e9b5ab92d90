"""Catching up: what is new is read, what is gone goes, what stayed is not looked into.

Batches are whole: a process that is killed leaves an index that is right as far as it goes.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from llmos import transaction
from llmos_calendar.index import years
from llmos_calendar.index.filling import Filling
from llmos_calendar.index.years import Years
from llmos_calendar.sources.found import Found
from llmos_calendar.sources.listing import glance, listed

Place = tuple[str, Path]
"""The kind of a source and where it lies."""

Report = Callable[[str, int, int, str], None]
"""Told what is being read, how much is done, of how much, in which unit."""

_BATCH = 2_000
_REPORT_EVERY = 200
_THOROUGH_SECONDS = 600
"""How long a glance at the folders is trusted before every file is looked at again."""


@dataclass
class Changes:
    """What an update did; `unreachable` says in words which places could not be opened."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    unreachable: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class CatchUp:
    """One update of the index. `now` decides which years are laid out from the start."""

    connection: sqlite3.Connection
    now: datetime
    report: Report
    thorough: bool = False
    changes: Changes = field(default_factory=Changes)

    def run(self, places: Sequence[Place]) -> Changes:
        """Make the index hold exactly what lies in `places`.

        A source that cannot be opened now keeps what is known of it.
        """
        self._forget_others(places)
        self.lay_out(Years.around(self.now))
        for place in places:
            try:
                self._update(place)
            except OSError as error:
                where = error.filename or place[1]
                self.changes.unreachable.append(f"{where}: {error.strerror}")
        return self.changes

    def lay_out(self, wanted: Years) -> None:
        """See to it that series are laid out for these years."""
        now = years.kept(self.connection)
        if now and now.covers(wanted):
            return
        new = now.with_(wanted) if now else wanted
        query = "SELECT DISTINCT source FROM files WHERE repeats"
        for (source,) in self.connection.execute(query).fetchall():
            self._lay_out_source(source, new)
        with transaction(self.connection):
            years.keep(self.connection, new)

    def _lay_out_source(self, source: int, new: Years) -> None:
        select = "SELECT kind, path FROM sources WHERE id = ?"
        kind, path = self.connection.execute(select, (source,)).fetchone()
        query = "SELECT name FROM files WHERE source = ? AND repeats"
        names = {name for (name,) in self.connection.execute(query, (source,))}
        repeating = [found for found in listed(kind, Path(path)) if found.name in names]
        self._read(Filling(self.connection, source, path, new), repeating)

    def _update(self, place: Place) -> None:
        kind, path = place
        seen = glance(kind, path)
        source, before, looked = self._source(place)
        fresh = 0 <= time.time() - looked < _THOROUGH_SECONDS
        if seen == before and fresh and not self.thorough:
            return
        found = {one.name: one for one in listed(kind, path)}
        known = self._known(source)
        changed = [one for name, one in found.items() if known.get(name) != one.stamp]
        new = sum(one.name not in known for one in changed)
        filling = Filling(self.connection, source, str(path), self._years())
        self._read(filling, changed)
        gone = [name for name in known if name not in found]
        with transaction(self.connection):
            for name in gone:
                filling.remove(name)
            self.connection.execute(
                "UPDATE sources SET glance = ?, looked = ? WHERE id = ?",
                (seen, int(time.time()), source),
            )
        self.changes.added += new
        self.changes.updated += len(changed) - new
        self.changes.removed += len(gone)

    def _read(self, filling: Filling, files: Sequence[Found]) -> None:
        for start in range(0, len(files), _BATCH):
            with transaction(self.connection):
                for number, found in enumerate(files[start : start + _BATCH], start):
                    filling.put(found)
                    if number % _REPORT_EVERY == 0:
                        self.report(Path(filling.path).name, number, len(files), "files")

    def _years(self) -> Years:
        return years.kept(self.connection) or Years.around(self.now)

    def _known(self, source: int) -> dict[str, str]:
        query = "SELECT name, stamp FROM files WHERE source = ?"
        return dict(self.connection.execute(query, (source,)).fetchall())

    def _source(self, place: Place) -> tuple[int, str, int]:
        named = (place[0], str(place[1]))
        with transaction(self.connection):
            self.connection.execute(
                "INSERT OR IGNORE INTO sources (kind, path) VALUES (?, ?)", named
            )
        query = "SELECT id, glance, looked FROM sources WHERE path = ?"
        row: tuple[int, str, int] = self.connection.execute(query, named[1:]).fetchone()
        return row

    def _forget_others(self, places: Iterable[Place]) -> None:
        given = {str(path) for _, path in places}
        rows = self.connection.execute("SELECT id, path FROM sources").fetchall()
        for source, path in rows:
            if path in given:
                continue
            filling = Filling(self.connection, source, path, self._years())
            names = list(self._known(source))
            for start in range(0, len(names), _BATCH):
                with transaction(self.connection):
                    for name in names[start : start + _BATCH]:
                        filling.remove(name)
            with transaction(self.connection):
                self.connection.execute("DELETE FROM calendars WHERE source = ?", (source,))
                self.connection.execute("DELETE FROM sources WHERE id = ?", (source,))
            self.changes.removed += len(names)
