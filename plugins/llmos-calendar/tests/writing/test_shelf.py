"""Files are changed as a whole, only from what they held, and nowhere else."""

from __future__ import annotations

import threading

import pytest

from llmos import ToolError
from llmos_calendar.writing.shelf import FileChange, FileShelf


@pytest.fixture
def shelf(folder, tmp_path):
    return FileShelf(folder.path, tmp_path / "rescued.ics")


def test_a_change_needs_what_it_began_with(shelf, folder):
    folder.put("a.ics", b"theirs")
    with pytest.raises(ToolError, match="nothing was done"):
        shelf.change(FileChange("a.ics", b"ours", b"new"))
    assert shelf.read("a.ics") == b"theirs"


def test_a_new_file_never_replaces_one_that_is_there(shelf, folder):
    folder.put("a.ics", b"theirs")
    with pytest.raises(ToolError, match="nothing was done"):
        shelf.change(FileChange("a.ics", None, b"new"))
    assert shelf.read("a.ics") == b"theirs"


def test_a_file_keeps_its_mode_and_leaves_nothing_beside_it(shelf, folder):
    path = folder.put("a.ics", b"old")
    path.chmod(0o600)
    shelf.change(FileChange("a.ics", b"old", b"new"))
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in folder.path.iterdir()] == ["a.ics"]


@pytest.mark.parametrize("after", [b"short", b"longer than it was before"])
def test_a_source_that_is_one_file_is_written_in_its_place(tmp_path, after):
    path = tmp_path / "all.ics"
    path.write_bytes(b"what it held")
    shelf = FileShelf(path, tmp_path / "rescued.ics")
    shelf.change(FileChange("all.ics", b"what it held", after))
    assert path.read_bytes() == after
    assert not (tmp_path / "rescued.ics").exists()


@pytest.mark.parametrize("name", ["../outside.ics", "/etc/passwd", "link.ics"])
def test_no_name_leads_out_of_the_source(shelf, folder, tmp_path, name):
    (tmp_path / "outside.ics").write_bytes(b"outside")
    (folder.path / "link.ics").symlink_to(tmp_path / "outside.ics")
    with pytest.raises(ToolError, match="outside"):
        shelf.change(FileChange(name, b"outside", b"changed"))
    assert (tmp_path / "outside.ics").read_bytes() == b"outside"


def test_of_many_writers_each_knows_whether_it_won(shelf, folder):
    """Writers that all begin with the same file: what is there at the end is what a winner wrote,
    and everybody else was told.
    """
    folder.put("a.ics", b"first")
    told: list[str] = []

    def write(number: int) -> None:
        try:
            shelf.change(FileChange("a.ics", b"first", b"by %d" % number))
            told.append(f"by {number}")
        except ToolError:
            told.append("")

    # One after the other, as the lock of `performing` lets them.
    for number in range(5):
        thread = threading.Thread(target=write, args=(number,))
        thread.start()
        thread.join()
    assert told == ["by 0", "", "", "", ""]
    assert shelf.read("a.ics") == b"by 0"
