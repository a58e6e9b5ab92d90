"""Rows that are too old go, and the chain stays one that can be verified."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from llmos.calls import Call, Request
from llmos.ledger import Fault, Ledger
from llmos.ledger.chain import append
from llmos.ledger.checkpoint import Checkpoint, load, save
from llmos.ledger.rows import Shown, encode


def known(checkpoint: Path) -> Checkpoint:
    found = load(checkpoint)
    assert found is not None
    return found


def age(connection: sqlite3.Connection, checkpoint: Path, days: int) -> None:
    """Add a row as llmos would have written it that many days ago."""
    before = known(checkpoint)
    at = datetime.now(UTC) - timedelta(days=days)
    body = encode(Shown(at=at, where="routing", request_hash=""))
    head = append(connection, before.key, before.head, body)
    save(checkpoint, Checkpoint(before.secret, head, before.anchor))


def test_older_rows_go_and_the_rest_verifies(filled: Ledger, request_: Request, call: Call) -> None:
    now = datetime.now(UTC)
    filled.open(request_, call, [], "kept")
    filled.prune(now)
    report = filled.verify()
    assert (report.rows, report.pruned, report.head, report.faults) == (1, 7, 8, ())
    assert [entry.decision for entry in filled.entries()] == ["kept"]


def test_the_numbers_go_on_after_everything_was_pruned(
    filled: Ledger, request_: Request, call: Call
) -> None:
    filled.prune(datetime.now(UTC))
    assert filled.verify().faults == ()
    assert filled.open(request_, call, [], "granted") == 8
    assert filled.verify().faults == ()


def test_deleting_more_than_was_pruned_is_found(
    filled: Ledger, connection: sqlite3.Connection, request_: Request, call: Call
) -> None:
    now = datetime.now(UTC)
    filled.open(request_, call, [], "granted")
    filled.open(request_, call, [], "granted")
    filled.prune(now)
    connection.execute("DELETE FROM ledger WHERE seq = 8")
    assert filled.verify().faults == (Fault("missing", 8, 8),)


def test_a_crash_in_the_middle_of_pruning_is_no_fault(
    filled: Ledger, connection: sqlite3.Connection, checkpoint: Path
) -> None:
    rows = connection.execute("SELECT * FROM ledger").fetchall()
    filled.prune(datetime.now(UTC))
    connection.executemany("INSERT INTO ledger VALUES (?, ?, ?, ?)", rows)
    assert filled.verify().faults == ()
    filled.prune(datetime.now(UTC))
    assert filled.verify().rows == 0


def test_altered_rows_are_never_pruned_away(filled: Ledger, connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE ledger SET body = replace(body, 'mail', 'maim') WHERE seq = 3")
    filled.prune(datetime.now(UTC))
    report = filled.verify()
    assert (report.pruned, report.faults) == (2, (Fault("altered", 3, 3),))


def test_gaps_are_never_pruned_away(filled: Ledger, connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM ledger WHERE seq = 6")
    filled.prune(datetime.now(UTC))
    report = filled.verify()
    assert (report.pruned, report.faults) == (5, (Fault("missing", 6, 6),))


def test_rows_that_are_not_acknowledged_yet_are_never_pruned_away(
    filled: Ledger, checkpoint: Path, request_: Request, call: Call
) -> None:
    behind = checkpoint.read_bytes()
    filled.open(request_, call, [], "granted")
    checkpoint.write_bytes(behind)
    filled.prune(datetime.now(UTC))
    report = filled.verify()
    assert (report.rows, report.pruned, report.faults) == (1, 7, ())


def test_a_row_cannot_be_aged_to_have_it_pruned(
    filled: Ledger, connection: sqlite3.Connection
) -> None:
    year = f"{datetime.now(UTC).year}-"
    connection.execute("UPDATE ledger SET body = replace(body, ?, '1999-')", (year,))
    filled.prune(datetime.now(UTC) - timedelta(days=1))
    assert filled.verify().faults == (Fault("altered", 1, 7),)


def test_each_run_forgets_what_is_older_than_the_days_that_are_set(
    filled: Ledger, connection: sqlite3.Connection, checkpoint: Path, request_: Request, call: Call
) -> None:
    filled.prune(datetime.now(UTC))
    for days in (40, 31, 29):
        age(connection, checkpoint, days)
    Ledger(connection, checkpoint, keep_days=30).open(request_, call, [], "granted")
    report = filled.verify()
    assert (report.rows, report.pruned, report.faults) == (2, 9, ())
