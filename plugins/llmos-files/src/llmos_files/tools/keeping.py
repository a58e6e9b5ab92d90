"""Functions that keep the index and say what is in it; the model does not call them."""

from __future__ import annotations

import time

from llmos import Context, ToolError, tool
from llmos_files.folders.beneath import shown
from llmos_files.folders.listing import listing
from llmos_files.folders.rules import WORDS
from llmos_files.granted import Granted, roots
from llmos_files.index.meaning import embed_some, throw_out_dead, waiting
from llmos_files.opening import Index, current_index
from llmos_files.results.found import FolderReport, IndexReport, Reason, StatusResult
from llmos_files.tools.needs import READ

_LISTED = 200


@tool(needs=[READ], effect="read")
def refresh(ctx: Context) -> IndexReport:
    """Bring the index of all files up to date, then give new passages their meanings."""
    started = time.monotonic()
    with current_index(ctx, thorough=True) as index:
        changes = index.changes
        embedded = _embed(ctx, index)
        (files,) = index.connection.execute("SELECT count(*) FROM shown").fetchone()
        (unread,) = index.connection.execute(
            "SELECT count(*) FROM shown f JOIN contents c ON c.id = f.content WHERE c.reason <> ''"
        ).fetchone()
        busy = ["Another process is indexing now; this one waited for nothing."]
        return IndexReport(
            files=files,
            added=changes.added if changes else 0,
            updated=changes.updated if changes else 0,
            moved=changes.moved if changes else 0,
            removed=changes.removed if changes else 0,
            unread=unread,
            embedded=embedded,
            seconds=round(time.monotonic() - started, 3),
            notes=[*busy * (changes is None), *index.notes],
        )


@tool(needs=[READ], effect="read")
def status(ctx: Context) -> StatusResult:
    """Say what is indexed, of what only the name is known, what was passed over, and why."""
    with current_index(ctx, look=False) as index:
        rows = index.connection.execute(
            "SELECT f.kind, count(*) FROM shown f JOIN contents c ON c.id = f.content"
            " WHERE c.reason = '' GROUP BY f.kind ORDER BY 2 DESC"
        )
        indexed = {str(kind): int(count) for kind, count in rows}
        (passages,) = index.connection.execute("SELECT count(*) FROM passages").fetchone()
        over = index.connection.execute(
            "SELECT reason, count(*) FROM shown_over GROUP BY reason ORDER BY 2 DESC"
        )
        counts = {str(reason): int(count) for reason, count in over}
        return StatusResult(
            indexed=indexed,
            passages=passages,
            waiting=waiting(index.connection) if ctx.settings.meanings else 0,
            unread=_unread(index),
            passed_over=[
                Reason(reason=reason, why=WORDS[reason], count=count, files=_over(index, reason))
                for reason, count in counts.items()
            ],
            notes=[*_waiting(ctx, index), *index.granted.notes],
        )


@tool(needs=[READ], effect="read")
def inspect(ctx: Context) -> FolderReport:
    """Say how many files each folder holds that could be indexed."""
    notes = Granted.of(ctx).notes
    counts: dict[str, int] = {}
    for root in roots(ctx):
        try:
            counts[str(root)] = len(listing(root, ctx.settings.ignore).files)
        except OSError as error:
            notes.append(f"{root} cannot be opened: {error.strerror}.")
    return FolderReport(folders=counts, notes=notes)


def _embed(ctx: Context, index: Index) -> int:
    """Meanings come after the text is searchable; a run that is stopped goes on there."""
    if not ctx.settings.meanings or not waiting(index.connection) or not ctx.model.embeds:
        return 0
    total, done = waiting(index.connection), 0
    try:
        while count := embed_some(index.connection, ctx.model.embed):
            done += count
            ctx.progress("Taking in meanings", done, total, "passages")
    except ToolError:
        if not done:
            raise
        # One run may ask for so many and no more; the next one goes on there.
    throw_out_dead(index.connection)
    return done


def _unread(index: Index) -> list[dict[str, str]]:
    rows = index.connection.execute(
        "SELECT f.path, c.reason, c.problems FROM shown f JOIN contents c ON c.id = f.content"
        " WHERE c.reason <> '' ORDER BY c.reason, f.path LIMIT ?",
        (_LISTED,),
    )
    return [{"file": shown(path), "reason": why, "why": words} for path, why, words in rows]


def _over(index: Index, reason: str) -> list[str]:
    rows = index.connection.execute(
        "SELECT path FROM shown_over WHERE reason = ? ORDER BY path LIMIT ?", (reason, _LISTED)
    )
    return [shown(path) for (path,) in rows]


def _waiting(ctx: Context, index: Index) -> list[str]:
    count = waiting(index.connection) if ctx.settings.meanings else 0
    return [f"{count:,} passages can be found by words but not yet by meaning."] * bool(count)
