"""An export as it comes: an archive, a folder that was unpacked from one, or the bare XML file.

Nothing is ever extracted. The export is told by what it begins with and not by its name, because
phones name it in their own language.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple, Protocol

from llmos_health.reading.limits import (
    EXPORT_BYTES,
    MEMBERS,
    PAPER_BYTES,
    RATIO,
    RATIO_FREE_BYTES,
)
from llmos_health.reading.problems import DamagedArchive, UnreadableExport

_START_BYTES = 64 << 10
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    ValueError,
    RuntimeError,  # encrypted, or packed in a way that is not known here
)
"""What the standard library raises when an archive is not what it says."""

_MARK = b"<HealthData"
_DATABASE = b"SQLite format 3\0"
_NESTED = "uploadedfiles"
"""How the archives with FIT files inside Garmin's archive are called, in small letters."""


class Member(NamedTuple):
    """A file of an export: its path inside, and its unpacked size as far as it is promised."""

    name: str
    size: int


class Stream(Protocol):
    """As much of a file as reading one needs."""

    def read(self, count: int = -1, /) -> bytes:
        """The next bytes."""
        ...

    def __enter__(self) -> Stream: ...

    def __exit__(self, *_: object) -> None: ...


class Package(Protocol):
    """Where the files of an export lie."""

    def members(self) -> list[Member]:
        """All its files."""
        ...

    def open(self, member: Member) -> Stream:
        """One file as a stream."""
        ...


class ZipPackage:
    """An archive, read in place."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def members(self) -> list[Member]:
        """All files in the archive; raises `UnreadableExport` if it promises too much."""
        infos = [info for info in self._archive.infolist() if not info.is_dir()]
        if len(infos) > MEMBERS:
            raise UnreadableExport(f"It holds more than {MEMBERS:,} files.")
        return [Member(info.filename, info.file_size) for info in infos]

    def open(self, member: Member) -> Stream:
        """One file; reading more of it than is allowed raises `UnreadableExport`."""
        info = self._archive.getinfo(member.name)
        allowed = EXPORT_BYTES
        if info.file_size > RATIO_FREE_BYTES:
            allowed = min(allowed, max(info.compress_size * RATIO, RATIO_FREE_BYTES))
        if info.file_size > allowed:
            raise UnreadableExport("It unpacks to more than any export does, so it was not read.")
        try:
            return _Bounded(self._archive.open(info), info.file_size)
        except _BROKEN as error:
            raise UnreadableExport(f"Its archive cannot be read here: {error}.") from error


class FolderPackage:
    """A folder that was unpacked from an archive, or one file as a folder of its own."""

    def __init__(self, path: Path) -> None:
        self._root = path if path.is_dir() else path.parent
        self._only = None if path.is_dir() else path

    def members(self) -> list[Member]:
        """All files below the folder; links are not followed."""
        paths = [self._only] if self._only else self._below()
        return [Member(str(p.relative_to(self._root)), p.stat().st_size) for p in paths]

    def _below(self) -> list[Path]:
        found: list[Path] = []
        for path in sorted(self._root.rglob("*")):
            if path.is_file() and not path.is_symlink():
                found.append(path)
            if len(found) > MEMBERS:
                raise UnreadableExport(f"It holds more than {MEMBERS:,} files.")
        return found

    def open(self, member: Member) -> Stream:
        """One file; a very large one raises `UnreadableExport`."""
        if member.size > EXPORT_BYTES:
            raise UnreadableExport("It is larger than any export, so it was not read.")
        return _Bounded((self._root / member.name).open("rb"), member.size)


class _Bounded:
    """A stream that ends in an error where its file's promised size ends."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self._stream = stream
        self._left = size

    def read(self, count: int = -1, /) -> bytes:
        """The next bytes."""
        try:
            block = self._stream.read(count)
        except _BROKEN as error:
            raise DamagedArchive(f"The archive is damaged: {error}.") from error
        self._left -= len(block)
        if self._left < 0:
            raise UnreadableExport("It unpacks to more than it says.")
        return block

    def __enter__(self) -> _Bounded:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open an export of any form; raises `UnreadableExport` or OSError."""
    if path.is_dir():
        yield FolderPackage(path)
    elif not zipfile.is_zipfile(path):
        if _begins_like_zip(path):
            raise UnreadableExport("The archive is cut off or damaged: it has no list of contents.")
        yield FolderPackage(path)
    else:
        try:
            archive = zipfile.ZipFile(path)
        except _BROKEN as error:
            raise UnreadableExport(f"The archive is damaged: {error}.") from error
        with archive:
            yield ZipPackage(archive)


def find_export(package: Package) -> Member:
    """The export among the files; raises `UnreadableExport` if there is none."""
    candidates = [one for one in package.members() if _may_be_export(one.name)]
    why = UnreadableExport("It holds no export that is known here.")
    for member in sorted(candidates, key=lambda one: (one.name.count("/"), -one.size)):
        try:
            if _MARK in start_of(package, member):
                return member
        except UnreadableExport as error:
            why = error
    raise why


def find_database(package: Package) -> Member | None:
    """The SQLite database among the files; None if there is none."""
    for member in package.members():
        if member.name.lower().endswith(".db") and "__MACOSX" not in member.name:
            try:
                if start_of(package, member).startswith(_DATABASE):
                    return member
            except UnreadableExport:
                continue
    return None


def find_activities(package: Package) -> list[Member]:
    """The FIT files, and the archives inside that hold more of them."""
    return [
        member
        for member in package.members()
        if member.name.lower().endswith(".fit")
        or (member.name.lower().endswith(".zip") and _NESTED in member.name.lower())
    ]


def start_of(package: Package, member: Member) -> bytes:
    """The first bytes of a file; raises `UnreadableExport` if they cannot be had."""
    with package.open(member) as stream:
        return stream.read(_START_BYTES)


def paper(package: Package, member: Member) -> bytes:
    """A small file as a whole; raises `UnreadableExport` if it is not small."""
    with package.open(member) as stream:
        content = stream.read(PAPER_BYTES + 1)
    if len(content) > PAPER_BYTES:
        raise UnreadableExport(f"{Path(member.name).name} is larger than such a file is.")
    return content


def _may_be_export(name: str) -> bool:
    parts = Path(name).parts
    return name.lower().endswith(".xml") and "__MACOSX" not in parts and len(parts) <= 3


def _begins_like_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"
