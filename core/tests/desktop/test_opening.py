"""Showing files: only of opened sources, only with the permission, and no programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.calls import Call
from llmos.desktop import open_file
from llmos.errors import LlmosError, PermissionDenied, ToolError
from llmos.kernel import Kernel

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script stands for the opener")

SOURCES = """
[sources.folder]
permission = "files:read"
summary = "A folder."
entries = ["."]
"""
OPEN = "return Found(value=ctx.open(Path(at)))"
NEEDS = ("files:read", "files:open")

Probe = Callable[..., Path]


class Desk:
    """A folder of papers, and a pipe on which the computer's opener says what it was given."""

    def __init__(self, folder: Path) -> None:
        self.papers = folder / "papers"
        self.bin = folder / "bin"
        for made in (self.papers, self.bin):
            made.mkdir()
        self._pipe = folder / "pipe"
        os.mkfifo(self._pipe)
        opener = self.bin / ("open" if sys.platform == "darwin" else "xdg-open")
        opener.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{self._pipe}"\n')
        opener.chmod(0o755)

    def paper(self, name: str) -> Path:
        path = self.papers / name
        path.write_text("text")
        return path

    def opened(self) -> str:
        """The file that the opener was given; waits until it was."""
        return self._pipe.read_text()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with a screen."""
    desk = Desk(tmp_path)
    monkeypatch.setenv("PATH", f"{desk.bin}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":77")
    return desk


def call(kernel: Kernel, path: Path) -> Any:
    return kernel.call(kernel.request("", door="call"), Call("probe.look", {"at": str(path)}))


def ready(kernel: Kernel, probe: Probe, desk: Desk, *needs: str) -> None:
    probe(OPEN, *needs, asks=("files:open",) * ("files:open" not in needs), sources=SOURCES)
    kernel.add_source("probe", desk.papers)
    for permission in needs:
        kernel.grant("probe", permission)


def test_a_file_of_an_opened_source_is_shown_and_written_down(
    kernel: Kernel, probe: Probe, desk: Desk
) -> None:
    ready(kernel, probe, desk, *NEEDS)
    call(kernel, desk.paper("plan.txt"))
    assert desk.opened() == str(desk.papers / "plan.txt")
    opened = next(entry for entry in kernel.ledger.entries() if entry.tool == "probe.open")
    assert (opened.permissions, opened.outcome) == (("files:open",), "done")


def test_a_tool_that_does_not_need_the_permission_opens_nothing(
    kernel: Kernel, probe: Probe, desk: Desk
) -> None:
    ready(kernel, probe, desk, "files:read")
    with pytest.raises(PermissionDenied, match="without declaring it"):
        call(kernel, desk.paper("plan.txt"))


def test_a_file_outside_of_the_sources_is_not_shown(
    kernel: Kernel, probe: Probe, desk: Desk, tmp_path: Path
) -> None:
    ready(kernel, probe, desk, *NEEDS)
    (tmp_path / "secret").write_text("x")
    link = desk.papers / "link"
    link.symlink_to(tmp_path / "secret")
    for path in (tmp_path / "secret", link, desk.papers / ".." / "secret"):
        with pytest.raises(ToolError, match="does not lie in a folder that was allowed"):
            call(kernel, path)


@pytest.mark.parametrize("name", ["run.sh", "start.desktop", "setup.EXE", "tool.py"])
def test_a_program_is_not_started(desk: Desk, name: str) -> None:
    with pytest.raises(LlmosError, match="is a program"):
        open_file(desk.paper(name))


def test_a_file_that_may_be_executed_is_a_program_whatever_its_name(desk: Desk) -> None:
    paper = desk.paper("letter.txt")
    paper.chmod(0o755)
    with pytest.raises(LlmosError, match="is a program"):
        open_file(paper)


def test_without_a_screen_nothing_is_opened(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems always have one")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(LlmosError, match="no screen"):
        open_file(desk.paper("letter.txt"))
