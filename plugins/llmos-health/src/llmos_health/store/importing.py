"""Reading one export into the store: all of it or nothing, and only what changed is written."""

from __future__ import annotations

import gc
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from llmos import transaction
from llmos_health.metrics.catalogue import metric_of
from llmos_health.reading.archive import open_package
from llmos_health.reading.elements import Correlation, Workout
from llmos_health.reading.problems import Problems
from llmos_health.reading.records import Records
from llmos_health.reading.routes import Route
from llmos_health.reading.sink import Contents, Report, Sink
from llmos_health.reading.takeouts import read_export
from llmos_health.store.blocks import put_blocks
from llmos_health.store.naming import Keep, Names
from llmos_health.store.schema import PER_EXPORT
from llmos_health.store.staging import Staging
from llmos_health.store.summing import sum_up

_FINGERPRINT_BYTES = 1 << 16


def stamp_of(path: Path) -> str:
    """What changes when the export does: its size, its time, and its first and last bytes."""
    stat = path.stat()
    parts = [str(stat.st_size), str(stat.st_mtime_ns)]
    if path.is_file():
        with path.open("rb") as file:
            parts.append(hashlib.sha256(file.read(_FINGERPRINT_BYTES)).hexdigest())
            file.seek(max(0, stat.st_size - _FINGERPRINT_BYTES))
            parts.append(hashlib.sha256(file.read(_FINGERPRINT_BYTES)).hexdigest())
    else:
        told = (*path.glob("*.xml"), *path.rglob("*.fit"), *path.rglob("*.FIT"))
        inside = [(one, one.stat()) for one in sorted(told)]
        parts += [f"{one.name} {about.st_size} {about.st_mtime_ns}" for one, about in inside]
    return " ".join(parts)


def import_export(
    connection: sqlite3.Connection, path: Path, stamp: str, keep: Keep, report: Report
) -> tuple[int, int]:
    """Make the store hold what this export says; returns how many records came and how many went.

    Raises `UnreadableExport` or OSError.
    """
    problems = Problems()
    names = Names(connection, keep, problems)
    with (
        _without_collecting(),
        closing(Staging(names, problems)) as staging,
        open_package(path) as package,
    ):
        contents = Contents()
        staging.records = records = Records(staging.receive, problems)
        read_export(package, Sink(records, contents, problems, report))
        with transaction(connection):
            names.write()
            export = _export(connection, path, stamp, contents.written, records.count)
            added, removed, changed = put_blocks(connection, export, staging.blocks())
            _put_contents(connection, export, contents, keep)
            sum_up(connection, changed)
            _put_problems(connection, export, problems.sentences())
    return added, removed


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Without looking for cycles among objects: reading makes none and looking is slow."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def forget_export(connection: sqlite3.Connection, path: str) -> int:
    """Take an export and all that came only from it out of the store; returns how many records."""
    row = connection.execute("SELECT id FROM exports WHERE path = ?", (path,)).fetchone()
    if row is None:
        return 0
    with transaction(connection):
        _, removed, changed = put_blocks(connection, row[0], iter(()))
        for table in PER_EXPORT:
            connection.execute(f"DELETE FROM {table} WHERE export = ?", row)
        connection.execute("DELETE FROM exports WHERE id = ?", row)
        sum_up(connection, changed)
    return removed


def note_unreadable(connection: sqlite3.Connection, path: Path, stamp: str, why: str) -> None:
    """Remember that this state of the file cannot be read, so that it is not tried again."""
    with transaction(connection):
        export = _export(connection, path, stamp, "", 0)
        _put_problems(connection, export, [why])


def _export(
    connection: sqlite3.Connection, path: Path, stamp: str, written: str, records: int
) -> int:
    connection.execute("INSERT OR IGNORE INTO exports (path) VALUES (?)", (str(path),))
    connection.execute(
        "UPDATE exports SET stamp = ?, written = ?, records = ? WHERE path = ?",
        (stamp, written, records, str(path)),
    )
    query = "SELECT id FROM exports WHERE path = ?"
    return int(connection.execute(query, (str(path),)).fetchone()[0])


def _put_contents(
    connection: sqlite3.Connection, export: int, contents: Contents, keep: Keep
) -> None:
    def put(table: str, rows: list[tuple[object, ...]]) -> None:
        connection.execute(f"DELETE FROM {table} WHERE export = ?", (export,))
        for row in rows:
            marks = ", ".join("?" * (len(row) + 1))
            connection.execute(f"INSERT INTO {table} VALUES ({marks})", (export, *row))

    put("workouts", [_workout_row(one, contents.routes) for one in contents.workouts])
    put("correlations", [_correlation_row(one, keep) for one in contents.correlations])
    put("rings", list(contents.rings))
    put("papers", list(contents.papers))


def _workout_row(one: Workout, routes: dict[str, Route]) -> tuple[object, ...]:
    found = routes.get(one.route)
    route = {"km": found.km, "climb": found.climb, "points": found.points} if found else {}
    events, about = json.dumps(one.events), json.dumps(route)
    facts = (one.kind, one.start, one.offset, one.seconds, one.km, one.kcal)
    return (*facts, one.source, one.indoor, events, about)


def _correlation_row(one: Correlation, keep: Keep) -> tuple[object, ...]:
    parts = [part for part in one.parts if keep(metric_of(f"HKQuantityTypeIdentifier{part[0]}"))]
    return one.kind, one.start, one.offset, one.source, json.dumps(parts)


def _put_problems(connection: sqlite3.Connection, export: int, problems: list[str]) -> None:
    connection.execute("DELETE FROM problems WHERE export = ?", (export,))
    rows = [(export, why) for why in problems]
    connection.executemany("INSERT INTO problems VALUES (?, ?)", rows)
