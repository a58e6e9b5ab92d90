"""A full disk is said in a sentence, bends nothing, and is forgotten once there is space again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from llmos import store
from llmos.broker import SCHEMA as GRANTS
from llmos.broker import Grant, Grants
from llmos.calls import Call, Request
from llmos.errors import StoreError
from llmos.ledger import SCHEMA as LEDGER
from llmos.ledger import Ledger

SCHEMA = (*GRANTS, *LEDGER)
REQUEST = Request("What is new?", datetime(2026, 3, 12, tzinfo=UTC))
CALL = Call("mail.search", {"words": "new " * 20})


class SmallDisk:
    """A disk of one megabyte, and a file of others that takes what is left of it."""

    def __init__(self, folder: Path, opened: ExitStack) -> None:
        self.folder = folder
        self._others = folder / "others"
        self._opened = opened

    def state(self) -> tuple[Ledger, Grants]:
        """Open the database on it, as a run of llmos does."""
        connection = store.connect(self.folder / "state.db", SCHEMA)
        self._opened.callback(connection.close)
        return Ledger(connection, self.folder / "ledger.checkpoint"), Grants(connection)

    def fill(self, *, leaving: int = 0) -> None:
        """Let others take all but so many bytes."""
        free = os.statvfs(self.folder)
        with self._others.open("ab") as file:
            file.write(bytes(max(0, free.f_bavail * free.f_frsize - leaving)))

    def free(self) -> None:
        """Let the others go."""
        self._others.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    with ExitStack() as opened:
        opened.callback(subprocess.run, ["umount", str(folder)], check=True)
        yield SmallDisk(folder, opened)


def write_until_full(ledger: Ledger) -> tuple[list[int], StoreError]:
    """Append until it fails; what was acknowledged, and the error."""
    written: list[int] = []
    while len(written) < 10_000:
        try:
            written.append(ledger.open(REQUEST, CALL, ["mail:read"], "granted: mail:read"))
        except StoreError as error:
            return written, error
    raise AssertionError("the disk never filled up")


@pytest.mark.parametrize("leaving", [0, 4_096, 8_192, 20_000, 60_000, 200_000])
def test_the_ledger_says_so_keeps_all_that_it_acknowledged_and_works_again(
    disk: SmallDisk, leaving: int
) -> None:
    ledger, _ = disk.state()
    first = ledger.open(REQUEST, CALL, [], "granted")
    disk.fill(leaving=leaving)
    written, error = write_until_full(ledger)
    assert str(disk.folder) in error.message
    assert "full" in error.message or "No space" in error.message
    assert "free space" in error.hint or "untouched" in error.hint
    assert ledger.verify().faults == ()
    disk.free()
    again = ledger.open(REQUEST, CALL, [], "granted")
    reopened, _ = disk.state()
    assert reopened.verify().faults == ()
    assert {first, *written, again} <= {entry.id for entry in reopened.entries(limit=20_000)}


def test_grants_say_so_and_are_all_or_nothing(disk: SmallDisk) -> None:
    _, grants = disk.state()
    grants.add([grant("mail:read")])
    disk.fill()
    places = [f"/home/ada/mail/{number}" for number in range(10_000)]
    with pytest.raises(StoreError, match="full"):
        grants.add([grant("profile:read"), grant("mail:send", *places)])
    assert [kept.permission for kept in grants.all()] == ["mail:read"]
    disk.free()
    grants.add([grant("profile:read")])
    assert [kept.permission for kept in grants.all()] == ["mail:read", "profile:read"]


def grant(permission: str, *places: str) -> Grant:
    return Grant(
        plugin="mail",
        distribution="llmos-mail",
        permission=permission,
        foreground=True,
        answer="always",
        opens=places,
    )


def test_a_home_that_cannot_be_created_for_lack_of_space_can_be_later(disk: SmallDisk) -> None:
    disk.fill()
    with pytest.raises(StoreError, match="full"):
        disk.state()
    disk.free()
    ledger, _ = disk.state()
    assert ledger.open(REQUEST, CALL, [], "granted") == 1
    assert ledger.verify().faults == ()
