"""A store of daily figures only: what a grant of that resolution may keep on disk."""

from __future__ import annotations

import sqlite3

from llmos_health.metrics.limits import Shown
from llmos_health.store.visible import show_only

_COPIED = {
    "exports": "id, path, stamp, written, 0",
    "problems": "export, why",
    "metrics": "id, name, type",
    "kinds": "*",
    "daily": "metric, day, value, value, value, 1, sources",
    "nights": "day, source, 0, 0, 0, 0, in_bed, asleep, core, deep, rem, awake",
    "workouts": "0, kind, (start + offset) / 86400 * 86400, 0, seconds, km, kcal, source, indoor,"
    " '[]', route",
    "rings": "*",
    "papers": "*",
}
"""The columns of each table that say no more than a day does. Single values, times of day, and
values that were measured together stay behind.
"""


def copy_days(full: sqlite3.Connection, coarse: sqlite3.Connection, shown: Shown) -> None:
    """Make `coarse` hold the daily figures of `full`, as far as they may be shown."""
    show_only(full, shown)
    coarse.execute("BEGIN IMMEDIATE")
    for table, columns in _COPIED.items():
        coarse.execute(f"DELETE FROM {table}")
        for row in full.execute(f"SELECT {columns} FROM {table}"):
            coarse.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    coarse.execute("COMMIT")
