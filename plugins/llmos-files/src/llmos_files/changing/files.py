"""Changes of files: written beside and then exchanged, moved without ever replacing, trashed."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
from datetime import datetime
from urllib.parse import quote

from llmos_files.changing.places import Place
from llmos_files.folders import linux
from llmos_files.folders.beneath import open_file

LARGEST = 64 * 1024 * 1024
"""Bytes; a larger file is not changed, because its former content could not be kept."""

_NOBODY_ELSE = 0o600


class Refused(Exception):
    """A change that is not made; says why in a sentence."""


def content_of(place: Place) -> bytes | None:
    """What a file holds; None if there is none."""
    try:
        with place.opened() as folder, open_file(folder, place.name) as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    if len(content) > LARGEST:
        raise Refused(f"{place} is too large to be changed here.")
    return content


def digest_of(content: bytes | None) -> str:
    """What tells whether a file is still the same; empty if there is none."""
    return "" if content is None else hashlib.sha256(content).hexdigest()


def write(place: Place, content: bytes) -> None:
    """Put a file there, in place of what is there, whole or not at all.

    Another name of the same file (a hard link) keeps the former content.
    """
    with place.opened(make=True) as folder:
        mode = _mode(folder, place.name)
        fresh = b".llmos-" + secrets.token_hex(8).encode()
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(fresh, flags, mode, dir_fd=folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(fresh, place.name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(fresh, dir_fd=folder)
            raise


def move(source: Place, target: Place) -> None:
    """Give a file or folder another place; nothing is ever replaced by it."""
    with source.opened() as before, target.opened(make=True) as after:
        try:
            _rename(before, source.name, after, target.name)
        except FileExistsError as error:
            raise Refused(f"{target} exists already; nothing was moved.") from error
        except FileNotFoundError as error:
            raise Refused(f"{source} is not there.") from error
        except OSError as error:
            raise Refused(f"{source} cannot be moved: {error.strerror}.") from error


def _rename(before: int, name: bytes, after: int, target: bytes) -> None:
    """In one step where the system can, so that nothing that appears meanwhile is replaced."""
    try:
        linux.move_onto_nothing(before, name, after, target)
    except OSError as error:
        if error.errno not in (errno.ENOSYS, errno.EINVAL):
            raise
        if _is_there(after, target):
            raise FileExistsError from error
        os.rename(name, target, src_dir_fd=before, dst_dir_fd=after)


def _is_there(folder: int, name: bytes) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def trash(place: Place, now: datetime) -> Place:
    """Move something into the trash of its granted folder, which file managers know; where it is.

    The layout is that of the freedesktop.org trash specification for folders of one user.
    """
    owner = os.getuid() if hasattr(os, "getuid") else 0
    bin = f".Trash-{owner}".encode()
    name = _free_name(place, bin)
    kept = Place(place.root, (bin, b"files"), name)
    info = Place(place.root, (bin, b"info"), name + b".trashinfo")
    inside = b"/".join([*place.folders, place.name])
    lines = f"[Trash Info]\nPath={quote(inside)}\nDeletionDate={now:%Y-%m-%dT%H:%M:%S}\n"
    write(info, lines.encode())
    move(place, kept)
    return kept


def _free_name(place: Place, bin: bytes) -> bytes:
    stem, dot, suffix = place.name.rpartition(b".")
    stem, end = (stem, dot + suffix) if stem else (place.name, b"")
    for number in range(1, 10_000):
        name = place.name if number == 1 else stem + f" {number}".encode() + end
        if not Place(place.root, (bin, b"files"), name).exists():
            return name
    raise Refused("The trash is full of files of this name.")


def _mode(folder: int, name: bytes) -> int:
    try:
        return stat.S_IMODE(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode) & 0o777
    except FileNotFoundError:
        return _NOBODY_ELSE
