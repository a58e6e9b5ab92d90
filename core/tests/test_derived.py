"""Databases that plugins derive: replaced where they do not fit, whole after every end."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from llmos import only_one, open_index, transaction

TABLES = "CREATE TABLE words (word TEXT NOT NULL);"


def words(path: Path, version: int = 1) -> list[str]:
    with closing(open_index(path, TABLES, version)) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM words")]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index with one word."""
    path = tmp_path / "index.db"
    with closing(open_index(path, TABLES, 1)) as connection, transaction(connection):
        connection.execute("INSERT INTO words VALUES ('lease')")
    return path


def test_what_was_written_is_there_the_next_time(index: Path) -> None:
    assert words(index) == ["lease"]


def test_another_version_is_replaced_by_an_empty_one(index: Path) -> None:
    assert words(index, version=2) == []


def test_a_damaged_one_is_replaced_by_an_empty_one(index: Path) -> None:
    index.write_bytes(b"no database" * 1000)
    assert words(index) == []


def interrupted(path: Path) -> None:
    with closing(open_index(path, TABLES, 1)) as connection, transaction(connection):
        connection.execute("INSERT INTO words VALUES ('cellar')")
        raise InterruptedError


def test_a_block_that_fails_leaves_nothing(index: Path) -> None:
    with pytest.raises(InterruptedError):
        interrupted(index)
    assert words(index) == ["lease"]


def test_it_can_be_read_while_another_fills_it(index: Path) -> None:
    with closing(open_index(index, TABLES, 1)) as connection, transaction(connection):
        connection.execute("INSERT INTO words VALUES ('cellar')")
        assert words(index) == ["lease"]


def test_without_a_path_nothing_stays(tmp_path: Path) -> None:
    with closing(open_index(None, TABLES, 1)) as connection:
        connection.execute("INSERT INTO words VALUES ('lease')")
        assert connection.execute("SELECT count(*) FROM words").fetchone() == (1,)
    assert list(tmp_path.iterdir()) == []


def test_only_one_holds_a_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with only_one(lock) as first, only_one(lock) as second:
        assert (first, second) == (True, False)
    with only_one(lock) as again:
        assert again


def test_a_lock_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), only_one(tmp_path / "nowhere" / "lock"):
        pass
