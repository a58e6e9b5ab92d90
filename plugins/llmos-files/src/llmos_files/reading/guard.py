"""Bounds around the reading of one file: time by two clocks, and memory.

The first clock ticks in Python code, where it looks at the time and at the memory that was taken,
and raises. What hangs inside a library written in C does not hear it; the second clock then ends
the process, and the next one passes over the file that it was at. A library that takes all memory
at once meets the limit of the whole process, which its confinement sets.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType

from llmos_files.reading import limits
from llmos_files.reading.document import Unreadable

_TICK_SECONDS = 0.1


@contextlib.contextmanager
def bounded(seconds: float = limits.SECONDS, memory: int = limits.MEMORY_BYTES) -> Iterator[None]:
    """Raise `Unreadable` in the block when its time or memory is over; end a process that hangs."""
    try:
        with _clocks(seconds, memory):
            yield
    except MemoryError as error:
        raise _too_much(memory) from error


@contextlib.contextmanager
def _clocks(seconds: float, memory: int) -> Iterator[None]:
    if os.name != "posix" or threading.current_thread() is not threading.main_thread():
        yield  # without signals only the kernel's own patience is left
        return
    end, most = time.monotonic() + seconds, _resident() + memory

    def tick(number: int, frame: FrameType | None) -> None:
        if time.monotonic() >= end:
            raise Unreadable("too slow", f"Reading it takes more than {seconds:g} seconds.")
        if _resident() > most:
            raise _too_much(memory)

    before = signal.signal(signal.SIGALRM, tick)
    hard = seconds + limits.HARD_SECONDS - limits.SECONDS
    faulthandler.dump_traceback_later(hard, exit=True, file=sys.__stderr__ or sys.stderr)
    signal.setitimer(signal.ITIMER_REAL, min(_TICK_SECONDS, seconds), _TICK_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGALRM, before)


def _too_much(memory: int) -> Unreadable:
    words = f"Reading it takes more than {memory // limits.MIB} MB of memory."
    return Unreadable("too much memory", words)


def _resident() -> int:
    """The memory that this process takes up now, in bytes; 0 where that cannot be known."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
