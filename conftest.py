"""What holds for all tests of the repository."""

from __future__ import annotations

import os
import signal

import pytest

# A shell lets what it starts in the background ignore Ctrl-C, and all that this starts in turn.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def at_full_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    """`llmos index` stands back for the rest of its process, which here is that of all tests."""
    monkeypatch.setattr(os, "sched_setscheduler", lambda *how: None, raising=False)
