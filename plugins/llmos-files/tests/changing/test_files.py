"""Changes of files: whole or not at all, nothing replaced by accident, nothing outside touched."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import pytest

from llmos_files.changing import backups, files
from llmos_files.changing.places import Place, place_at
from llmos_files.folders.beneath import Outside

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")
NOW = datetime(2026, 11, 24, 9, 0)


def at(folder: Path, path: str) -> Place:
    return place_at([folder], path)


def test_a_file_is_written_whole_into_folders_that_are_made_on_the_way(folder):
    files.write(at(folder, "a/b/c.txt"), b"words")
    assert (folder / "a/b/c.txt").read_bytes() == b"words"
    assert os.listdir(folder / "a/b") == ["c.txt"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_besides(folder, put, monkeypatch):
    put("a.txt", "old")
    monkeypatch.setattr(os, "replace", lambda *_, **__: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        files.write(at(folder, "a.txt"), b"new")
    assert os.listdir(folder) == ["a.txt"]
    assert (folder / "a.txt").read_text() == "old"


def test_another_name_of_the_same_file_keeps_the_former_content(folder, put, tmp_path):
    put("a.txt", "old")
    os.link(folder / "a.txt", tmp_path / "elsewhere.txt")
    files.write(at(folder, "a.txt"), b"new")
    assert (tmp_path / "elsewhere.txt").read_text() == "old"


def test_a_link_is_replaced_and_what_it_leads_to_is_not_touched(folder, tmp_path):
    (tmp_path / "outside.txt").write_text("theirs")
    (folder / "a.txt").symlink_to(tmp_path / "outside.txt")
    with pytest.raises(Outside, match="is a link"):
        files.content_of(at(folder, "a.txt"))
    files.write(at(folder, "a.txt"), b"mine")
    assert (tmp_path / "outside.txt").read_text() == "theirs"


@pytest.mark.parametrize("change", ["write", "move to", "move from", "trash"])
def test_a_folder_that_is_a_link_is_not_entered(folder, put, tmp_path, change):
    put("mine.txt", "mine")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/theirs.txt").write_text("theirs")
    (folder / "door").symlink_to(tmp_path / "outside")
    through = at(folder, "door/theirs.txt")
    changes = {
        "write": lambda: files.write(through, b"x"),
        "move to": lambda: files.move(at(folder, "mine.txt"), at(folder, "door/new.txt")),
        "move from": lambda: files.move(through, at(folder, "taken.txt")),
        "trash": lambda: files.trash(through, NOW),
    }
    with pytest.raises(Outside, match="link"):
        changes[change]()
    assert os.listdir(tmp_path / "outside") == ["theirs.txt"]
    assert (tmp_path / "outside/theirs.txt").read_text() == "theirs"
    assert (folder / "mine.txt").exists()


def test_a_move_never_replaces(folder, put):
    put("a.txt", "a")
    put("b.txt", "b")
    with pytest.raises(files.Refused, match="exists already"):
        files.move(at(folder, "a.txt"), at(folder, "b.txt"))
    assert (folder / "b.txt").read_text() == "b"


def test_what_is_trashed_twice_is_there_twice_with_the_way_back(folder, put):
    for words in ("one", "two"):
        put("sub/a b.txt", words)
        files.trash(at(folder, "sub/a b.txt"), NOW)
    bin = folder / f".Trash-{os.getuid()}"
    assert sorted(os.listdir(bin / "files")) == ["a b 2.txt", "a b.txt"]
    assert (bin / "files/a b 2.txt").read_text() == "two"
    assert (bin / "info/a b.txt.trashinfo").read_text() == (
        "[Trash Info]\nPath=sub/a%20b.txt\nDeletionDate=2026-11-24T09:00:00\n"
    )


@pytest.mark.parametrize(
    "path",
    ["../a.txt", "/etc/passwd", "x/../../a.txt", ".bashrc", ".ssh/key.txt", "id_rsa", "a\0b"],
)
def test_places_outside_hidden_or_secret_are_refused(folder, path):
    with pytest.raises(Outside):
        at(folder, path)


def test_a_whole_path_and_one_from_the_folder_on_mean_the_same(folder):
    assert at(folder, str(folder / "x/a.txt")) == at(folder, "x/a.txt")


def test_a_large_file_is_not_changed_because_it_could_not_be_put_back(folder, put, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 10)
    put("a.txt", "more than ten")
    with pytest.raises(files.Refused, match="too large"):
        files.content_of(at(folder, "a.txt"))


def test_former_contents_are_kept_up_to_a_number_and_found_by_their_names_only(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(backups, "_KEPT", 3)
    names = [backups.keep(tmp_path / "backups", b"%d" % number) for number in range(5)]
    assert len(os.listdir(tmp_path / "backups")) == 3
    assert backups.load(tmp_path / "backups", names[-1]) == b"4"
    for name in ("../secret", "nothing", ""):
        with pytest.raises(files.Refused):
            backups.load(tmp_path / "backups", name)
