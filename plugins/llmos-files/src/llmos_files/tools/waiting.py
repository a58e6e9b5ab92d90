"""Waiting until a file comes, goes or changes, so that the index can follow at once."""

from __future__ import annotations

import time

from llmos import Context, Result, ToolError, tool
from llmos_files.folders.changes import CannotWatch, changes
from llmos_files.granted import roots
from llmos_files.index.update import is_current
from llmos_files.opening import current_index
from llmos_files.tools.needs import READ

_SECONDS = 600.0
"""How long one call waits."""

_BETWEEN_SIGNS = 2.0


class Waited(Result):
    """Whether something changed, or the time was over."""

    changed: bool


@tool(needs=[READ], effect="read")
def wait(ctx: Context) -> Waited:
    """Wait until a file comes, goes or changes."""
    ctx.scope(READ.name)
    began = time.monotonic()
    try:
        for number, changed in enumerate(changes(roots(ctx), _BETWEEN_SIGNS)):
            passed = time.monotonic() - began
            # What happened before the watching began is told by nobody.
            if changed or (number == 0 and not _is_current(ctx)):
                return Waited(changed=True)
            if passed > _SECONDS:
                break
            ctx.progress("Waiting for changes", round(passed), None, "seconds")
    except CannotWatch as error:
        raise ToolError(
            str(error), hint="On Linux fs.inotify.max_user_watches limits the folders."
        ) from error
    return Waited(changed=False)


def _is_current(ctx: Context) -> bool:
    with current_index(ctx, look=False) as index:
        return is_current(index.connection, roots(ctx), ctx.settings.ignore)
