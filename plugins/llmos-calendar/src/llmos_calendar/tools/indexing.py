"""Bringing the index up to date, and a first look without one."""

from __future__ import annotations

import time

from llmos import Context, ToolError, tool
from llmos_calendar import granted
from llmos_calendar.opening import Calendars, as_it_is, current
from llmos_calendar.reading.reader import read
from llmos_calendar.results.indexing import (
    IndexReport,
    ProblemLine,
    SourceLine,
    SourceReport,
    StatusReport,
)
from llmos_calendar.sources.listing import listed
from llmos_calendar.tools.needs import READ

_SAMPLE = 500
"""Files of a source that are looked into to guess how much there is."""


@tool(needs=[READ], effect="read")
def refresh(ctx: Context) -> IndexReport:
    """Bring the calendar index up to date with all sources, looking at every file."""
    started = time.monotonic()
    with current(ctx, thorough=True) as calendars:
        if calendars.changes is None:
            raise ToolError(
                "The calendars are being read by another process; wait until it is done."
            )
        counts = calendars.agenda.counts()
        everything = calendars.agenda.visible.is_everything
        done = calendars.changes if everything else None
        return IndexReport(
            events=counts.events,
            reminders=counts.reminders,
            added=done.added if done else None,
            updated=done.updated if done else None,
            removed=done.removed if done else None,
            problems=_problems(calendars) if everything else [],
            seconds=round(time.monotonic() - started, 3),
            notes=calendars.notes,
        )


@tool(needs=[READ], effect="read")
def status(ctx: Context) -> StatusReport:
    """Say what the calendar index holds, calendar by calendar, and what could not be read."""
    with as_it_is(ctx) as calendars:
        agenda = calendars.agenda
        counts = agenda.counts()
        return StatusReport(
            calendars=agenda.calendars(),
            events=counts.events,
            reminders=counts.reminders,
            problems=_problems(calendars) if agenda.visible.is_everything else [],
            notes=calendars.notes,
        )


@tool(needs=[READ], effect="read")
def inspect(ctx: Context) -> SourceReport:
    """Say how many files each source holds, and which calendars."""
    ctx.scope(granted.READ)
    lines, notes = [], granted.notes(ctx)
    for source in ctx.sources:
        try:
            found = list(listed(source.kind, source.path))
            names = {
                one.calendar or _own_name(one.read(), one.path.stem) for one in found[:_SAMPLE]
            }
        except OSError as error:
            notes.append(f"{source.path} cannot be opened: {error.strerror}.")
            continue
        shown = sorted(names) if granted.visible(ctx).is_everything else []
        lines.append(
            SourceLine(kind=source.kind, path=str(source.path), files=len(found), calendars=shown)
        )
    return SourceReport(sources=lines, notes=notes)


def _problems(calendars: Calendars) -> list[ProblemLine]:
    return [
        ProblemLine(file=file, about=about, why=why)
        for file, about, why in calendars.agenda.problems()
    ]


def _own_name(raw: bytes, stem: str) -> str:
    return read(raw).name or stem
