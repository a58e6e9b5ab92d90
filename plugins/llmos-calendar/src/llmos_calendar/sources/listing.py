"""What lies in a source of any kind, and a cheap look whether that can have changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from llmos_calendar.sources import databases, evolution, folders, thunderbird
from llmos_calendar.sources.found import Found

_KEPT = {"evolution": evolution.files, "thunderbird": thunderbird.files}
"""The kinds that are no calendar files but databases of another program."""

_DATABASES = {"evolution": (evolution.DATABASE,), "thunderbird": thunderbird.DATABASES}


def listed(kind: str, path: Path) -> Iterator[Found]:
    """Every file of the source; raises OSError if it cannot be opened."""
    if kind in _KEPT:
        yield from _KEPT[kind](path)
    elif path.is_dir():
        yield from folders.files(path)
    else:
        yield _single(path)


def glance(kind: str, path: Path) -> str:
    """What changes when files come, go or are replaced, without looking at each of them.

    Programs replace calendar files instead of writing into them, which changes the folder. What
    does not is seen by the next thorough look.
    """
    if kind in _KEPT:
        found = [path / name for name in _DATABASES[kind]]
        return " ".join(databases.stamp(one) for one in found if one.exists())
    if not path.is_dir():
        return folders.file_stamp(path)
    return " ".join(str(folder.stat().st_mtime_ns) for folder in _tree(path, folders.DEPTH))


def _tree(path: Path, depth: int) -> Iterator[Path]:
    yield path
    for below in sorted(path.iterdir()) if depth and _has_folders(path) else ():
        if below.is_dir() and not below.is_symlink() and not below.name.startswith("."):
            yield from _tree(below, depth - 1)


def _has_folders(path: Path) -> bool:
    # A folder without folders in it has two links; counting them spares listing its files.
    return path.stat().st_nlink != 2


def _single(path: Path) -> Found:
    return Found(
        name=path.name,
        path=path,
        stamp=folders.file_stamp(path),
        calendar="",
        colour="",
        read=partial(folders.read_file, str(path)),
    )
