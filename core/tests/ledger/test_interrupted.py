"""A writer that is killed at each of its steps: nothing acknowledged is lost, nothing is bent."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from llmos import store
from llmos.calls import Call, Request
from llmos.ledger import SCHEMA, Ledger

PROGRAM = Path(__file__).with_name("writing.py")


def write(folder: Path, step: int = 0) -> subprocess.CompletedProcess[str]:
    """Write in a process of its own that kills itself at a step; 0 lets it end."""
    command = [sys.executable, str(PROGRAM), str(folder), str(step)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_writer_that_is_killed_at_any_step_loses_nothing_and_looks_like_no_tampering(
    tmp_path: Path, request_: Request, call: Call
) -> None:
    steps = int(write(tmp_path / "whole").stderr)
    assert steps > 30
    for step in range(1, steps + 1):
        folder = tmp_path / str(step)
        killed = write(folder, step)
        assert killed.returncode == -9
        acknowledged = max(map(int, killed.stdout.split()), default=0)
        connection = store.connect(folder / "state.db", SCHEMA)
        ledger = Ledger(connection, folder / "ledger.checkpoint")
        before = ledger.verify()
        assert before.faults == ()
        assert before.head >= acknowledged
        assert ledger.open(request_, call, [], "granted") == before.head + 1
        assert ledger.verify().faults == ()
        assert sorted(path.name for path in folder.iterdir() if path.name[0] == ".") == []
        connection.close()
