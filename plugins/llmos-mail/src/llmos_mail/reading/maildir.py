"""Maildir: folders of files, one message each, read without changing anything in them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from llmos_mail.reading.folders import folder_name, is_aside, printable
from llmos_mail.reading.found import NOT_LOOKED_AT, Found
from llmos_mail.reading.limits import MESSAGE_BYTES

_PARTS = frozenset({"cur", "new", "tmp"})
_INFO = re.compile(r"[:;!]2,([A-Za-z]*)$")
"""The flags after a file's name; systems without colons in names use other marks."""


def _raise(error: OSError) -> None:
    raise error


def folders(root: Path, failed: Callable[[OSError], None] = _raise) -> Iterator[tuple[str, Path]]:
    """Every folder of the Maildir, with what the user calls it: the root and all below it."""
    for path, below, _ in os.walk(root, onerror=failed):
        if "cur" in below or "new" in below:
            here = Path(path)
            yield folder_name(str(here.relative_to(root)) if here != root else ""), here
        below[:] = sorted(name for name in below if name not in _PARTS)


def listing(root: Path) -> Iterator[Found]:
    """All messages that lie there now, but for those that are being deleted.

    A folder that cannot be opened does not hide the others; its error comes after them.
    """
    errors: list[OSError] = []
    for folder, path in folders(root, errors.append):
        yield from in_folder(folder, path, errors.append)
    for error in errors:
        raise error


def in_folder(
    folder: str,
    path: Path,
    failed: Callable[[OSError], None] = _raise,
    known: Collection[tuple[str, str]] = (),
) -> Iterator[Found]:
    """The messages of one folder, without those below it.

    Files of which folder and key are `known` are listed without being looked at.
    """
    # A message that moves meanwhile goes from new to cur: this order cannot miss it.
    for part in ("new", "cur"):
        yield from _messages(folder, path / part, failed, known)


def count(root: Path) -> int:
    """About how many messages lie there."""
    parts = (path / part for _, path in folders(root) for part in ("new", "cur"))
    return sum(len(os.listdir(part)) for part in parts if part.is_dir())


def _messages(
    folder: str,
    path: Path,
    failed: Callable[[OSError], None],
    known: Collection[tuple[str, str]],
) -> Iterator[Found]:
    aside = is_aside(folder)
    try:
        entries = os.scandir(path)
    except FileNotFoundError:
        return
    except OSError as error:
        failed(error)
        return
    with entries:
        for entry in entries:
            if not entry.name.startswith(".") and entry.is_file():
                yield from _found(entry, folder, path.name, aside, known)


def _found(
    entry: os.DirEntry[str],
    folder: str,
    part: str,
    aside: bool,
    known: Collection[tuple[str, str]],
) -> Iterator[Found]:
    name = printable(entry.name)
    info = _INFO.search(name)
    flags = info[1] if info else ""
    key = name[: info.start()] if info else name
    try:
        stamp = NOT_LOOKED_AT if (folder, key) in known else _stamp(entry.stat())
    except FileNotFoundError:
        return
    if "T" not in flags:
        yield Found(
            folder=folder,
            key=key,
            place=f"{part}/{name}",
            stamp=stamp,
            unread=part == "new" or "S" not in flags,
            aside=aside or "D" in flags,
            read=partial(_read, entry.path),
        )


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns}.{status.st_size}"


def _read(path: str) -> tuple[bytes, datetime]:
    with open(path, "rb", buffering=0) as file:
        status = os.fstat(file.fileno())
        raw = file.read(min(status.st_size, MESSAGE_BYTES) + 1)
        return raw, datetime.fromtimestamp(status.st_mtime, UTC)
