"""Folders of .ics files: one event a file, as vdirsyncer, khal and Apple keep them, or mixed.

A folder's calendar is called what its `displayname` file says (vdirsyncer), what an `Info.plist`
beside it says (Apple), or what the folder is called.
"""

from __future__ import annotations

import os
import plistlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from llmos_calendar.reading.limits import FILE_BYTES
from llmos_calendar.sources.found import Found

DEPTH = 4
"""How many folders below the source calendars are looked for."""

_HIDDEN = (".", "~")


def files(root: Path) -> Iterator[Found]:
    """Every .ics file of the folder and the folders below; raises OSError if it cannot be opened.

    Links are not followed out of the folder: what they point to was not granted.
    """
    for folder, names in folders(root):
        calendar, colour = called(folder), _colour(folder)
        inside = "" if folder == root else f"{folder.relative_to(root).as_posix()}/"
        for entry in names:
            path = entry.path
            yield Found(
                name=inside + entry.name,
                path=Path(path),
                stamp=_stamp(entry),
                calendar=calendar,
                colour=colour,
                read=partial(read_file, path),
            )


def folders(root: Path, depth: int = DEPTH) -> Iterator[tuple[Path, list[os.DirEntry[str]]]]:
    """Each folder with calendar files in it, and those files."""
    below: list[str] = []
    found: list[os.DirEntry[str]] = []
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.name.startswith(_HIDDEN) or entry.is_symlink():
                continue
            if entry.name.lower().endswith((".ics", ".ical")):
                if entry.is_file(follow_symlinks=False):
                    found.append(entry)
            elif depth and entry.is_dir(follow_symlinks=False):
                below.append(entry.path)
    if found:
        yield root, found
    for path in sorted(below):
        try:
            yield from folders(Path(path), depth - 1)
        except OSError:
            continue  # a folder that may not be opened hides only itself


def called(folder: Path) -> str:
    """The name of a folder's calendar."""
    if name := _first_line(folder / "displayname"):
        return name
    for plist in (folder / "Info.plist", folder.parent / "Info.plist"):
        try:
            with plist.open("rb") as file:
                if isinstance(title := plistlib.load(file).get("Title"), str):
                    return title
        except (OSError, ValueError, plistlib.InvalidFileException, AttributeError):
            continue
    return folder.name


def read_file(path: str) -> bytes:
    """A file's bytes, one more than may be read if there are more."""
    with open(path, "rb") as file:
        return file.read(FILE_BYTES + 1)


def file_stamp(path: Path) -> str:
    """What changes whenever the file does."""
    status = path.stat()
    return f"{status.st_size}-{status.st_mtime_ns}"


def _stamp(entry: os.DirEntry[str]) -> str:
    status = entry.stat(follow_symlinks=False)
    return f"{status.st_size}-{status.st_mtime_ns}"


def _colour(folder: Path) -> str:
    return _first_line(folder / "color")


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.readline(200).strip()
    except OSError:
        return ""
