"""What the choice of threads is worth beside a process that keeps one core busy."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from llmos.engines import llama_cpp
from llmos.engines.llama_cpp import LlamaCppEngine
from llmos.engines.threads import free_threads
from llmos.models import Library, default

_ASKED = [
    {"role": "system", "content": "You answer in whole sentences."},
    {"role": "user", "content": "Tell me about the sea, the wind and the ships in the harbour."},
]
_WRITTEN = 24  # tokens
_SETTLING = 0.5  # seconds until a process that was started is seen to run


def beside_a_busy_one() -> dict[str, Any]:
    """Tokens written a second with each number of threads, alone and beside a busy neighbour.

    For each: how many threads were chosen, and the rates by number of threads.
    """
    engine, cores = LlamaCppEngine(Library().path(default("language"))), _cores()
    _rate(engine, 1)
    found = {}
    for name, neighbours in (("alone", 0), ("beside", 1)):
        with _busy(neighbours):
            time.sleep(_SETTLING)
            found[name] = {"chosen": free_threads()}
            found[name] |= {str(count): _rate(engine, count) for count in range(1, cores + 1)}
    return found


def _rate(engine: LlamaCppEngine, threads: int) -> float:
    """Tokens a second, with so many threads whatever would be chosen."""
    before = llama_cpp.free_threads
    llama_cpp.free_threads = lambda: threads
    try:
        started = time.monotonic()
        engine.complete(messages=_ASKED, max_tokens=_WRITTEN)
        return _WRITTEN / (time.monotonic() - started)
    finally:
        llama_cpp.free_threads = before


@contextlib.contextmanager
def _busy(count: int) -> Iterator[None]:
    processes = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if Path("/proc").exists() else 1
