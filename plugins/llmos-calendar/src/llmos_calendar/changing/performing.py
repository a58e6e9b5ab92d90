"""Doing what was planned, if it is still what was seen; keeping what undoes it."""

from __future__ import annotations

import base64
from typing import Any

from llmos import Context, ToolError, only_one
from llmos_calendar.changing.plan import Plan
from llmos_calendar.results.changes import Changed, ChangePreview, FileState, FormerFile
from llmos_calendar.writing.shelf import FileChange, digest

_KEPT_IN_RESULT = 200_000
"""Bytes of a former file up to which it travels with the result; larger ones are kept in a file."""


def preview(plan: Plan) -> ChangePreview:
    """What the user sees before it happens."""
    before, after = plan.difference()
    return ChangePreview(
        what=plan.what,
        calendar=plan.calendar,
        before=before,
        after=after,
        files=[
            FileState(place=plan.shelf.place, name=one.name, before=digest(one.before))
            for one in plan.changes
        ],
    )


def perform(ctx: Context, plan: Plan) -> Changed:
    """Make the changes; nothing happens if the files are not what the preview saw."""
    _check_seen(ctx.previewed, plan)
    with only_one(ctx.data / "changing.lock", seconds=20) as alone:
        if not alone:
            raise ToolError("Another change of the calendars is still going on; try again.")
        done: list[FileChange] = []
        try:
            for change in plan.changes:
                plan.shelf.change(change)
                done.append(change)
        except ToolError:
            _take_back(plan, done)
            raise
    return Changed(
        what=plan.what,
        calendar=plan.calendar,
        id=plan.id,
        files=[_former(ctx, plan.shelf.place, change) for change in plan.changes],
    )


def _take_back(plan: Plan, done: list[FileChange]) -> None:
    """A change of two files is made as a whole or not at all."""
    for change in reversed(done):
        plan.shelf.change(FileChange(change.name, change.after, change.before))


def _check_seen(seen: dict[str, Any] | None, plan: Plan) -> None:
    if seen is None:
        return
    expected = {(one["name"], one["before"]) for one in seen["files"]}
    if expected != {(one.name, digest(one.before)) for one in plan.changes}:
        raise ToolError(
            "The calendar was changed since you saw what would happen, so nothing was done.",
            hint="Ask again; what you then see is how it is now.",
        )


def _former(ctx: Context, place: str, change: FileChange) -> FormerFile:
    text, kept = "", ""
    if change.before is not None:
        if len(change.before) <= _KEPT_IN_RESULT:
            text = base64.b64encode(change.before).decode()
        else:
            folder = ctx.data / "former"
            folder.mkdir(exist_ok=True)
            kept = digest(change.before)
            (folder / kept).write_bytes(change.before)
    return FormerFile(
        place=place,
        name=change.name,
        existed=change.before is not None,
        contents=text,
        kept=kept,
        instead_of=digest(change.after),
    )


def contents_of(ctx: Context, former: FormerFile) -> bytes | None:
    """What a file held before; None if it did not exist."""
    if not former.existed:
        return None
    if not former.kept:
        return base64.b64decode(former.contents)
    try:
        return (ctx.data / "former" / former.kept).read_bytes()
    except OSError as error:
        raise ToolError(
            f"What {former.name} held before is no longer kept, so it cannot be brought back."
        ) from error
