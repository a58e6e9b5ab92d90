"""Where calendar files lie, and how they are replaced without losing what others write.

A shelf changes a file only if it still holds what the change was made from.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from llmos import ToolError
from llmos_calendar.sources.folders import read_file


@dataclass(frozen=True)
class FileChange:
    """One file before and after; None where it does not exist then."""

    name: str
    before: bytes | None
    after: bytes | None


class Shelf(Protocol):
    """A place that holds calendar files by name."""

    @property
    def place(self) -> str:
        """What names the shelf."""

    def read(self, name: str) -> bytes | None:
        """What the file holds now; None if there is none."""

    def change(self, change: FileChange) -> None:
        """Make the change, or raise ToolError and change nothing if somebody else was faster."""


def digest(raw: bytes | None) -> str:
    """What tells whether a file is still the same; empty for one that is not there."""
    return "" if raw is None else sha256(raw).hexdigest()


def changed_meanwhile(name: str) -> ToolError:
    """The refusal to write over what somebody else has written."""
    return ToolError(
        f"The calendar file {name} was changed by another program meanwhile, so nothing was done.",
        hint="Ask again; what you then see is how it is now.",
    )


@dataclass(frozen=True)
class FileShelf:
    """Files on disk: a folder, or the one file that the source is.

    In a folder a file is replaced as a whole, so that nobody ever reads half of one. Of a single
    file only the file itself may be written; it is kept aside in `rescue` until that is done.
    """

    root: Path
    rescue: Path

    @property
    def place(self) -> str:
        """The source's path."""
        return str(self.root)

    def read(self, name: str) -> bytes | None:
        """What the file holds now."""
        try:
            return read_file(str(self._path(name)))
        except FileNotFoundError:
            return None

    def change(self, change: FileChange) -> None:
        """Make the change."""
        path = self._path(change.name)
        try:
            self._change(path, change)
        except OSError as error:
            raise ToolError(
                f"The calendar file {path} cannot be changed: {error.strerror}.",
                hint="Check whether you may write to it and whether there is room.",
            ) from error

    def _change(self, path: Path, change: FileChange) -> None:
        if digest(self.read(change.name)) != digest(change.before):
            raise changed_meanwhile(change.name)
        if change.after is None:
            path.unlink()
        elif change.before is None:
            self._create(path, change)
        elif self.root.is_dir():
            self._replace(path, change.after)
        else:
            self._overwrite(path, change.before, change.after)

    def _create(self, path: Path, change: FileChange) -> None:
        assert change.after is not None  # a file that appears has contents
        try:
            with path.open("xb") as file:
                _put(file.fileno(), change.after)
        except FileExistsError:
            raise changed_meanwhile(change.name) from None

    def _replace(self, path: Path, after: bytes) -> None:
        # Hidden, so that no other program takes it for an event.
        fresh = path.with_name(f".{path.name}.llmos-{os.getpid()}")
        try:
            mode = path.stat().st_mode & 0o777
            with open(fresh, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
                _put(file.fileno(), after)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)

    def _overwrite(self, path: Path, before: bytes, after: bytes) -> None:
        with self.rescue.open("wb") as kept:
            _put(kept.fileno(), before)
        with path.open("r+b") as file:
            _put(file.fileno(), after)
            file.truncate(len(after))
            os.fsync(file.fileno())
        self.rescue.unlink()

    def _path(self, name: str) -> Path:
        """Where the file lies; a name cannot lead out of the source."""
        if not self.root.is_dir():
            return self.root
        path = self.root / name
        if ".." in Path(name).parts or Path(name).is_absolute() or path.is_symlink():
            raise ToolError(f"The calendar file {name} lies outside of {self.root}.")
        return path


def _put(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)
