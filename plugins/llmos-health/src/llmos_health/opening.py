"""What a run answers from, in the plugin's own folder, brought up to date with the exports.

Each resolution has a file of its own that holds nothing finer. When llmos runs a tool without the
sources, as it does for a grant of daily figures or of words, that file is all there is.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from llmos import Context, ToolError, only_one
from llmos_health.granted import DAILY, LABEL, RAW, Granted
from llmos_health.metrics.catalogue import known
from llmos_health.store.coarsening import copy_days
from llmos_health.store.naming import Keep
from llmos_health.store.schema import VERSION, open_store, private_store
from llmos_health.store.updating import Changes, Report, fingerprint, is_current, update
from llmos_health.store.visible import show_only
from llmos_health.words.making import sheet_of
from llmos_health.words.sheet import Sheet, lettered, read_sheet, write_sheet

_FILES = {RAW: "health.db", DAILY: "daily.db", LABEL: "words.txt"}
_TELL_EVERY = 0.1
"""Seconds."""


@dataclass(frozen=True)
class Health:
    """An open store that shows what is granted and nothing else."""

    connection: sqlite3.Connection
    changes: Changes
    granted: Granted
    busy: bool = False
    notes: list[str] = field(default_factory=list)


@contextmanager
def current_health(ctx: Context) -> Iterator[Health]:
    """The store of this run's resolution, which is not `label`."""
    granted = Granted.of(ctx)
    path = ctx.data / _FILES[granted.resolution]
    try:
        changes = refreshed(ctx, granted)
        with closing(open_store(path)) as connection:
            show_only(connection, granted.shown)
            done = changes or Changes()
            notes = [*granted.notes, *_gaps(connection, changes)]
            yield Health(connection, done, granted, changes is None, notes)
    except sqlite3.Error as error:
        raise ToolError(
            f"The health store {path.name} cannot be used: {error}.",
            hint="Check the free space. The store can be deleted; it is then built anew.",
        ) from error


def current_sheet(ctx: Context) -> Sheet:
    """The words of this run, for a grant of words only."""
    granted = Granted.of(ctx)
    path = ctx.data / _FILES[LABEL]
    try:
        refreshed(ctx, granted)
    except sqlite3.Error as error:
        raise ToolError("The words about your health could not be made.") from error
    sheet = read_sheet(path)
    if sheet is None:
        raise ToolError("There are no words about your health yet.", hint="Run: llmos index health")
    return sheet


def refreshed(ctx: Context, granted: Granted) -> Changes | None:
    """Bring the file of this resolution up to date; None if another process is doing that now."""
    paths = [source.path for source in ctx.sources]
    if not paths or _is_current(ctx, granted, paths):
        return Changes()
    with only_one(ctx.data / "reading.lock") as alone:
        if not alone:
            return None
        if granted.resolution == RAW:
            return _update_raw(ctx, granted, paths)
        return _update_narrow(ctx, granted, paths)


def _is_current(ctx: Context, granted: Granted, paths: list[Path]) -> bool:
    """Whether there is nothing to read, which needs no lock to be known."""
    path = ctx.data / _FILES[granted.resolution]
    if granted.resolution != RAW:
        return _kept_state(path, granted) == _state(granted, paths)
    with closing(open_store(path)) as connection:
        return is_current(connection, paths, _kept(granted)[1])


def _update_raw(ctx: Context, granted: Granted, paths: list[Path]) -> Changes:
    with closing(open_store(ctx.data / _FILES[RAW])) as connection:
        keep, terms = _kept(granted)
        return update(connection, paths, keep, terms, _reporter(ctx))


def _update_narrow(ctx: Context, granted: Granted, paths: list[Path]) -> Changes:
    """Read the exports into a nameless file, and keep of it only what is granted."""
    state, path = _state(granted, paths), ctx.data / _FILES[granted.resolution]
    with closing(private_store()) as full:
        changes = update(full, paths, granted.shown.has, "", _reporter(ctx))
        if granted.resolution == LABEL:
            write_sheet(path, sheet_of(full, granted.shown, state, ctx.now.date()))
            return Changes()
        with closing(open_store(path)) as coarse:
            copy_days(full, coarse, granted.shown)
            coarse.execute("UPDATE exports SET stamp = ?", (state,))
        return changes


def _state(granted: Granted, paths: list[Path]) -> str:
    """The state of the exports, the limits and the store's form, without a digit."""
    limits = granted.shown
    terms = f"{VERSION} {granted.resolution} {sorted(limits.names)} {limits.first} {limits.last}"
    return lettered(fingerprint(paths, terms))


def _kept_state(path: Path, granted: Granted) -> str:
    """From which state of the exports a narrow file was made; empty if there is none."""
    if granted.resolution == LABEL:
        sheet = read_sheet(path)
        return sheet.state if sheet else ""
    with closing(open_store(path)) as connection:
        row = connection.execute("SELECT stamp FROM exports LIMIT 1").fetchone()
        return str(row[0]) if row else ""


def _kept(granted: Granted) -> tuple[Keep, str]:
    """Reproductive health enters the store only if the grant names it."""
    named = sorted(
        metric.name
        for metric in known().values()
        if metric.is_reproductive and granted.shown.has(metric)
    )
    return (
        lambda metric: not metric.is_reproductive or granted.shown.has(metric),
        f"with {' '.join(named)}" if named else "",
    )


def _gaps(connection: sqlite3.Connection, changes: Changes | None) -> list[str]:
    if changes is None:
        return ["An export is being read right now; the newest figures may be missing."]
    notes = [f"Not up to date, because it cannot be opened: {one}." for one in changes.unreachable]
    query = "SELECT path, why FROM problems JOIN exports ON export = id LIMIT 3"
    return notes + [f"{Path(path).name}: {why}" for path, why in connection.execute(query)]


def _reporter(ctx: Context) -> Report:
    """Tells how far reading has come, at most ten times a second."""
    last = 0.0

    def report(what: str, done: int, total: int) -> None:
        nonlocal last
        if done >= total or time.monotonic() - last > _TELL_EVERY:
            last = time.monotonic()
            ctx.progress(f"Reading {what}", done, total, "bytes")

    return report


def stored(ctx: Context, granted: Granted) -> sqlite3.Connection:
    """The store as it is, showing only what is granted."""
    connection = open_store(ctx.data / _FILES[granted.resolution])
    show_only(connection, granted.shown)
    return connection
