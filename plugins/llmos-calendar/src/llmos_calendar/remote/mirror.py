"""The mirror of an account: what was fetched, as files, and what was known of it then."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote, urlsplit

_STATE = "state.json"


@dataclass
class Kept:
    """One file of a calendar: where it is on the server, and its ETag when it was fetched."""

    url: str
    etag: str


@dataclass
class MirroredCalendar:
    """A calendar: where it is, the sync token of the last look, its files by name."""

    url: str
    token: str = ""
    files: dict[str, Kept] = field(default_factory=dict)


@dataclass
class Mirror:
    """What is known of an account; `fetched` is in seconds since 1970, `calendars` by folder."""

    root: Path
    fetched: float = 0
    calendars: dict[str, MirroredCalendar] = field(default_factory=dict)

    @classmethod
    def at(cls, root: Path) -> Mirror:
        """The mirror in this folder; an empty one if there is none that can be used."""
        mirror = cls(root)
        try:
            told = json.loads((root / _STATE).read_text("utf-8"))
            mirror.fetched = float(told["fetched"])
            for name, one in told["calendars"].items():
                files = {file: Kept(**kept) for file, kept in one["files"].items()}
                mirror.calendars[name] = MirroredCalendar(one["url"], one["token"], files)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(root)
        return mirror

    def save(self) -> None:
        """Keep what is known; the files were written before, so that none is missing."""
        told = {
            "fetched": self.fetched,
            "calendars": {name: asdict(one) for name, one in self.calendars.items()},
        }
        self.write(self.root / _STATE, json.dumps(told).encode())

    def folder(self, calendar: str) -> Path:
        """Where a calendar's files are."""
        return self.root / calendar

    def put(self, calendar: str, url: str, etag: str, raw: bytes) -> None:
        """Keep one file."""
        name = name_of(url)
        self.write(self.folder(calendar) / name, raw)
        self.calendars[calendar].files[name] = Kept(url, etag)

    def drop(self, calendar: str, url: str) -> None:
        """Forget one file."""
        name = name_of(url)
        self.calendars[calendar].files.pop(name, None)
        (self.folder(calendar) / name).unlink(missing_ok=True)

    @staticmethod
    def write(path: Path, raw: bytes) -> None:
        """Replace a file as a whole."""
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}-{os.getpid()}")
        fresh.write_bytes(raw)
        fresh.replace(path)


def name_of(url: str) -> str:
    """The name of the file that mirrors this one: nothing that a server says becomes a path."""
    return f"{blake2b(path_of(url).encode(), digest_size=10).hexdigest()}.ics"


def path_of(url: str) -> str:
    """The path of a URL, in which servers and libraries escape differently."""
    return unquote(urlsplit(url).path)
