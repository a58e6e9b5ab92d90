"""Putting a mail into a folder of a Maildir, and taking it out again: whole, or not at all."""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Literal

from llmos_mail.reading.folders import folder_name, is_drafts, is_sent

Purpose = Literal["drafts", "sent"]

_IS: dict[Purpose, Callable[[str], bool]] = {"drafts": is_drafts, "sent": is_sent}
_NEW: dict[Purpose, str] = {"drafts": ".Drafts", "sent": ".Sent"}
_FLAGS: dict[Purpose, str] = {"drafts": "DS", "sent": "S"}
# Windows gives colons in file names another meaning; mail programs there write this instead.
_INFO = "!2," if sys.platform == "win32" else ":2,"


def put(root: Path, purpose: Purpose, raw: bytes) -> Path:
    """Write a mail into the Maildir's folder for drafts or sent mail; says where it lies now.

    The folder is made if there is none. Raises OSError; then nothing is there.
    """
    folder = _folder(root, purpose)
    name = f"{time.time_ns() // 1_000_000_000}.{secrets.token_hex(8)}.llmos"
    written, place = folder / "tmp" / name, folder / "cur" / f"{name}{_INFO}{_FLAGS[purpose]}"
    try:
        _write(written, raw)
        written.rename(place)
    except OSError:
        written.unlink(missing_ok=True)
        raise
    return place


def take_out(place: Path, digest: str) -> bool:
    """Delete a mail that still has these bytes; False if it is gone or somebody changed it.

    Other programs give a file other flags, which is no change.
    """
    found = _found(place)
    if found is None or digest_of(found.read_bytes()) != digest:
        return False
    found.unlink()
    return True


def waiting(root: Path) -> Iterator[tuple[Path, bytes]]:
    """The drafts of the Maildir, the newest first, each with where it lies."""
    folder = folder_for(root, "drafts")
    files = [file for part in ("cur", "new") if folder for file in (folder / part).glob("*")]
    for file in sorted(files, key=lambda one: one.stat().st_mtime_ns, reverse=True):
        if "T" not in file.name.partition(_INFO)[2]:
            yield file, file.read_bytes()


def digest_of(raw: bytes) -> str:
    """What tells these bytes from any others, however their lines end."""
    return sha256(raw.replace(b"\r\n", b"\n")).hexdigest()


def folder_for(root: Path, purpose: Purpose) -> Path | None:
    """The Maildir's folder for drafts or sent mail, if it has one."""
    for here, below, _ in os.walk(root):
        name = folder_name(os.path.relpath(here, root))
        if "cur" in below and here != str(root) and _IS[purpose](name):
            return Path(here)
        below[:] = sorted(one for one in below if one not in ("cur", "new", "tmp"))
    return None


def _found(place: Path) -> Path | None:
    name = place.name.partition(_INFO)[0]
    try:
        return next((one for one in place.parent.iterdir() if _is_called(one, name)), None)
    except FileNotFoundError:
        return None


def _is_called(file: Path, name: str) -> bool:
    return file.name.partition(_INFO)[0] == name


def _folder(root: Path, purpose: Purpose) -> Path:
    folder = folder_for(root, purpose)
    if folder is None:
        folder = root / _NEW[purpose]
        folder.mkdir(exist_ok=True)
        # Maildir++ marks a folder within a Maildir by an empty file of this name.
        (folder / "maildirfolder").touch()
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(exist_ok=True)
    return folder


def _write(path: Path, raw: bytes) -> None:
    with path.open("xb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
