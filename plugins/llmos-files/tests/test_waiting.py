"""Watching: what changes in a granted folder ends the wait, what is never read does not."""

from __future__ import annotations

import os

import pytest

from llmos_files import plugin
from llmos_files.folders.changes import changes
from llmos_files.index.update import is_current
from llmos_files.tools import waiting


class Changing:
    """Changes something once somebody waits; counts how often it was said that somebody does."""

    def __init__(self, change) -> None:
        self._change = change
        self.said = 0

    def __call__(self, progress) -> None:
        self.said += 1
        if self.said == 1:
            self._change()


@pytest.fixture
def reader(llmos_host, folder):
    """A kernel that may read the folder."""
    return llmos_host.source("files", folder).granting("files", "files:read")


def test_llmos_wait_is_not_for_the_model():
    assert plugin.llmos_wait() is waiting.wait
    assert waiting.wait not in plugin.llmos_tools()


@pytest.mark.parametrize("what", ["new", "renamed"])
def test_what_changes_while_somebody_waits_is_in_the_next_update(reader, put, folder, what):
    path = put("in/a.txt", "walnut")
    reader.kernel.index("files", lambda _: None)
    change = {
        "new": lambda: put("in/b.txt", "tortoise"),
        "renamed": lambda: path.rename(folder / "in/c.txt"),
    }[what]
    changing = Changing(change)
    assert reader.kernel.wait("files", changing).output.value == {"changed": True}
    assert changing.said
    report = reader.kernel.index("files", lambda _: None).output.value
    assert report[{"new": "added", "renamed": "moved"}[what]] == 1


def test_what_changed_before_the_wait_began_ends_it_at_once(reader, put):
    reader.kernel.index("files", lambda _: None)
    put("a.txt", "walnut")
    said = Changing(lambda: None)
    assert reader.kernel.wait("files", said).output.value == {"changed": True}
    assert said.said == 0


def test_what_is_never_read_is_not_waited_for(folder, put):
    (folder / ".git").mkdir()
    waited = changes([folder], every=0.5)
    assert next(waited) is False
    put(".git/index", "x")
    put(".hidden", "x")
    put("passwords.kdbx", "x")
    assert next(waited) is False
    put("plan.txt", "x")
    assert next(waited) is True
    waited.close()


def test_an_index_is_current_until_a_file_changes_unseen(shelf, put):
    put("broken.pdf", b"%PDF-nothing")
    put("a.txt", "walnut")
    assert not is_current(shelf.connection, [shelf.folder], ())
    shelf.update()
    assert is_current(shelf.connection, [shelf.folder], ())
    os.utime(shelf.folder / "a.txt", ns=(1, 1))
    assert not is_current(shelf.connection, [shelf.folder], ())
