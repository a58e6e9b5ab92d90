"""Letters, mailboxes and indexes for the tests of llmos-mail, made by the test that uses them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import count
from pathlib import Path

import pytest

from llmos_mail.index.catchup import Changes
from llmos_mail.index.schema import open_index
from llmos_mail.index.search import Hits, Wanted, search
from llmos_mail.index.update import update
from llmos_mail.reading.message import Message, read_message

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FIXTURES = Path(__file__).parents[4] / "shared" / "fixtures" / "mail"

_MARK = "!" if os.name == "nt" else ":"
"""Before the flags in a file's name; Windows allows no colon there."""

WriteLetter = Callable[..., bytes]
ReadLetter = Callable[[bytes], Message]


@pytest.fixture
def letter() -> WriteLetter:
    """Write a letter: its text, and header fields as keywords (`reply_to_id` for In-Reply-To)."""
    numbers = count(1)

    def write(text: str = "Hello.", **fields: str) -> bytes:
        message = EmailMessage()
        number = next(numbers)
        usual = {
            "from": "Ana Duarte <ana@example.org>",
            "to": "me@example.org",
            "subject": f"Letter {number}",
            "date": format_datetime(datetime(2026, 11, 1, 12, number % 60, tzinfo=UTC)),
            "message-id": f"<{number}@example.org>",
        }
        for name, value in (usual | {k.replace("_", "-"): v for k, v in fields.items()}).items():
            if value:
                message[name.title()] = value
        message.set_content(text)
        return message.as_bytes()

    return write


@pytest.fixture
def read() -> ReadLetter:
    """Read a letter from its bytes."""
    return lambda raw: read_message(raw, arrived=NOW)


class Maildir:
    """A Maildir on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._numbers = count(1)
        self.folder("")

    def folder(self, name: str) -> Path:
        """A folder of it, made if it is new; `.Sent` and the like lie below the root."""
        path = self.path / name
        for part in ("cur", "new", "tmp"):
            (path / part).mkdir(parents=True, exist_ok=True)
        return path

    def add(self, raw: bytes, *, folder: str = "", flags: str = "S", new: bool = False) -> Path:
        """Deliver a letter."""
        name = f"{1_700_000_000 + next(self._numbers)}.M1P1.host"
        part = f"new/{name}" if new else f"cur/{name}{_MARK}2,{flags}"
        path = self.folder(folder) / part
        path.write_bytes(raw)
        return path


@pytest.fixture
def maildir(tmp_path: Path) -> Maildir:
    """An empty Maildir."""
    return Maildir(tmp_path / "Maildir")


class Index:
    """An index on disk, and what a test wants to know of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def update(self, *paths: Path, thorough: bool = False, kind: str = "maildir") -> Changes:
        """Bring it up to date; a file is an mbox, a folder of this kind."""
        places = [(kind if path.is_dir() else "mbox", path) for path in paths]
        return update(self.connection, places, lambda *_: None, thorough=thorough)

    def find(self, limit: int = 100, **wanted: object) -> Hits:
        """Search it."""
        return search(self.connection, Wanted(**wanted), limit)  # type: ignore[arg-type]

    def subjects(self, **wanted: object) -> list[str]:
        """The subjects found, sorted."""
        return sorted(message.subject for message in self.find(**wanted).messages)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What is in its tables."""
        return self.connection.execute(query).fetchall()

    def check(self) -> None:
        """Fail unless every word is indexed under a message that is there, and the other way."""
        self.connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """An empty index."""
    with closing(open_index(tmp_path / "mail.db")) as connection:
        yield Index(connection)


@pytest.fixture
def fixtures() -> Path:
    """Real mail of other projects' tests, where the checkout has it."""
    if not FIXTURES.is_dir():
        pytest.skip("the shared mail fixtures are not here")
    return FIXTURES
