"""What long work tells whoever watches it. Doors draw these; nothing here draws."""

from __future__ import annotations

from collections.abc import Callable

import msgspec


class Progress(msgspec.Struct, frozen=True):
    """How far one piece of work has come.

    `done` and `total` count `unit`s ("messages", "bytes"); `total` is None while it is unknown.
    """

    what: str
    done: int
    total: int | None = None
    unit: str = ""


Watcher = Callable[[Progress], None]
"""Called from the thread that does the work, possibly often; must return quickly."""


def unwatched(progress: Progress) -> None:
    """The watcher for callers that do not want to know."""
