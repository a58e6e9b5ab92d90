"""A program that pulls a model and kills itself, as `kill -9` would, at the step it is told.

A step is anything that touches the library's folder, and every word to the watcher.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import msgspec

from llmos.events import Progress
from llmos.models import Library, Model, pull

EVENTS = {"open", "os.rename", "os.remove", "os.mkdir"}

steps = 0


def step() -> None:
    """Count one step; the last one ends the process."""
    global steps
    steps += 1
    if steps == last:
        os.kill(os.getpid(), signal.SIGKILL)


def audit(event: str, arguments: tuple[object, ...]) -> None:
    if event in EVENTS and str(arguments[0]).startswith(str(folder)):
        step()


def watch(progress: Progress) -> None:
    step()


model = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Model)
folder = Path(sys.argv[2])
last = int(sys.argv[3])
sys.addaudithook(audit)
pull(model, Library(folder), watch)
sys.stdout.write(str(steps))
