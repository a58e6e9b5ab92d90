"""The checkpoint and the key: kept apart, never ahead of what was acknowledged, never bent."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from llmos import store
from llmos.calls import Call, Request
from llmos.errors import StoreError
from llmos.ledger import SCHEMA, Fault, Ledger
from llmos.ledger.checkpoint import load

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from llmos import store
from llmos.calls import Call, Request
from llmos.ledger import SCHEMA, Ledger

folder = Path(sys.argv[1])
ledger = Ledger(store.connect(folder / "state.db", SCHEMA), folder / "ledger.checkpoint")
for _ in range(40):
    ledger.open(Request("", datetime.now(UTC)), Call("mail.search"), [], sys.argv[2])
"""


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_only_the_user_can_read_it(filled: Ledger, checkpoint: Path) -> None:
    assert stat.S_IMODE(checkpoint.stat().st_mode) == 0o600


def test_the_key_is_not_in_the_database(
    filled: Ledger, connection: sqlite3.Connection, checkpoint: Path, tmp_path: Path
) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    known = load(checkpoint)
    assert known is not None
    assert len(known.secret) == 32
    assert known.secret not in (tmp_path / "state.db").read_bytes()


def test_every_flipped_bit_of_the_checkpoint_is_found(filled: Ledger, checkpoint: Path) -> None:
    whole = checkpoint.read_bytes()
    for bit in range(len(whole) * 8):
        content = bytearray(whole)
        content[bit // 8] ^= 1 << bit % 8
        checkpoint.write_bytes(content)
        with pytest.raises(StoreError, match=r"ledger\.checkpoint is damaged"):
            load(checkpoint)


def test_every_cut_of_the_checkpoint_is_found(filled: Ledger, checkpoint: Path) -> None:
    whole = checkpoint.read_bytes()
    for length in range(len(whole)):
        checkpoint.write_bytes(whole[:length])
        with pytest.raises(StoreError, match=r"ledger\.checkpoint is damaged"):
            load(checkpoint)


def test_nothing_is_written_while_the_checkpoint_is_damaged(
    filled: Ledger, checkpoint: Path, request_: Request, call: Call
) -> None:
    whole = checkpoint.read_bytes()
    checkpoint.write_bytes(whole[:-1])
    with pytest.raises(StoreError, match="damaged") as error:
        filled.open(request_, call, [], "granted")
    assert "backup" in error.value.hint
    with pytest.raises(StoreError, match="damaged"):
        filled.verify()
    assert len(filled.entries()) == 3
    checkpoint.write_bytes(whole)
    assert filled.verify().faults == ()


def test_a_checkpoint_that_is_gone_leaves_a_trace_for_ever(
    filled: Ledger, checkpoint: Path, request_: Request, call: Call
) -> None:
    checkpoint.unlink()
    assert filled.verify().faults == (Fault("unchecked", 1, 7),)
    filled.open(request_, call, [], "granted")
    assert filled.verify().faults == (Fault("altered", 1, 7),)


def test_a_crash_between_the_row_and_the_checkpoint_is_no_fault(
    filled: Ledger, checkpoint: Path, request_: Request, call: Call
) -> None:
    behind = checkpoint.read_bytes()
    filled.open(request_, call, [], "granted")
    checkpoint.write_bytes(behind)
    report = filled.verify()
    assert (report.faults, report.head) == ((), 8)
    assert filled.open(request_, call, [], "granted") == 9
    assert filled.verify().faults == ()


def test_every_acknowledged_row_is_covered(
    ledger: Ledger, checkpoint: Path, request_: Request, call: Call
) -> None:
    for _ in range(3):
        acknowledged = ledger.open(request_, call, [], "granted")
        known = load(checkpoint)
        assert known is not None
        assert known.head.seq == acknowledged


def test_a_slow_process_does_not_move_the_checkpoint_back(
    filled: Ledger,
    connection: sqlite3.Connection,
    checkpoint: Path,
    tmp_path: Path,
    request_: Request,
    call: Call,
) -> None:
    other_connection = store.connect(tmp_path / "state.db", SCHEMA)
    other = Ledger(other_connection, checkpoint)
    transactions = count()

    def meanwhile(statement: str) -> None:
        row_is_committed = statement.startswith("BEGIN") and next(transactions) == 1
        if row_is_committed:
            other.open(request_, call, [], "the other process")

    connection.set_trace_callback(meanwhile)
    assert filled.open(request_, call, [], "this process") == 8
    known = load(checkpoint)
    other_connection.close()
    assert known is not None
    assert known.head.seq == 9


def test_two_processes_that_write_at_once_make_one_chain(
    filled: Ledger, checkpoint: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, name]) for name in ("one", "other")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    report = filled.verify()
    known = load(checkpoint)
    assert known is not None
    assert (report.rows, report.faults, known.head.seq) == (87, (), 87)
    by = [entry.decision for entry in filled.entries(limit=80)]
    assert (by.count("one"), by.count("other")) == (40, 40)


def test_what_a_crash_left_beside_the_checkpoint_goes_with_the_next_run(
    filled: Ledger, connection: sqlite3.Connection, checkpoint: Path, request_: Request, call: Call
) -> None:
    left = checkpoint.with_name(f".{checkpoint.name}-4711")
    left.write_bytes(checkpoint.read_bytes())
    Ledger(connection, checkpoint).open(request_, call, [], "granted")
    assert not left.exists()
