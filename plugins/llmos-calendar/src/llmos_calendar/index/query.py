"""Asking the index: what happens in a window, when one is busy, what one id means."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo

from llmos_calendar.index.alike import alternatives, holds
from llmos_calendar.index.happening import COLUMNS, ENTRY_COLUMNS, Happening, happening
from llmos_calendar.index.rows import LONG_SECONDS, folded
from llmos_calendar.index.wanted import Visible, Wanted, Window
from llmos_calendar.recurring.spans import Clock

_JOINED = (
    f"SELECT {COLUMNS} FROM occurrences o JOIN entries e ON e.id = o.entry"
    " JOIN calendars c ON c.id = e.calendar"
)
_DECLINED = "SELECT id FROM entries WHERE declined != ''"
_IN_WINDOW = (
    " o.clock = ? AND o.is_long = ? AND o.start >= ? AND o.start < ?"
    " AND (o.end > ? OR o.start >= ?)"
)


@dataclass(frozen=True)
class Counts:
    """How much there is."""

    events: int
    reminders: int


@dataclass(frozen=True)
class Agenda:
    """The index as one user with one grant sees it, in the user's zone.

    `mine` are the user's addresses: what they have declined takes none of the user's time.
    """

    connection: sqlite3.Connection
    zone: tzinfo
    visible: Visible
    mine: Sequence[str] = ()

    def happenings(self, wanted: Wanted) -> list[Happening]:
        """Everything wanted that touches the window, in the order in which it begins."""
        window = self._clamped(wanted.window)
        if window is None:
            return []
        conditions, values = self._conditions(wanted)
        found = [
            happening(row, self.zone)
            for clock in Clock
            for bounds in _bounds(window, clock)
            for row in self.connection.execute(
                f"{_JOINED} WHERE {_IN_WINDOW}{conditions}", (*bounds, *values)
            )
        ]
        kept = [self._answered(one) for one in found if _is_wanted(one, wanted)]
        return sorted(kept, key=lambda one: (one.start, not one.all_day, one.end, one.title))

    def knows(self, wanted: Wanted) -> bool:
        """Whether anything wanted is in the calendars, whenever it is."""
        conditions, values = self._conditions(wanted)
        query = "SELECT 1 FROM entries e JOIN calendars c ON c.id = e.calendar WHERE 1"
        return (
            self.connection.execute(f"{query}{conditions} LIMIT 1", values).fetchone() is not None
        )

    def busy(self, window: Window, calendars: Sequence[str] = ()) -> list[tuple[int, int]]:
        """The stretches in which one is busy, as moments in seconds, sorted, without overlaps."""
        clamped = self._clamped(window)
        if clamped is None:
            return []
        found = [span for clock in Clock for span in self._blocking(clamped, clock, calendars)]
        return merged(found)

    def named(self, id: str) -> list[Happening]:
        """Every occurrence that an id means: of an event, or one of a series."""
        event, _, key = id.partition("-")
        query = f"{_JOINED} WHERE e.event = ?" + " AND o.key = ?" * bool(key)
        rows = self.connection.execute(query, (event, key) if key else (event,))
        found = [happening(row, self.zone) for row in rows]
        return sorted(filter(self.shows, found), key=lambda one: one.start)

    def calendars(self) -> list[str]:
        """The names of all calendars that may be seen and hold something."""
        query = "SELECT DISTINCT c.name FROM calendars c ORDER BY c.name"
        return [name for (name,) in self.connection.execute(query) if self._shows(name)]

    def counts(self) -> Counts:
        """How many events (a series is one) and reminders may be seen."""
        query = (
            "SELECT e.kind, c.name, count(DISTINCT e.event) FROM entries e"
            " JOIN calendars c ON c.id = e.calendar GROUP BY e.kind, c.id"
        )
        shown = [(k, n) for k, name, n in self.connection.execute(query) if self._shows(name)]
        return Counts(*(sum(n for k, n in shown if k == kind) for kind in ("event", "todo")))

    def problems(self) -> list[tuple[str, str, str]]:
        """What could not be read, or not in full: file, title, why; at most a thousand."""
        query = (
            "SELECT f.name, p.about, p.why FROM problems p JOIN files f ON f.id = p.file"
            " ORDER BY f.name, p.about, p.why LIMIT 1000"
        )
        return self.connection.execute(query).fetchall()

    def by_use(self) -> list[str]:
        """The names of the calendars, those with the most in them first."""
        query = (
            "SELECT c.name FROM calendars c JOIN entries e ON e.calendar = c.id"
            " GROUP BY c.id ORDER BY count(*) DESC, c.name"
        )
        return [name for (name,) in self.connection.execute(query) if self._shows(name)]

    def tasks(self) -> list[Happening]:
        """Tasks, also those that have no time."""
        timed = self.connection.execute(f"{_JOINED} WHERE e.kind = 'todo'").fetchall()
        untimed = self.connection.execute(
            f"SELECT '', {Clock.WALL}, 0, 0, 0, {ENTRY_COLUMNS} FROM entries e"
            " JOIN calendars c ON c.id = e.calendar WHERE e.kind = 'todo'"
            " AND NOT EXISTS (SELECT 1 FROM occurrences o WHERE o.entry = e.id)"
        ).fetchall()
        found = [happening(row, self.zone) for row in [*timed, *untimed]]
        return [one for one in found if self._shows(one.calendar)]

    def _blocking(
        self, window: Window, clock: Clock, calendars: Sequence[str]
    ) -> Iterator[tuple[int, int]]:
        join, conditions = "", ""
        values: list[object] = []
        if names := self._names(calendars):
            join = " JOIN entries e ON e.id = o.entry JOIN calendars c ON c.id = e.calendar"
            conditions = f" AND c.id IN ({', '.join('?' * len(names))})"
            values = [*names]
        if self.mine:
            absent = " OR ".join(["instr(declined, ?)"] * len(self.mine))
            conditions += f" AND o.entry NOT IN ({_DECLINED} AND ({absent}))"
            values += [f" {address} " for address in self.mine]
        query = f"SELECT o.start, o.end FROM occurrences o{join} WHERE{_IN_WINDOW} AND o.blocks"
        for bounds in _bounds(window, clock):
            rows = self.connection.execute(query + conditions, (*bounds, *values)).fetchall()
            yield from rows if clock == Clock.MOMENT else map(self._moments, rows)

    def _answered(self, one: Happening) -> Happening:
        """The same, with no time taken if the user will not be there."""
        absent = {person.address for person in one.people if person.answer == "declined"}
        return replace(one, blocks=False) if absent & set(self.mine) else one

    def _moments(self, wall: tuple[int, int]) -> tuple[int, int]:
        start, end = (_at(seconds, self.zone) for seconds in wall)
        return start, end

    def _conditions(self, wanted: Wanted) -> tuple[str, list[object]]:
        words: list[tuple[str, ...]] = [(word,) for word in folded(wanted.person).split()]
        words += alternatives(f"{wanted.text} {wanted.place}")
        conditions = " AND e.kind = ?"
        values: list[object] = [wanted.kind, *(one for alike in words for one in alike)]
        for alike in words:
            conditions += f" AND ({' OR '.join(['instr(e.words, ?)'] * len(alike))})"
        if wanted.calendars or self.visible.calendars:
            names = self._names(wanted.calendars)
            conditions += f" AND c.id IN ({', '.join('?' * len(names))})"
            values += names
        return conditions, values

    def _names(self, wanted: Sequence[str]) -> list[int]:
        """The rows of the calendars meant; empty where all are, and nothing is hidden."""
        if not wanted and not self.visible.calendars:
            return []
        asked = {folded(name) for name in wanted}
        rows = self.connection.execute("SELECT id, name FROM calendars").fetchall()
        shown = [(id, name) for id, name in rows if self._shows(name)]
        return [id for id, name in shown if not asked or folded(name) in asked] or [-1]

    def _shows(self, calendar: str) -> bool:
        names = self.visible.calendars
        return not names or folded(calendar) in map(folded, names)

    def shows(self, one: Happening) -> bool:
        """Whether an occurrence may be seen."""
        window = self._clamped(Window(one.start, max(one.end, one.start + timedelta(seconds=1))))
        return self._shows(one.calendar) and window is not None

    def _clamped(self, window: Window) -> Window | None:
        """The part of the window that may be seen; None if there is none."""
        since, until = window.since, window.until
        if first := self.visible.since:
            since = max(since, datetime.combine(first, time(), self.zone))
        if last := self.visible.until:
            end = datetime.combine(last + timedelta(days=1), time(), self.zone)
            until = min(until, end)
        return Window(since, until) if since < until else None


def merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches without their overlaps, sorted."""
    joined: list[tuple[int, int]] = []
    begun, ended = None, 0
    for start, end in sorted(spans):
        if begun is None:
            begun, ended = start, end
        elif start <= ended:
            if end > ended:
                ended = end
        else:
            joined.append((begun, ended))
            begun, ended = start, end
    if begun is not None:
        joined.append((begun, ended))
    return joined


def _bounds(window: Window, clock: Clock) -> Iterator[tuple[int, ...]]:
    since, until = window.bounds(clock)
    yield clock, 0, since - LONG_SECONDS, until, since, since
    yield clock, 1, -(2**62), until, since, since


def _at(wall_seconds: int, zone: tzinfo) -> int:
    wall = datetime(1970, 1, 1) + timedelta(seconds=wall_seconds)
    return int(wall.replace(tzinfo=zone).timestamp())


def _is_wanted(one: Happening, wanted: Wanted) -> bool:
    words = folded(wanted.person).split()
    who = folded(" ".join(f"{person.name} {person.address}" for person in one.people))
    # Many write the people into the title: "Lunch with Ana".
    who += " " + folded(one.title)
    return all(word in who for word in words) and holds(
        folded(one.place), alternatives(wanted.place)
    )
