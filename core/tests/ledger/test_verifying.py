"""Whatever is done to the rows is found, and the row is named."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmos import store
from llmos.calls import Call, Request
from llmos.errors import StoreError
from llmos.ledger import SCHEMA, Fault, Ledger
from llmos.ledger.chain import Link, read
from llmos.ledger.checkpoint import Checkpoint, load
from llmos.ledger.verifying import verify

FLIPS = int(os.environ.get("LLMOS_FILE_FLIPS", "600"))


@pytest.fixture
def rows(filled: Ledger, connection: sqlite3.Connection) -> list[Link]:
    return list(read(connection))


@pytest.fixture
def known(filled: Ledger, checkpoint: Path) -> Checkpoint:
    found = load(checkpoint)
    assert found is not None
    return found


def flipped(content: bytes) -> Iterator[bytes]:
    """The content with each of its bits flipped in turn."""
    for bit in range(len(content) * 8):
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)


def versions(row: Link) -> Iterator[Link]:
    """The row with each of its bits flipped in turn."""
    number = row.seq.to_bytes(8, "big", signed=True)
    yield from (row._replace(seq=int.from_bytes(n, "big", signed=True)) for n in flipped(number))
    for column in ("previous", "body", "mac"):
        yield from (row._replace(**{column: value}) for value in flipped(getattr(row, column)))


def test_an_untouched_ledger_is_whole(filled: Ledger) -> None:
    report = filled.verify()
    assert (report.rows, report.head, report.pruned, report.faults) == (7, 7, 0, ())


def test_an_empty_ledger_is_whole(ledger: Ledger) -> None:
    assert ledger.verify().faults == ()


def test_every_flipped_bit_of_every_row_is_found_and_the_row_is_named(
    rows: list[Link], known: Checkpoint
) -> None:
    tried = 0
    for position, row in enumerate(rows):
        for changed in versions(row):
            table = sorted([*rows[:position], changed, *rows[position + 1 :]])
            found = verify(table, known).faults
            assert Fault("altered", changed.seq, changed.seq) in found
            tried += 1
    assert tried == sum(8 * (8 + 32 + len(row.body) + 32) for row in rows)


def test_every_deletion_is_found_with_the_numbers_of_the_rows(
    rows: list[Link], known: Checkpoint
) -> None:
    for first in range(1, len(rows) + 1):
        for last in range(first, len(rows) + 1):
            left = rows[: first - 1] + rows[last:]
            assert verify(left, known).faults == (Fault("missing", first, last),)


def test_every_swap_is_found(rows: list[Link], known: Checkpoint) -> None:
    for one in range(len(rows)):
        for other in range(one):
            table = list(rows)
            table[one] = rows[other]._replace(seq=one + 1)
            table[other] = rows[one]._replace(seq=other + 1)
            found = verify(table, known).faults
            numbers = {n for fault in found for n in range(fault.first, fault.last + 1)}
            assert {fault.kind for fault in found} == {"altered"}
            assert numbers == {one + 1, other + 1}


def test_a_row_that_was_put_in_is_found(rows: list[Link], known: Checkpoint) -> None:
    table = [*rows, rows[-1]._replace(seq=8)]
    assert verify(table, known).faults == (Fault("altered", 8, 8),)


def test_neighbours_are_reported_together(rows: list[Link], known: Checkpoint) -> None:
    table = [row._replace(body=b"{}") if row.seq in (3, 4) else row for row in rows]
    assert verify(table, known).faults == (Fault("altered", 3, 4),)


def test_rows_of_another_copy_of_the_same_ledger_are_found(
    filled: Ledger,
    checkpoint: Path,
    connection: sqlite3.Connection,
    tmp_path: Path,
    request_: Request,
    call: Call,
) -> None:
    shutil.copy(checkpoint, tmp_path / "old.checkpoint")
    filled.open(request_, call, [], "one history")
    (stolen,) = [row for row in read(connection) if row.seq == 8]
    connection.execute("DELETE FROM ledger WHERE seq = 8")
    shutil.copy(tmp_path / "old.checkpoint", checkpoint)
    filled.open(request_, call, [], "another history")
    filled.open(request_, call, [], "another history")
    assert filled.verify().faults == ()
    connection.execute(
        "UPDATE ledger SET previous = ?, body = ?, mac = ? WHERE seq = 8", stolen[1:]
    )
    assert filled.verify().faults == (Fault("foreign", 9, 9),)


def test_the_newest_row_cannot_be_exchanged_for_that_of_another_copy(
    rows: list[Link], known: Checkpoint
) -> None:
    last = rows[-1]
    other = last._replace(body=last.body.replace(b"never", b"maybe"))
    forged = other._replace(mac=known.key.of_row(other.seq, other.previous, other.body))
    assert verify([*rows[:-1], forged], known).faults == (Fault("foreign", 7, 7),)


def test_a_cut_stays_found_after_more_was_written(
    filled: Ledger, connection: sqlite3.Connection, request_: Request, call: Call
) -> None:
    connection.execute("DELETE FROM ledger WHERE seq > 4")
    assert filled.verify().faults == (Fault("missing", 5, 7),)
    assert filled.open(request_, call, [], "granted") == 8
    assert filled.verify().faults == (Fault("missing", 5, 7),)


@pytest.mark.parametrize("forged", [(8, b"", b"{}", 7), (2**63 - 1, b"", b"{}", b"")])
def test_a_row_that_nothing_can_follow_is_a_sentence(
    filled: Ledger,
    connection: sqlite3.Connection,
    request_: Request,
    call: Call,
    forged: tuple[object, ...],
) -> None:
    connection.execute("INSERT INTO ledger VALUES (?, ?, ?, ?)", forged)
    with pytest.raises(StoreError, match=f"Row {forged[0]} of the ledger was not written by llmos"):
        filled.open(request_, call, [], "granted")
    assert [fault.kind for fault in filled.verify().faults] == ["altered"]


def test_a_row_that_was_put_in_stays_found_after_more_was_written(
    filled: Ledger, connection: sqlite3.Connection, request_: Request, call: Call
) -> None:
    connection.execute("INSERT INTO ledger SELECT 8, previous, body, mac FROM ledger WHERE seq = 7")
    assert filled.open(request_, call, [], "granted") == 9
    assert filled.verify().faults == (Fault("altered", 8, 8),)


def test_emptying_the_table_is_found(filled: Ledger, connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM ledger")
    assert filled.verify().faults == (Fault("missing", 1, 7),)


def test_values_of_another_type_are_found(filled: Ledger, connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE ledger SET body = CAST(body AS TEXT) WHERE seq = 2")
    connection.execute("UPDATE ledger SET mac = 7 WHERE seq = 5")
    assert filled.verify().faults == (Fault("altered", 2, 2), Fault("altered", 5, 5))


def test_a_table_without_numbers_is_a_sentence(
    filled: Ledger, connection: sqlite3.Connection, request_: Request, call: Call
) -> None:
    connection.executescript(
        "CREATE TABLE other (seq, previous, body, mac); INSERT INTO other SELECT NULL, previous,"
        " body, mac FROM ledger; DROP TABLE ledger; ALTER TABLE other RENAME TO ledger;"
    )
    with pytest.raises(StoreError, match="lost their numbers"):
        filled.verify()
    with pytest.raises(StoreError, match="lost their numbers"):
        filled.open(request_, call, [], "granted")


def test_an_altered_row_that_cannot_be_read_says_how_to_find_out_more(
    filled: Ledger, connection: sqlite3.Connection
) -> None:
    connection.execute("UPDATE ledger SET body = ? WHERE seq = 2", (b"{",))
    with pytest.raises(StoreError, match="Row 2 of the ledger cannot be read") as error:
        filled.entries()
    assert "llmos ledger verify" in error.value.hint


def test_no_flipped_bit_of_the_database_file_changes_what_the_ledger_says_unnoticed(
    filled: Ledger,
    connection: sqlite3.Connection,
    rows: list[Link],
    checkpoint: Path,
    tmp_path: Path,
) -> None:
    connection.close()
    whole = (tmp_path / "state.db").read_bytes()
    chosen = random.Random(4).sample(range(len(whole) * 8), min(FLIPS, len(whole) * 8))
    damaged, noticed = tmp_path / "damaged.db", 0
    for bit in chosen:
        content = bytearray(whole)
        content[bit // 8] ^= 1 << bit % 8
        damaged.write_bytes(content)
        noticed += noticed_in(damaged, checkpoint, rows)
    assert noticed > len(chosen) // 10  # the rest hit unused bytes or another table's


def noticed_in(file: Path, checkpoint: Path, rows: list[Link]) -> bool:
    """Whether verify found a fault; if it did not, every row must still be what it was."""
    try:
        connection = store.connect(file, SCHEMA)
    except StoreError:
        return True
    try:
        if Ledger(connection, checkpoint).verify().faults:
            return True
        assert list(read(connection)) == rows
        return False
    except StoreError:
        return True
    finally:
        connection.close()
        for name in ("damaged.db-wal", "damaged.db-shm"):
            file.with_name(name).unlink(missing_ok=True)
