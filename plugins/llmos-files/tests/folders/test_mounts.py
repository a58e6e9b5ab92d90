"""What is mounted inside a granted folder comes from elsewhere, and is not entered."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from llmos_files.changing.files import Refused, move, write
from llmos_files.changing.places import place_at
from llmos_files.folders import linux
from llmos_files.folders.beneath import Mounted, Outside, opened
from llmos_files.folders.listing import listing
from llmos_files.index.attempts import Attempts
from llmos_files.index.schema import open_index
from llmos_files.index.update import Update

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bind mounts are Linux's")

Mount = Callable[[Path, Path], None]


@pytest.fixture
def mount() -> Iterator[Mount]:
    """Mounts one file or folder over another until the test is over."""
    mounted: list[Path] = []

    def bind(source: Path, target: Path) -> None:
        done = subprocess.run(["mount", "--bind", source, target], capture_output=True, check=False)
        if done.returncode:
            pytest.skip("only root may mount, and not in every container")
        mounted.append(target)

    yield bind
    for target in mounted:
        subprocess.run(["umount", target], check=True)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder outside of the granted one, on the same disk."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.txt").write_text("secret")
    return tmp_path / "outside"


def test_a_folder_of_the_same_disk_that_is_mounted_inside_is_passed_over(
    folder, put, outside, mount
):
    put("a.txt")
    (folder / "in").mkdir()
    mount(outside, folder / "in")
    found = listing(folder)
    assert [Path(os.fsdecode(file.path)).name for file in found.files] == ["a.txt"]
    assert [(over.path, over.reason) for over in found.passed_over] == [
        (os.fsencode(folder / "in"), "mounted")
    ]


def test_what_is_mounted_between_looking_and_opening_is_not_opened(folder, put, outside, mount):
    put("in/secret.txt", "harmless")
    (one,) = listing(folder).files
    mount(outside, folder / "in")
    with pytest.raises(Mounted, match="Something else is mounted at in"), opened(folder, one.path):
        pass


def test_a_file_that_is_mounted_over_another_keeps_its_name_and_the_reason(
    folder, put, outside, mount, tmp_path
):
    put("a.txt", "harmless")
    mount(outside / "secret.txt", folder / "a.txt")
    connection = open_index(tmp_path / "files.db")
    attempts = Attempts(tmp_path / "note", connection, 0, 1)
    Update(connection, attempts).run([folder])
    attempts.close()
    rows = connection.execute("SELECT name, reason FROM files JOIN contents ON contents.id=content")
    assert rows.fetchall() == [("a.txt", "mounted")]
    assert connection.execute("SELECT count(*) FROM passages").fetchone() == (0,)
    connection.close()


def test_nothing_is_written_into_a_mounted_folder(folder, put, outside, mount):
    put("a.txt")
    (folder / "in").mkdir()
    mount(outside, folder / "in")
    with pytest.raises(Mounted):
        write(place_at([folder], "in/new.txt"), b"x")
    with pytest.raises(Mounted):
        move(place_at([folder], "a.txt"), place_at([folder], "in/a.txt"))
    assert [path.name for path in outside.iterdir()] == ["secret.txt"]


def test_a_mounted_folder_that_is_granted_itself_is_read(folder, outside, mount):
    mount(outside, folder)
    (one,) = listing(folder).files
    with opened(folder, one.path) as file:
        assert file.read() == b"secret"


def test_where_the_system_knows_no_such_calls_links_and_taken_names_are_told_all_the_same(
    folder, put, outside, monkeypatch
):
    put("a.txt", "fine")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    monkeypatch.setattr(linux, "open_beneath", _failing)
    monkeypatch.setattr(linux, "move_onto_nothing", _failing)
    with opened(folder, os.fsencode(folder / "a.txt")) as file:
        assert file.read() == b"fine"
    with (
        pytest.raises(Outside, match="is a link"),
        opened(folder, os.fsencode(folder / "link.txt")),
    ):
        pass
    put("b.txt")
    with pytest.raises(Refused, match="exists already"):
        move(place_at([folder], "a.txt"), place_at([folder], "b.txt"))
    move(place_at([folder], "a.txt"), place_at([folder], "c.txt"))
    assert (folder / "c.txt").read_text() == "fine"


def _failing(*_: object) -> int:
    raise OSError(errno.ENOSYS, "not here")
