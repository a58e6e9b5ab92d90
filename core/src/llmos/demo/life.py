"""The sample life as its data files tell it, checked as they are read.

Nothing here has a date yet: days are counted back from a present that comes later.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import time
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated, Literal, TypeVar

import msgspec

from llmos.demo.attachments import Attachment
from llmos.demo.dates import Days
from llmos.demo.people import Correspondent, Language, Person
from llmos.demo.sample import Direction, Kind
from llmos.errors import LlmosError

ME = "me"
"""What data files call the person herself."""

_File = TypeVar("_File")


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One mail of a thread. It answers the one before it, unless `answers` names another.

    `day` counts back from the present: -1 is the last day before today that the thread counts.
    `quotes` says whether the answered mail follows below the text.
    """

    id: str
    sender: str
    to: tuple[str, ...]
    day: Annotated[int, msgspec.Meta(le=-1)]
    time: time
    text: str
    cc: tuple[str, ...] = ()
    subject: str = ""
    answers: str = ""
    quotes: bool = True
    html: Literal["no", "also", "only"] = "no"
    unread: bool = False
    flagged: bool = False
    headers: dict[str, str] = {}
    attachments: tuple[Attachment, ...] = ()


class Open(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A label: this sentence of this message is truly still open; `due` counts days from it."""

    direction: Direction
    kind: Kind
    message: str
    sentence: str
    due: int | None = None


class Thread(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Messages that belong together, oldest first, and what is open in them."""

    id: str
    subject: str
    messages: Annotated[tuple[Message, ...], msgspec.Meta(min_length=1)]
    language: Language = "en"
    days: Days = "all"
    expected: tuple[Open, ...] = ()


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of threads, and the account of the person's that they reach."""

    account: str
    threads: tuple[Thread, ...]


class Life(msgspec.Struct, frozen=True):
    """All of it: the person, whom she writes with, and every thread."""

    person: Person
    people: tuple[Correspondent, ...]
    pages: tuple[Page, ...]


class _People(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    people: tuple[Correspondent, ...]


def read_life(folder: Traversable | None = None) -> Life:
    """The life that llmos ships, or one in another folder of the same shape."""
    root = folder or resources.files("llmos.demo") / "life"
    mail = sorted((root / "mail").iterdir(), key=lambda file: file.name)
    life = Life(
        read_file(root / "person.toml", Person),
        read_file(root / "people.toml", _People).people,
        tuple(read_file(file, Page) for file in mail),
    )
    for wrong in _wrong_names(life):
        raise LlmosError(f"The sample life names {wrong}.", hint="Correct its data files.")
    return life


def read_file(file: Traversable, kind: type[_File]) -> _File:
    """A data file of the sample life as values of its kind."""
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), kind)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LlmosError(
            f"{file.name} of the sample life cannot be used: {error}.",
            hint="Install llmos again; its own data are damaged.",
        ) from error


def _wrong_names(life: Life) -> Iterator[str]:
    known = {ME, *(one.id for one in life.people)}
    accounts = {account.id for account in life.person.accounts}
    yield from (
        f"the unknown account {p.account!r}" for p in life.pages if p.account not in accounts
    )
    yield from (f"the unknown relative {one!r}" for one in life.person.family if one not in known)
    for thread in (thread for page in life.pages for thread in page.threads):
        ids = {message.id for message in thread.messages}
        named = [open.message for open in thread.expected]
        named += [message.answers for message in thread.messages if message.answers]
        yield from (f"{thread.id}/{one}, which does not exist" for one in named if one not in ids)
        for message in thread.messages:
            parties = (message.sender, *message.to, *message.cc)
            yield from (
                f"the unknown {one!r} in {thread.id}" for one in parties if one not in known
            )
