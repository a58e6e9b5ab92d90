"""How many threads to compute with."""

from __future__ import annotations

import os
from pathlib import Path

_RUNNING_NOW = Path("/proc/loadavg")  # Linux; its fourth word counts what runs at this moment


def free_threads() -> int:
    """As many cores as nobody else is using right now, at least one.

    llama.cpp's threads wait for each other by spinning, so one thread too many costs more than
    it brings: on two cores with one busy neighbour two threads write four times slower than one.
    """
    return max(1, _cores() - _busy_elsewhere())


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _busy_elsewhere() -> int:
    """Cores in use by others; an average over a minute would count our own last answer too."""
    try:
        running = _RUNNING_NOW.read_text().split()[3].partition("/")[0]
    except OSError:
        return 1  # elsewhere unknown: leave one core to the rest
    return int(running) - 1  # the one that reads this
