"""`llmos index --watch`: what changes is indexed again, until Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.cli.changes import changes_in

Install = Callable[..., Path]

COUNTER = """
from llmos import Context, Permission, Result, hookimpl, tool

class Report(Result):
    papers: list[str]

@tool(needs=[Permission("files:read")])
def refresh(ctx: Context) -> Report:
    '''List the papers.'''
    return Report(papers=sorted(p.name for s in ctx.sources for p in s.path.iterdir()))

@hookimpl
def llmos_index():
    return refresh
"""
MANIFEST = """
id = "papers"
api = 1
summary = "Lists papers."
[permissions]
"files:read" = "To list them."
[sources.folder]
permission = "files:read"
summary = "A folder."
entries = ["."]
"""


def test_a_new_file_is_indexed_without_being_asked(
    llmos: Any, terminal: Any, install: Install, tmp_path: Path
) -> None:
    pytest.importorskip("watchfiles", reason="comes with llmos[local]")
    install("papers", COUNTER, MANIFEST)
    folder = tmp_path / "tray"
    folder.mkdir()
    (folder / "one").touch()
    llmos("setup", "--papers", str(folder))
    llmos("permissions", "grant", "papers", "files:read")
    window = terminal("index", "--watch", "papers")
    window.expect("'one']")
    window.expect("Watching 1 places.")
    (folder / "two").touch()
    window.expect("'two']")
    window.type("\x03")
    assert window.ends() in (0, 130)


def test_places_that_are_gone_are_not_waited_for(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles", reason="comes with llmos[local]")
    assert list(changes_in([tmp_path / "gone"])) == []
