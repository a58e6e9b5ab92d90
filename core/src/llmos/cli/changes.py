"""Waiting for changes in the places of sources, with watchfiles. Plugins cannot watch: a confined
process may not, so the command line watches and runs their index functions again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from llmos.errors import LlmosError

_QUIET_MS = 500
_LONGEST_MS = 10_000
"""A burst of changes is over after so long without one, or after so long in all."""


def changes_in(places: Iterable[Path]) -> Iterator[list[Path]]:
    """The places in which something has changed, each time that something has; ends with Ctrl-C.

    The first time, as soon as nothing will be missed any more, it is all of them: something may
    have changed before that.
    """
    try:
        from watchfiles import watch
    except ImportError as error:
        raise LlmosError(
            "Watching for changes needs watchfiles, which is not installed.",
            hint="Install it with: pip install 'llmos[local]'",
        ) from error
    watched = [place for place in places if place.exists()]
    if not watched:
        return  # watchfiles would wait for ever
    first = True
    for changes in watch(
        *watched,
        step=_QUIET_MS,
        debounce=_LONGEST_MS,
        rust_timeout=_QUIET_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
        ignore_permission_denied=True,
    ):
        paths = [Path(path) for _, path in changes]
        touched = [p for p in watched if any(path.is_relative_to(p) for path in paths)]
        if first or touched:
            yield watched if first else touched
        first = False
