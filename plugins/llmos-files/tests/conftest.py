"""Folders with documents in many formats, made by the tests themselves."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

sys.path.insert(0, str(Path(__file__).parent))

FIXTURES = Path(__file__).parents[4] / "shared" / "fixtures" / "files"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(autouse=True)
def no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test finds must not depend on the weights that this machine happens to have."""
    monkeypatch.setenv("LLMOS_MODELS", str(tmp_path / "models"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder that a user would name."""
    path = tmp_path / "Documents"
    path.mkdir()
    return path


@pytest.fixture
def put(folder: Path) -> Callable[..., Path]:
    """Puts a file into the folder: its name, and text or bytes."""

    def write(name: str, content: str | bytes = "text") -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def fixtures() -> Path:
    """The shared documents of other projects, where this checkout has them."""
    if not FIXTURES.is_dir():
        pytest.skip("the shared documents are not here")
    return FIXTURES
