"""Opening the index."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from llmos import only_one
from llmos_mail.index import schema
from llmos_mail.index.schema import open_index
from llmos_mail.index.update import update


def messages(path: Path) -> int:
    with closing(open_index(path)) as connection:
        count: int = connection.execute("SELECT count(*) FROM messages").fetchone()[0]
        return count


@pytest.fixture
def filled(letter, maildir, tmp_path) -> Path:
    maildir.add(letter())
    with closing(open_index(tmp_path / "mail.db")) as connection:
        update(connection, [("maildir", maildir.path)], lambda *_: None)
    return tmp_path / "mail.db"


def test_an_index_of_this_version_is_used_again(filled):
    assert messages(filled) == 1


def test_an_index_of_another_version_is_built_anew(filled, monkeypatch):
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    assert messages(filled) == 0


@pytest.mark.parametrize("damage", [b"no database at all", b"\x00" * 8_192, b""])
def test_a_damaged_index_is_built_anew(filled, damage):
    filled.write_bytes(damage)
    assert messages(filled) == 0


def test_two_processes_may_open_a_new_index_at_once(tmp_path):
    with closing(open_index(tmp_path / "a.db")), closing(open_index(tmp_path / "a.db")) as second:
        assert second.execute("SELECT count(*) FROM messages").fetchone() == (0,)


def test_the_index_can_be_searched_while_it_is_written(filled, letter, maildir):
    with closing(open_index(filled)) as writer, closing(open_index(filled)) as reader:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE messages SET subject = 'being written'")
        assert reader.execute("SELECT count(*) FROM words WHERE words MATCH 'letter'").fetchone()
        writer.execute("ROLLBACK")


def test_only_one_at_a_time_holds_the_lock(tmp_path):
    lock = tmp_path / "mail.lock"
    with only_one(lock) as first, only_one(lock) as second:
        assert (first, second) == (True, False)
    with only_one(lock) as again:
        assert again


def test_a_lock_that_cannot_be_made_is_an_error_and_not_another_process(tmp_path):
    with pytest.raises(sqlite3.OperationalError), only_one(tmp_path / "nowhere" / "mail.lock"):
        pass
