"""Folders with documents in many formats, made by the tests themselves."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from llmos_files.index.attempts import Attempts
from llmos_files.index.meaning import Meanings
from llmos_files.index.schema import open_index
from llmos_files.index.search import Finder, Wanted
from llmos_files.index.update import Changes, Update
from llmos_files.index.visible import Visible, show_only
from llmos_files.reading import reading

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


class Shelf:
    """An index over one folder."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder = folder
        self.connection = open_index(data / "files.db")
        self.data = data
        self.now = 1_000_000

    def update(self, *roots: Path) -> Changes:
        attempts = Attempts(self.data / "note", self.connection, self.now, reading.VERSION)
        try:
            return Update(self.connection, attempts).run(roots or [self.folder])
        finally:
            attempts.close()

    def found(self, text: str) -> list[str]:
        show_only(self.connection, Visible((self.folder,)))
        hits = Finder(self.connection, Meanings()).search(Wanted(text), 20)
        return [hit.file.name for hit in hits]

    def count(self, table: str) -> int:
        return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def reasons(self) -> dict[str, str]:
        rows = self.connection.execute(
            "SELECT name, reason FROM files JOIN contents ON contents.id = content"
        )
        return dict(rows.fetchall())


@pytest.fixture
def shelf(folder: Path, tmp_path: Path) -> Iterator[Shelf]:
    """An empty index over the folder."""
    shelf = Shelf(folder, tmp_path)
    yield shelf
    shelf.connection.close()
