"""SQLite files that must not lose anything."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from llmos import store
from llmos.errors import StoreError

SCHEMA = ("CREATE TABLE notes (words TEXT)", "ALTER TABLE notes ADD COLUMN at TEXT")


def test_every_commit_is_on_the_disk_before_it_returns(tmp_path: Path) -> None:
    connection = store.connect(tmp_path / "state.db", SCHEMA)
    full = 2
    assert connection.execute("PRAGMA synchronous").fetchone() == (full,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_only_the_user_can_read_it(tmp_path: Path) -> None:
    store.connect(tmp_path / "data" / "state.db", SCHEMA).close()
    assert stat.S_IMODE((tmp_path / "data" / "state.db").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_an_older_file_gets_only_the_changes_that_it_has_not_seen(tmp_path: Path) -> None:
    old = store.connect(tmp_path / "state.db", SCHEMA[:1])
    old.execute("INSERT INTO notes VALUES ('kept')")
    old.close()
    new = store.connect(tmp_path / "state.db", SCHEMA)
    assert new.execute("SELECT words, at FROM notes").fetchall() == [("kept", None)]
    new.close()


def test_a_file_of_a_newer_llmos_is_left_alone(tmp_path: Path) -> None:
    store.connect(tmp_path / "state.db", SCHEMA).close()
    with pytest.raises(StoreError, match="newer"):
        store.connect(tmp_path / "state.db", SCHEMA[:1])
    store.connect(tmp_path / "state.db", SCHEMA).close()


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    connection = store.connect(tmp_path / "state.db", SCHEMA)

    def half() -> None:
        with store.transaction(connection):
            connection.execute("INSERT INTO notes (words) VALUES ('half')")
            connection.execute("INSERT INTO nowhere VALUES (1)")

    with pytest.raises(StoreError, match="nowhere"):
        half()
    assert connection.execute("SELECT * FROM notes").fetchall() == []
    connection.close()


def test_ctrl_c_inside_a_transaction_undoes_it(tmp_path: Path) -> None:
    connection = store.connect(tmp_path / "state.db", SCHEMA)

    def stopped() -> None:
        with store.transaction(connection):
            connection.execute("INSERT INTO notes (words) VALUES ('half')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert connection.execute("SELECT * FROM notes").fetchall() == []
    assert not connection.in_transaction
    connection.close()


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_bytes(b"not a database, but long enough to be taken for one" * 9)
    with pytest.raises(StoreError) as refused:
        store.connect(tmp_path / "state.db", SCHEMA)
    assert str(tmp_path / "state.db") in refused.value.message


def test_a_failed_change_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    store.connect(tmp_path / "state.db", SCHEMA[:1]).close()
    with pytest.raises(StoreError):
        store.connect(tmp_path / "state.db", (*SCHEMA, "CREATE TABLE notes (again TEXT)"))
    plain = sqlite3.connect(tmp_path / "state.db")
    assert [row[1] for row in plain.execute("PRAGMA table_info(notes)")] == ["words"]
    plain.close()
