"""Bringing the index up to date, and a first look without one."""

from __future__ import annotations

import time
from pathlib import Path

from llmos import Context, ToolError, tool
from llmos_mail.granted import Granted
from llmos_mail.index import learning, standing
from llmos_mail.index import search as index
from llmos_mail.inspection import count, own_addresses
from llmos_mail.meanings import learn
from llmos_mail.opening import current_index, standing_index
from llmos_mail.results.indexing import (
    FlawLine,
    HoldingLine,
    IndexReport,
    IndexStatus,
    SourceLine,
    SourceReport,
)
from llmos_mail.tools.needs import MAIL

_MOST_FLAWS = 200
"""Messages that a status names one by one; the reasons count all."""


@tool(needs=[MAIL], effect="read")
def refresh(ctx: Context) -> IndexReport:
    """Bring the mail index up to date with all sources, looking at every message's place."""
    started = time.monotonic()
    with current_index(ctx, thorough=True) as mail:
        if mail.changes is None:
            raise ToolError("The mail is being indexed by another process; wait until it is done.")
        left = 0 if mail.granted.is_coarse else learn(ctx, mail.connection)
        messages, problems = index.sizes(mail.connection)
        done = mail.changes if mail.granted.visible.is_all_mail else None
        return IndexReport(
            messages=messages,
            added=done.added if done else None,
            updated=done.updated if done else None,
            removed=done.removed if done else None,
            problems=problems,
            meanings_left=left,
            seconds=round(time.monotonic() - started, 3),
            notes=mail.notes,
        )


@tool(needs=[MAIL], effect="read")
def inspect(ctx: Context) -> SourceReport:
    """Say how many messages each source holds and which addresses look like the user's own."""
    granted = Granted.of(ctx)
    lines: list[SourceLine] = []
    readable: list[tuple[str, Path]] = []
    notes = granted.notes
    for source in ctx.sources:
        try:
            messages = count(source.kind, source.path, granted.visible)
        except OSError as error:
            notes.append(f"{source.path} cannot be opened: {error.strerror}.")
            continue
        lines.append(SourceLine(kind=source.kind, path=str(source.path), messages=messages))
        readable.append((source.kind, source.path))
    addresses = own_addresses(readable, granted.visible)
    return SourceReport(sources=lines, addresses=addresses, notes=notes)


@tool(needs=[MAIL], effect="read")
def status(ctx: Context) -> IndexStatus:
    """Say what the mail index holds, and what was not read, or not in full, and why."""
    with standing_index(ctx) as mail:
        connection = mail.connection
        messages, _ = index.sizes(connection)
        return IndexStatus(
            sources=list(map(_holding, standing.holdings(connection))),
            messages=messages,
            reasons=dict(standing.reasons(connection)),
            flaws=[_flaw(one) for one in standing.flaws(connection, _MOST_FLAWS)],
            meanings_left=learning.waiting(connection),
            notes=mail.notes,
        )


def _holding(one: standing.Holding) -> HoldingLine:
    read = one.copies - one.unread
    return HoldingLine(kind=one.kind, path=one.path, messages=read, unread=one.unread)


def _flaw(one: standing.Flaw) -> FlawLine:
    return FlawLine(folder=one.folder, place=one.place, why=one.why, id=one.id, subject=one.subject)
