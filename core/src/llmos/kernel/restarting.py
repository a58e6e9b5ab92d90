"""Going on behind what ends a worker: one poisonous file must not keep the others out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from llmos.errors import WorkerDied

T = TypeVar("T")

_STARTS = 25
"""How many processes one index run may use up."""


def restarting(run: Callable[[], T]) -> T:
    """Run an index function again whenever its process dies. It notes what it is about to read,
    passes it over in its next process and goes on behind it.
    """
    for _ in range(_STARTS - 1):
        try:
            return run()
        except WorkerDied:
            continue
    return run()
