"""Reading exports into the store, a first look without it, and what it holds."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

from llmos import Context, ToolError, tool
from llmos_health.granted import LABEL, Granted
from llmos_health.opening import current_health, refreshed, stored
from llmos_health.reading.archive import open_package
from llmos_health.reading.problems import UnreadableExport
from llmos_health.reading.takeouts import glance
from llmos_health.results.importing import ImportReport, SourceLine, SourceReport, StatusReport
from llmos_health.store.figures import papers, sizes, span
from llmos_health.tools.needs import HEALTH


@tool(needs=[HEALTH], effect="read")
def refresh(ctx: Context) -> ImportReport:
    """Read the health exports into the store, as far as they have changed."""
    started = time.monotonic()
    granted = Granted.of(ctx)
    if granted.resolution == LABEL:
        if refreshed(ctx, granted) is None:
            raise _busy()
        return ImportReport(
            records=None, added=None, removed=None, metrics=None, seconds=None, notes=granted.notes
        )
    with current_health(ctx) as health:
        if health.busy:
            raise _busy()
        records, metrics = sizes(health.connection)
        return ImportReport(
            records=records,
            added=health.changes.added,
            removed=health.changes.removed,
            metrics=metrics,
            seconds=round(time.monotonic() - started, 3),
            notes=health.notes,
        )


@tool(needs=[HEALTH], effect="read")
def inspect(ctx: Context) -> SourceReport:
    """Say where the health exports lie, how large they are and when they were written."""
    granted = Granted.of(ctx)
    lines: list[SourceLine] = []
    notes = granted.notes
    for source in ctx.sources:
        try:
            with open_package(source.path) as package:
                seen = glance(package)
                line = SourceLine(path=str(source.path), **seen._asdict())
                lines.append(line)
        except (UnreadableExport, OSError) as error:
            notes.append(f"{source.path.name}: {error}")
    return SourceReport(sources=lines, notes=notes)


@tool(needs=[HEALTH], effect="read")
def status(ctx: Context) -> StatusReport:
    """Say what the store holds and which files could not be read, without reading them again."""
    granted = Granted.of(ctx)
    if granted.resolution == LABEL:
        return StatusReport(records=None, first_day="", last_day="", papers=[], problems=[])
    with closing(stored(ctx, granted)) as connection:
        records, _ = sizes(connection)
        days = span(connection)
        problems = connection.execute("SELECT path, why FROM problems JOIN exports ON export = id")
        return StatusReport(
            records=records,
            first_day=str(days[0]) if days else "",
            last_day=str(days[1]) if days else "",
            papers=papers(connection),
            problems=[f"{Path(path).name}: {why}" for path, why in problems],
        )


def _busy() -> ToolError:
    return ToolError("The exports are being read by another process; wait until it is done.")
