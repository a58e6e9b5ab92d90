"""Which kind of export a file, folder or archive is, told by what it holds.

The readers of the rarer kinds are imported here, when there is something to read for them.
"""

from __future__ import annotations

from typing import NamedTuple

from llmos_health.reading.apple import read_apple
from llmos_health.reading.archive import (
    Package,
    find_activities,
    find_database,
    find_export,
    start_of,
)
from llmos_health.reading.sink import Sink

APPLE, CONNECT, GARMIN = "Apple Health", "Health Connect", "Garmin"
_DATE_MARK = b'<ExportDate value="'
_DATE_CHARS = 10


class Glance(NamedTuple):
    """What a quick look tells: the kind of export, its unpacked size in bytes, and the day on which
    it was written, which is empty where it does not say.
    """

    kind: str
    size: int
    written: str


def read_export(package: Package, sink: Sink) -> None:
    """Read an export of any kind; raises `UnreadableExport` if it is none."""
    if database := find_database(package):
        from llmos_health.reading.connect import read_connect

        read_connect(package, database, sink)
    elif activities := find_activities(package):
        from llmos_health.reading.garmin import read_garmin

        read_garmin(package, activities, sink)
    else:
        read_apple(package, find_export(package), sink)


def glance(package: Package) -> Glance:
    """Look at an export without reading it; raises `UnreadableExport` if it is none."""
    if database := find_database(package):
        return Glance(CONNECT, database.size, "")
    if activities := find_activities(package):
        return Glance(GARMIN, sum(one.size for one in activities), "")
    member = find_export(package)
    start = start_of(package, member)
    place = start.find(_DATE_MARK)
    begin = place + len(_DATE_MARK)
    written = start[begin : begin + _DATE_CHARS].decode("ascii", "replace") if place >= 0 else ""
    return Glance(APPLE, member.size, written)
