"""A program that writes to a ledger and kills itself, as `kill -9` would, at the step it is told.

A step is a statement to the database or anything that touches the checkpoint's folder. Each row
is acknowledged on the output before the next one is begun.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from llmos import store
from llmos.calls import Call, Request
from llmos.ledger import SCHEMA, Ledger

EVENTS = {"open", "os.rename", "os.remove"}

steps = 0


def step(_: object = None) -> None:
    """Count one step; the last one ends the process."""
    global steps
    steps += 1
    if steps == last:
        os.kill(os.getpid(), signal.SIGKILL)


def audit(event: str, arguments: tuple[object, ...]) -> None:
    if event in EVENTS and str(arguments[0]).startswith(str(folder)):
        step()


def acknowledge(seq: object) -> None:
    sys.stdout.write(f"{seq}\n")
    sys.stdout.flush()


folder = Path(sys.argv[1])
last = int(sys.argv[2])
connection = store.connect(folder / "state.db", SCHEMA)
connection.set_trace_callback(step)
sys.addaudithook(audit)
ledger = Ledger(connection, folder / "ledger.checkpoint")
request = Request("What is new?", datetime.now(UTC))
acknowledge(ledger.open(request, Call("mail.search"), ["mail:read"], "granted"))
acknowledge(ledger.open(request, Call("mail.read"), ["mail:read"], "granted"))
ledger.prune(datetime.now(UTC))
acknowledge(ledger.open(request, Call("mail.read"), ["mail:read"], "granted"))
sys.stderr.write(str(steps))
