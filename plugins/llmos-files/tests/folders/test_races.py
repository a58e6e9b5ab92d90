"""While another program exchanges things as fast as it can, nothing outside is read."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from llmos_files.changing.files import Refused, move
from llmos_files.changing.places import place_at
from llmos_files.folders import linux
from llmos_files.folders.beneath import Outside, opened
from llmos_files.folders.listing import listing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")

_TRIES = 300


@contextmanager
def meanwhile(step: Callable[[], None]) -> Iterator[None]:
    """Another thread repeats a step until the block ends."""
    over = threading.Event()

    def repeat() -> None:
        while not over.is_set():
            step()

    thread = threading.Thread(target=repeat)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder outside of the granted one."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a.txt").write_text("secret")
    return tmp_path / "outside"


def exchanging(folder: Path, outside: Path) -> Callable[[], None]:
    """A step that puts a link to the outside where a folder was, and the folder back."""
    inside, kept, link = folder / "in", folder / "kept", folder / "link"

    def step() -> None:
        link.symlink_to(outside)
        inside.rename(kept)
        link.rename(inside)
        inside.rename(link)
        kept.rename(inside)
        link.unlink()

    return step


def test_a_folder_that_is_exchanged_for_a_link_again_and_again_never_leads_out(
    folder, put, outside
):
    path = os.fsencode(put("in/a.txt", "harmless"))
    seen: set[bytes] = set()
    with meanwhile(exchanging(folder, outside)):
        for _ in range(_TRIES):
            with suppress(FileNotFoundError, Outside), opened(folder, path) as file:
                seen.add(file.read())
    assert seen <= {b"harmless"}


def test_a_look_at_a_folder_that_changes_meanwhile_lists_nothing_of_outside(folder, put, outside):
    put("in/b.txt", "harmless")
    names: set[bytes] = set()
    with meanwhile(exchanging(folder, outside)):
        for _ in range(_TRIES):
            names.update(os.path.basename(file.path) for file in listing(folder).files)
    assert names <= {b"b.txt"}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is looked, then moved")
def test_a_file_that_appears_right_before_one_is_moved_there_is_not_replaced(
    folder, put, monkeypatch
):
    put("mine.txt", "mine")
    real = linux.move_onto_nothing

    def appearing(*names: Any) -> None:
        put("target.txt", "theirs")
        real(*names)

    monkeypatch.setattr(linux, "move_onto_nothing", appearing)
    with pytest.raises(Refused, match="exists already"):
        move(place_at([folder], "mine.txt"), place_at([folder], "target.txt"))
    assert (folder / "target.txt").read_text() == "theirs"
    assert (folder / "mine.txt").read_text() == "mine"
