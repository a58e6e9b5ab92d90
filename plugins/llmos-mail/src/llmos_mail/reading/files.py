"""A message that is a file of its own: its bytes, and by what one sees that they changed."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from llmos_mail.reading.limits import MESSAGE_BYTES


def stamp_of(status: os.stat_result) -> str:
    """A text that changes when somebody writes into the file."""
    return f"{status.st_mtime_ns}.{status.st_size}"


def stamp_of_entry(entry: os.DirEntry[str]) -> str | None:
    """The same for an entry of a folder; None if it is no longer there."""
    try:
        return stamp_of(entry.stat())
    except FileNotFoundError:
        return None
    except OSError:  # reading it says why
        return "unreadable"


def read_file(path: str) -> tuple[bytes, datetime]:
    """The file's bytes, a little more than are read of one message at most, and its time."""
    with open(path, "rb", buffering=0) as file:
        status = os.fstat(file.fileno())
        raw = file.read(min(status.st_size, MESSAGE_BYTES) + 1)
        return raw, datetime.fromtimestamp(status.st_mtime, UTC)
