"""Plugins with a source of their own, and places that are such sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SOURCES = """
[sources.box]
permission = "mail:read"
summary = "A box with letters."
entries = ["letters"]
"""
TRAY = """
[sources.tray]
permission = "files:read"
summary = "A tray with papers."
entries = ["papers"]
"""
DESK = """
[sources.desk]
permission = "files:read"
change = "files:write"
summary = "A desk."
entries = ["."]
"""
WRITE = """
(ctx.sources[0].path / "note").write_text(at)
return Found(value="written")
"""
READ = """
return Found(value=[(source.path / "letters").read_text() for source in ctx.sources])
"""


@pytest.fixture
def box(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a box with one letter, named by what is in it."""

    def make(words: str) -> Path:
        folder = tmp_path / "boxes" / words
        folder.mkdir(parents=True)
        (folder / "letters").write_text(words)
        return folder

    return make


@pytest.fixture
def probe(probe: Callable[..., Path], remember: Callable[[], None]) -> Callable[..., Path]:
    """Install a probe that is described already, so that the kernel starts it only to run."""

    def write(*arguments: Any, **options: Any) -> Path:
        package = probe(*arguments, **options)
        remember()
        return package

    return write


@pytest.fixture
def reader(probe: Callable[..., Path]) -> Path:
    """The plugin `reader`: its tool reads boxes with `mail:read`; trays would need `files:read`."""
    return probe(READ, "mail:read", id="reader", asks=("files:read",), sources=SOURCES + TRAY)


@pytest.fixture
def writer(probe: Callable[..., Path]) -> Path:
    """The plugin `writer`: its tool writes to a desk with `files:write`."""
    return probe(WRITE, "files:write", id="writer", asks=("files:read",), sources=DESK)


@pytest.fixture
def writing() -> str:
    """The body of a tool that writes to its first source."""
    return WRITE


@pytest.fixture
def desk_kind() -> str:
    """A kind of source that can be changed, as a manifest names it."""
    return DESK
