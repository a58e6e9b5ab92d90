"""What Evolution and GNOME keep of calendars on servers: iCalendar texts in an SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from llmos_calendar.sources.databases import opened, stamp_of, whole
from llmos_calendar.sources.found import Found

FILE = "cache.db"


def files(folder: Path) -> Iterator[Found]:
    """The cache of one calendar; raises OSError if it cannot be opened."""
    path = folder / FILE
    yield Found(FILE, path, stamp_of(path), "", "", partial(_read, path, folder.name))


def _read(path: Path, name: str) -> bytes:
    with opened(path) as connection:
        rows = connection.execute("SELECT ECacheOBJ FROM ECacheObjects").fetchall()
    return whole(name, (str(text) for (text,) in rows if text))
