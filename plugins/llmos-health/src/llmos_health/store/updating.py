"""Bringing a store up to date with all exports, and forgetting those that are no longer given."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from llmos_health.reading.problems import UnreadableExport
from llmos_health.store.importing import (
    forget_export,
    import_export,
    note_unreadable,
    stamp_of,
)
from llmos_health.store.naming import Keep

Report = Callable[[str, int, int], None]
"""Told which file is read, how many bytes are done, and of how many."""


class Changes:
    """What an update changed; `unreachable` are sentences about files that cannot be opened."""

    def __init__(self) -> None:
        self.added = 0
        self.removed = 0
        self.unreachable: list[str] = []


def update(
    connection: sqlite3.Connection, paths: Sequence[Path], keep: Keep, terms: str, report: Report
) -> Changes:
    """Make the store hold exactly what these exports say of the metrics to keep.

    `terms` names what is kept, so that an export is read again when that changes. A file that
    cannot be opened now keeps what is known of it.
    """
    changes = Changes()
    known = dict(connection.execute("SELECT path, stamp FROM exports"))
    for path in set(known) - set(map(str, paths)):
        changes.removed += forget_export(connection, path)
    for path in paths:
        try:
            stamp = f"{terms} {stamp_of(path)}"
            if known.get(str(path)) != stamp:
                _read(connection, path, stamp, keep, changes, report)
        except OSError as error:
            changes.unreachable.append(f"{path.name}: {error.strerror or error}")
    return changes


def is_current(connection: sqlite3.Connection, paths: Sequence[Path], terms: str) -> bool:
    """Whether the store holds what these exports say now; no if one of them cannot be opened."""
    known = dict(connection.execute("SELECT path, stamp FROM exports"))
    try:
        return known == {str(path): f"{terms} {stamp_of(path)}" for path in paths}
    except OSError:
        return False


def fingerprint(paths: Sequence[Path], terms: str) -> str:
    """What changes when one of the exports or the terms do; sixty-four hexadecimal digits."""
    state = hashlib.sha256(terms.encode())
    for path in paths:
        try:
            state.update(f"{path}\0{stamp_of(path)}\0".encode())
        except OSError as error:
            state.update(f"{path}\0{error.errno}\0".encode())
    return state.hexdigest()


def _read(
    connection: sqlite3.Connection,
    path: Path,
    stamp: str,
    keep: Keep,
    changes: Changes,
    report: Report,
) -> None:
    try:
        added, removed = import_export(
            connection, path, stamp, keep, lambda have, of: report(path.name, have, of)
        )
    except UnreadableExport as error:
        changes.removed += forget_export(connection, str(path))
        note_unreadable(connection, path, stamp, str(error))
        return
    changes.added += added
    changes.removed += removed
