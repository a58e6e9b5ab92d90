"""What Evolution and GNOME have fetched from servers: a database of whole components."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from llmos_calendar.sources import databases
from llmos_calendar.sources.found import Found

DATABASE = "cache.db"
_NAME = "Evolution"
_DELETED = 3
"""The state of what was deleted here and not yet on the server."""


def files(folder: Path) -> Iterator[Found]:
    """The one calendar of the folder."""
    path = folder / DATABASE
    read = partial(_calendar, path)
    yield Found(DATABASE, path, databases.stamp(path), "", "", read)


def _calendar(path: Path) -> bytes:
    """Everything in it as one calendar file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"X-WR-CALNAME:{_NAME}"]
    with databases.opened(path) as connection:
        if databases.has_table(connection, "timezones"):
            lines += [_text(zone) for (zone,) in connection.execute("SELECT zone FROM timezones")]
        query = "SELECT ECacheOBJ FROM ECacheObjects WHERE ECacheState != ?"
        lines += [_inner(_text(told)) for (told,) in connection.execute(query, (_DELETED,))]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _text(told: str | bytes | None) -> str:
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else told or ""
    return text.strip()


def _inner(component: str) -> str:
    """A component without a calendar around it."""
    first, _, rest = component.partition("\n")
    if first.strip().upper() != "BEGIN:VCALENDAR":
        return component
    return rest.rpartition("END:VCALENDAR")[0].strip()
