"""Bringing the index up to date: nothing read twice, moves followed, deaths survived."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from llmos_files.index.attempts import Attempts
from llmos_files.index.schema import open_index
from llmos_files.index.update import Update
from llmos_files.reading import reading

if TYPE_CHECKING:
    from conftest import Shelf


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose content is read from now on."""
    names: list[str] = []
    real = reading.read

    def noting(file, name, size):
        names.append(name)
        return real(file, name, size)

    monkeypatch.setattr("llmos_files.index.update.read", noting)
    return names


def test_what_is_new_is_found_what_changes_is_read_again_what_is_gone_is_forgotten(shelf, put):
    put("a.txt", "walnut")
    put("b.txt", "tortoise")
    assert shelf.update().added == 2
    put("a.txt", "umbrella instead")
    (shelf.folder / "b.txt").unlink()
    changes = shelf.update()
    assert (changes.added, changes.updated, changes.removed) == (0, 1, 1)
    assert shelf.found("walnut") == shelf.found("tortoise") == []
    assert shelf.found("umbrella") == ["a.txt"]
    assert shelf.count("passages") == shelf.count("contents") == 1


def test_what_has_not_changed_is_not_read_again(shelf, put, reads):
    put("a.txt")
    shelf.update()
    assert not shelf.update().any
    assert reads == ["a.txt"]


def test_a_renamed_file_and_a_moved_folder_are_followed_without_reading(shelf, put, reads):
    put("old/a.txt", "walnut")
    shelf.update()
    (shelf.folder / "old").rename(shelf.folder / "new")
    (shelf.folder / "new/a.txt").rename(shelf.folder / "new/plan.txt")
    changes = shelf.update()
    assert (changes.moved, changes.added, changes.removed) == (1, 0, 0)
    assert reads == ["a.txt"]
    assert shelf.found("walnut") == shelf.found("plan") == ["plan.txt"]


def test_copies_are_read_once_and_keep_their_text_until_the_last_is_gone(shelf, put, reads):
    put("a.txt", "walnut")
    put("b.txt", "walnut")
    shelf.update()
    assert shelf.count("contents") == 1
    (shelf.folder / "a.txt").unlink()
    shelf.update()
    assert shelf.found("walnut") == ["b.txt"]
    put("c.txt", "walnut")
    shelf.update()
    assert reads == ["a.txt", "b.txt"]  # both of one batch; the third was known


def test_an_exchange_of_contents_between_files_loses_neither(shelf, put):
    put("a.txt", "walnut")
    put("b.txt", "tortoise")
    shelf.update()
    put("a.txt", "tortoise")
    put("b.txt", "walnut")
    for name in ("a.txt", "b.txt"):
        os.utime(shelf.folder / name, ns=(1, 1))
    shelf.update()
    assert (shelf.found("walnut"), shelf.found("tortoise")) == (["b.txt"], ["a.txt"])


def test_a_file_that_cannot_be_read_keeps_its_name_and_its_reason(shelf, put):
    put("broken-plan.pdf", b"%PDF-nothing")
    shelf.update()
    assert shelf.reasons() == {"broken-plan.pdf": "broken"}
    assert shelf.found("plan") == ["broken-plan.pdf"]


def test_a_newer_reader_tries_again(shelf, put, reads, monkeypatch):
    put("a.pdf", b"broken")
    shelf.update()
    shelf.update()
    monkeypatch.setattr("llmos_files.index.update.VERSION", reading.VERSION + 1)
    shelf.update()
    assert reads == ["a.pdf", "a.pdf"]


def test_a_folder_that_is_gone_keeps_what_is_known_of_it(shelf, put):
    put("a.txt", "walnut")
    shelf.update()
    shelf.folder.rename(shelf.folder.with_name("away"))
    assert "No such file" in shelf.update().unreachable[0]
    assert shelf.count("files") == 1


def test_folders_that_are_no_longer_named_are_forgotten(shelf, put, tmp_path):
    put("a.txt")
    other = tmp_path / "Other"
    other.mkdir()
    (other / "b.txt").write_text("x")
    shelf.update(shelf.folder, other)
    attempts = Attempts(tmp_path / "note", shelf.connection, 0, 1)
    Update(shelf.connection, attempts).forget_all_but([other])
    attempts.close()
    assert shelf.reasons() == {"b.txt": ""}


DYING = """
import os, sys
from pathlib import Path
from typing import TYPE_CHECKING
from llmos_files.index import update
from llmos_files.index.attempts import Attempts
from llmos_files.index.schema import open_index
from llmos_files.reading.reading import VERSION
real = update.read
def read(file, name, size):
    if "poison" in name:
        os._exit(7)
    return real(file, name, size)
update.read = read
folder, data, now = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
connection = open_index(data / "files.db")
attempts = Attempts(data / "note", connection, now, VERSION)
update.Update(connection, attempts).run([folder])
"""


def run_dying(shelf: Shelf, now: int) -> int:
    arguments = [sys.executable, "-c", DYING, str(shelf.folder), str(shelf.data), str(now)]
    return subprocess.run(arguments, timeout=60).returncode


def test_a_file_that_kills_its_reader_is_passed_over_by_the_next(shelf, put):
    put("a.txt", "walnut")
    put("poison.txt", "deadly")
    put("z.txt", "tortoise")
    assert [run_dying(shelf, now) for now in (0, 10)] == [7, 0]
    assert shelf.reasons() == {"a.txt": "", "poison.txt": "poisonous", "z.txt": ""}


def test_one_death_is_forgiven_after_an_hour_and_two_are_not(shelf, put):
    put("poison.txt", "deadly")
    outcomes = [run_dying(shelf, now) for now in (0, 100, 4000, 4100, 10_000, 100_000)]
    assert outcomes == [7, 0, 7, 0, 0, 0]


def test_a_file_that_was_only_unlucky_is_read_later(shelf, put):
    put("poison.txt", "innocent")
    run_dying(shelf, 0)
    shelf.update()
    assert shelf.reasons() == {"poison.txt": "poisonous"}
    shelf.now += 4000
    shelf.update()
    assert shelf.found("innocent") == ["poison.txt"]


def test_a_damaged_index_is_built_anew(shelf, put, tmp_path):
    put("a.txt", "walnut")
    shelf.connection.close()
    (tmp_path / "files.db").write_bytes(b"no database at all, but long enough to be one" * 50)
    shelf.connection = open_index(tmp_path / "files.db")
    assert shelf.update().added == 1


def test_a_stopped_update_leaves_whole_files_only(shelf, put, monkeypatch):
    for number in range(30):
        put(f"{number:02}.txt", f"number{number}")
    monkeypatch.setattr("llmos_files.index.update._BATCH_FILES", 7)
    real = reading.read

    def interrupted(file, name, size):
        if name == "20.txt":
            raise KeyboardInterrupt
        return real(file, name, size)

    monkeypatch.setattr("llmos_files.index.update.read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        shelf.update()
    assert shelf.count("files") == shelf.count("contents") == 14
    monkeypatch.setattr("llmos_files.index.update.read", real)
    assert shelf.update().added == 16
    assert shelf.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with pytest.raises(sqlite3.IntegrityError):
        shelf.connection.execute("INSERT INTO files SELECT * FROM files")
