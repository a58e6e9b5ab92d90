"""Which part of the index a run may see: some folders, some days."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_SECOND = 1_000_000_000


@dataclass(frozen=True)
class Visible:
    """The granted folders, and moments: `since` is included and `until` is not."""

    roots: tuple[Path, ...]
    since: datetime | None = None
    until: datetime | None = None


def show_only(connection: sqlite3.Connection, visible: Visible) -> None:
    """From now on `shown` holds the visible files, and `shown_over` what was passed over there."""
    places = _places(visible.roots)
    days = [
        f"changed {compare} {int(moment.timestamp()) * _SECOND}"
        for compare, moment in ((">=", visible.since), ("<", visible.until))
        if moment
    ]
    connection.execute("DROP VIEW IF EXISTS temp.shown")
    connection.execute("DROP VIEW IF EXISTS temp.shown_over")
    where = " AND ".join([f"({places})", *days])
    connection.execute(f"CREATE TEMP VIEW shown AS SELECT * FROM main.files WHERE {where}")
    # What was passed over has no day that is known, so days show nothing of it.
    over = f"({places})" if not days else "FALSE"
    connection.execute(f"CREATE TEMP VIEW shown_over AS SELECT * FROM passed_over WHERE {over}")


def _places(roots: Sequence[Path]) -> str:
    starts = (os.path.join(os.fsencode(root), b"") for root in roots)
    # A view takes no parameters; as hexadecimal no path can end the literal.
    ranges = [f"(path >= x'{s.hex()}' AND path < x'{(s[:-1] + b'0').hex()}')" for s in starts]
    return " OR ".join(ranges) or "FALSE"
