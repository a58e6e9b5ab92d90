"""What "this session" means: the user's login in this terminal, until it ends."""

from __future__ import annotations

import os
import time
from pathlib import Path

_STARTED = f"{os.getpid()}-{time.time_ns()}"


def session() -> str:
    """A key that stays the same for all commands of one terminal and never comes back.

    On Linux it is the leader of the terminal's session together with the moment it started.
    Elsewhere nothing as sure is at hand, so there a session is one run of llmos.
    """
    if not hasattr(os, "getsid"):
        return _STARTED
    leader = os.getsid(0)
    try:
        stat = Path(f"/proc/{leader}/stat").read_text("utf-8")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("utf-8").strip()
    except OSError:
        return _STARTED
    # The name in field 2 may hold spaces, so count from its closing bracket; field 22 is the
    # start time in clock ticks since boot.
    return f"{boot}-{leader}-{stat.rpartition(')')[2].split()[19]}"
