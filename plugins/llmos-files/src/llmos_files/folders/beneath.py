"""Opening what lies beneath a folder, and never anything else.

A path is walked one name at a time from an open folder, and no name on the way may be a link or a
place where something else is mounted. So it does not matter what the path says, how long it is, in
which encoding, or what is exchanged for what between looking and opening: what is opened lies where
it was looked for. Landlock holds the whole process to the granted folders besides.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from llmos_files.folders import linux

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
# Without O_NONBLOCK, opening a pipe that took a file's place would wait for ever.
_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


_MOUNTED = "Something else is mounted at {}; name it as a source of its own."


class Outside(Exception):
    """A path that does not lie in the granted folders, or a link on the way; says which."""


class Mounted(Outside):
    """Another disk, or a folder from elsewhere, is mounted on the way."""


def parts_beneath(root: Path, path: bytes) -> list[bytes]:
    """The names that lead from the root to an absolute path; raises `Outside`."""
    start = os.fsencode(root)
    beginning = start if start.endswith(b"/") else start + b"/"
    if not path.startswith(beginning):
        raise Outside(f"{shown(path)} does not lie in {root}.")
    names = path[len(beginning) :].split(b"/")
    if any(name in (b"", b".", b"..") for name in names):
        raise Outside(f"{shown(path)} is no plain path.")
    return names


@contextlib.contextmanager
def open_folder(root: Path, names: list[bytes] | None = None) -> Iterator[int]:
    """A descriptor of the folder that these names lead to."""
    descriptor = os.open(root, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        for name in names or []:
            below = _enter(descriptor, name)
            os.close(descriptor)
            descriptor = below
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def entered(folder: int, name: bytes) -> Iterator[int]:
    """A descriptor of a folder in an open folder."""
    descriptor = _enter(folder, name)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _enter(folder: int, name: bytes) -> int:
    try:
        return _open(folder, name, _FOLDER)
    except NotADirectoryError as error:
        raise Outside(f"{shown(name)} is a link or no folder.") from error


def open_file(folder: int, name: bytes) -> BinaryIO:
    """An ordinary file in an open folder, for reading."""
    descriptor = _open(folder, name, _FILE)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Outside(f"{shown(name)} is no ordinary file.")
    return os.fdopen(descriptor, "rb")


def _open(folder: int, name: bytes, flags: int) -> int:
    """A descriptor of what has this name, if it is no link and nothing else is mounted there."""
    try:
        return linux.open_beneath(folder, name, flags)
    except OSError as error:
        if error.errno == errno.ENOSYS:
            return _open_in_steps(folder, name, flags)
        if error.errno == errno.EXDEV:
            raise Mounted(_MOUNTED.format(shown(name))) from error
        if error.errno == errno.ELOOP:
            raise Outside(f"{shown(name)} is a link.") from error
        raise


def _open_in_steps(folder: int, name: bytes, flags: int) -> int:
    """The same on other systems, which tell another mount only where it is of another disk."""
    try:
        descriptor = os.open(name, flags, dir_fd=folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            if stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
                raise Outside(f"{shown(name)} is a link.") from error
        raise
    if os.fstat(descriptor).st_dev != os.fstat(folder).st_dev:
        os.close(descriptor)
        raise Mounted(_MOUNTED.format(shown(name)))
    return descriptor


@contextlib.contextmanager
def opened(root: Path, path: bytes) -> Iterator[BinaryIO]:
    """A file by its absolute path beneath the root."""
    *folders, name = parts_beneath(root, path)
    with open_folder(root, folders) as folder, open_file(folder, name) as file:
        yield file


def root_of(roots: list[Path], path: bytes) -> Path:
    """The granted folder that a path lies in; raises `Outside`."""
    for root in roots:
        with contextlib.suppress(Outside):
            parts_beneath(root, path)
            return root
    places = ", ".join(map(str, roots))
    raise Outside(f"{shown(path)} does not lie in the folders that you allowed: {places}.")


def shown(path: bytes) -> str:
    """A path or name as text, with what is no text in it written out."""
    return os.fsdecode(path).encode("utf-8", "backslashreplace").decode()
