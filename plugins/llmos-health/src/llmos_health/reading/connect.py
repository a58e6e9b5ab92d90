"""Google Health Connect: the SQLite database inside `Health Connect.zip`, read by sqlite3.

The database is copied into a nameless temporary file, because SQLite cannot read inside an archive.
It is other people's: only plain tables of it are asked, never a view or a virtual table, nothing
in it is trusted, and a query that does not come to an end is stopped.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import numpy as np

from llmos_health.reading.archive import Member, Package
from llmos_health.reading.connect_sessions import pressures, workouts
from llmos_health.reading.connect_tables import (
    CATEGORIES,
    MANUAL,
    MEASURED,
    Measured,
    Origins,
)
from llmos_health.reading.limits import DATABASE_BYTES, FEED_BYTES, QUERY_STEPS
from llmos_health.reading.moments import Moments
from llmos_health.reading.problems import UnreadableExport
from llmos_health.reading.records import USER_ENTERED
from llmos_health.reading.sink import Sink

_MARK = "application_info_table"
_AT_ONCE = 20_000
_EARLIEST, _LATEST = -2_208_988_800, 7_258_118_400
"""The years 1900 to 2200, in seconds since 1970."""

_FURTHEST = 15 * 3600
_BROKEN = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises at a damaged database; names in it need not be text."""

STEPS_AT_ONCE = 1_000_000


def read_connect(package: Package, member: Member, sink: Sink) -> None:
    """Read the database; raises `UnreadableExport` if it is not one of Health Connect's."""
    with _opened(package, member, sink) as database:
        tables = _tables(database)
        if _MARK not in tables:
            raise UnreadableExport("It holds a database that is not one of Health Connect's.")
        origins = _origins(database, tables)
        for measured in (*MEASURED, *CATEGORIES):
            if measured.tables <= tables:
                with _noting(sink, measured.what):
                    _take(database, origins, measured, sink)
        with _noting(sink, "workouts"):
            sink.contents.workouts += workouts(database, origins, tables)
        with _noting(sink, "blood pressure"):
            sink.contents.correlations += pressures(database, origins, tables)
    sink.report(member.size, member.size)


@contextmanager
def _opened(package: Package, member: Member, sink: Sink) -> Iterator[sqlite3.Connection]:
    if member.size > DATABASE_BYTES:
        raise UnreadableExport("Its database is larger than any phone's, so it was not read.")
    with tempfile.NamedTemporaryFile(prefix="connect-", suffix=".db") as copy:
        with package.open(member) as stream:
            done = 0
            while block := stream.read(FEED_BYTES):
                copy.write(block)
                done += len(block)
                sink.report(done, member.size * 2)
        copy.flush()
        address = f"file:{copy.name}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as database:
            try:
                _guard(database)
            except _BROKEN as error:
                raise UnreadableExport(f"Its database is damaged: {error}.") from error
            yield database


def _guard(database: sqlite3.Connection) -> None:
    """Trust nothing in it, and stop what does not end."""
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, FEED_BYTES)
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")
    for name, value in (("trusted_schema", "OFF"), ("cell_size_check", "ON")):
        database.execute(f"PRAGMA {name} = {value}")
    steps = iter(range(QUERY_STEPS))
    database.set_progress_handler(lambda: next(steps, None) is None, STEPS_AT_ONCE)


def _tables(database: sqlite3.Connection) -> set[str]:
    """The names of its plain tables."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    try:
        return {name for (name,) in database.execute(query)}
    except _BROKEN as error:
        raise UnreadableExport(f"Its database is damaged: {error}.") from error


def _origins(database: sqlite3.Connection, tables: set[str]) -> Origins:
    try:
        return Origins.of(database, tables)
    except _BROKEN as error:
        raise UnreadableExport(f"Its database is damaged: {error}.") from error


@contextmanager
def _noting(sink: Sink, what: str) -> Iterator[None]:
    """Note what cannot be read of a part, so that the rest goes on."""
    try:
        yield
    except _BROKEN as error:
        sink.problems.add(f"Its {what} cannot be read: {error}.")


def _take(database: sqlite3.Connection, origins: Origins, one: Measured, sink: Sink) -> None:
    cursor = database.execute(one.query)
    while rows := cursor.fetchmany(_AT_ONCE):
        _hand_on(rows, origins, one, sink)


def _hand_on(rows: list[tuple[Any, ...]], origins: Origins, one: Measured, sink: Sink) -> None:
    records = sink.records
    start, start_offset, end, end_offset, value, app, device, method = zip(*rows, strict=True)
    kinds = [
        records.kind_of({"type": one.type, "unit": one.unit, **origins.named(*pair)})
        for pair in zip(app, device, strict=True)
    ]
    flags = [USER_ENTERED if how == MANUAL else 0 for how in method]
    records.add_columns(
        np.array(kinds, np.int64),
        np.array(flags, np.int64),
        _moments(start, start_offset),
        _moments(end, end_offset),
        [one.words.get(said, "") for said in value] if one.words else value,
    )


def _moments(at: tuple[int, ...], offset: tuple[int, ...]) -> Moments:
    """Milliseconds since 1970 and seconds east of Greenwich as moments."""
    seconds, away = np.array(at, np.int64) // 1000, np.array(offset, np.int64)
    valid = (seconds > _EARLIEST) & (seconds < _LATEST) & (np.abs(away) <= _FURTHEST)
    return Moments(np.where(valid, seconds, 0), np.where(valid, away, 0), valid)
