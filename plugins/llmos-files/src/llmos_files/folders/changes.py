"""Waiting until something changes in folders, with watchfiles."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from watchfiles import Change, watch
from watchfiles._rust_notify import WatchfilesRustInternalError

from llmos_files.folders.rules import why_not_a_file, why_not_a_folder

_STEP_MS = 200
_TOGETHER_MS = 2_000
"""What changes within this time is told at once: saving a document touches several files."""


_LOOK_MS = 3_000
"""Between two looks where the system does not tell of changes."""

_FAILURES = (OSError, WatchfilesRustInternalError)


class CannotWatch(Exception):
    """Folders that cannot be watched; says why."""


def changes(roots: Sequence[Path], every: float) -> Iterator[bool]:
    """Whether something that may be read changed, each time it does; False every so many seconds.

    Watching begins when the first of these is asked for. Raises `CannotWatch`.
    """
    try:
        try:
            yield from _changes(roots, every, polling=False)
        except _FAILURES:
            # A confined process may not have itself told of changes, because the system would tell
            # of files everywhere. It looks again and again at what it may see.
            yield from _changes(roots, every, polling=True)
    except _FAILURES as error:
        raise CannotWatch(f"Changes cannot be watched for: {error}.") from error


def _changes(roots: Sequence[Path], every: float, *, polling: bool) -> Iterator[bool]:
    for found in watch(
        *roots,
        watch_filter=_may_be_read(roots),
        debounce=_TOGETHER_MS,
        step=_STEP_MS,
        rust_timeout=round(1000 * every),
        yield_on_timeout=True,
        force_polling=polling,
        poll_delay_ms=_LOOK_MS,
        ignore_permission_denied=True,
    ):
        yield bool(found)


def _may_be_read(roots: Sequence[Path]) -> Callable[[Change, str], bool]:
    starts = [os.path.join(root, "") for root in roots]

    def accepted(change: Change, path: str) -> bool:
        inside = next((path[len(start) :] for start in starts if path.startswith(start)), "")
        *folders, name = inside.split("/")
        return not (why_not_a_file(name) or any(map(why_not_a_folder, folders)))

    return accepted
