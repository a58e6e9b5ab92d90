"""Files beside mail: a name that is safe in a folder, and writing without overwriting."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from llmos_mail.sending.maildir import digest_of

_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]+")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LONGEST = 150


def safe_name(name: str) -> str:
    """The name as a file may have it anywhere: no folder in it, not hidden, not too long."""
    clean = _UNSAFE.sub("_", name).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    if dot and len(ending) <= 10:
        clean = f"{stem[: _LONGEST - len(ending) - 1]}.{ending}"
    clean = clean[:_LONGEST].strip(" .")
    return f"_{clean}" if not clean or _RESERVED.fullmatch(clean) else clean


def free_path(folder: Path, name: str) -> Path:
    """A path in the folder at which nothing lies yet: with a number if the name is taken."""
    stem, dot, ending = name.rpartition(".")
    path, number = folder / name, 2
    while path.exists() or path.is_symlink():
        path = folder / (f"{stem} ({number}).{ending}" if dot else f"{name} ({number})")
        number += 1
    return path


def remove_same(files: Mapping[Path, str]) -> Path | None:
    """Delete these files if each still has the bytes of its digest; else the first that has not."""
    for path, digest in files.items():
        if path.is_symlink() or not path.is_file() or digest_of(path.read_bytes()) != digest:
            return path
    for path in files:
        path.unlink()
    return None


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet. Raises FileExistsError, and other OSErrors."""
    # 0600: what came by mail is the user's alone until they say otherwise.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "wb") as file:
        file.write(content)
