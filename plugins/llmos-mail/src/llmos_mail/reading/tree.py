"""Folders with one file a message, however a mail program lays them out on the disk.

A `Layout` says which folders hold mail and what their files are; Maildir, .eml and .emlx each have
one. What was seen of a folder is a `Node`, by which it is known whether to look again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from llmos_mail.reading.found import Found

Failed = Callable[[OSError], None]
"""Told of folders that cannot be opened; it may raise."""

Known = Collection[tuple[str, str]]
"""Folder and key of files that need no second look."""


@dataclass(frozen=True)
class Layout:
    """How a kind of mailbox lies on the disk.

    parts       the subfolders of a mail folder that hold its files; "" is the folder itself
    holds       whether a folder with these subfolders and files is a mail folder
    enters      whether a subfolder may hold mail folders
    name        what the user calls a folder, by its path from the root
    is_message  whether a file of this name is a message
    found       the message of a file: its entry, folder, part, and which files are known
    lasting     whether a file's contents never change, so that its name says all
    """

    parts: tuple[str, ...]
    holds: Callable[[list[str], list[str]], bool]
    enters: Callable[[str], bool]
    name: Callable[[str], str]
    is_message: Callable[[str], bool]
    found: Callable[[os.DirEntry[str], str, str, Known], Iterator[Found]]
    lasting: bool


class Node(NamedTuple):
    """A folder as it was: its time, whether it holds mail, its subfolders, the times of its parts.

    A time changes when something comes, goes or is renamed in there; nanoseconds.
    """

    time: int
    holds: bool
    below: list[str]
    parts: list[int]


def walk(
    layout: Layout, root: Path, known: Mapping[str, Node], failed: Failed
) -> Iterator[tuple[Path, Node]]:
    """All folders from the root down; those that did not change since they were `known` are not
    listed again. Links are not followed.
    """
    waiting = [root]
    while waiting:
        here = waiting.pop()
        try:
            node = _node(layout, here, known.get(str(here)))
        except OSError as error:
            failed(error)
            continue
        yield here, node
        waiting += [here / name for name in reversed(node.below)]


def _node(layout: Layout, here: Path, old: Node | None) -> Node:
    time = os.stat(here).st_mtime_ns
    if old is not None and old.time == time:
        return old._replace(parts=_times(layout, here) if old.holds else [])
    folders: list[str] = []
    files: list[str] = []
    with os.scandir(here) as entries:
        for entry in entries:
            (folders if entry.is_dir(follow_symlinks=False) else files).append(entry.name)
    holds = layout.holds(folders, files)
    below = sorted(name for name in folders if layout.enters(name))
    return Node(time, holds, below, _times(layout, here) if holds else [])


def _times(layout: Layout, here: Path) -> list[int]:
    return [_time(here / part) for part in layout.parts if part]


def _time(folder: Path) -> int:
    try:
        return os.stat(folder).st_mtime_ns
    except OSError:
        return 0


def folder_called(layout: Layout, root: Path, here: Path) -> str:
    """What the user calls this folder."""
    return layout.name("" if here == root else str(here.relative_to(root)))


def folders(layout: Layout, root: Path, failed: Failed) -> Iterator[tuple[str, Path]]:
    """Every mail folder, with what the user calls it."""
    for here, node in walk(layout, root, {}, failed):
        if node.holds:
            yield folder_called(layout, root, here), here


def in_folder(
    layout: Layout, name: str, here: Path, failed: Failed, known: Known = ()
) -> Iterator[Found]:
    """The messages of one folder, without those below it."""
    for part in layout.parts:
        try:
            entries = os.scandir(here / part)
        except FileNotFoundError:
            continue
        except OSError as error:
            failed(error)
            continue
        with entries:
            for entry in entries:
                if layout.is_message(entry.name) and _is_file(entry):
                    yield from layout.found(entry, name, part, known)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link in a circle: reading it says so, and the others are read
        return True


def listing(layout: Layout, root: Path) -> Iterator[Found]:
    """All messages that lie there now, but for those that are being deleted.

    A folder that cannot be opened does not hide the others; its error comes after them.
    """
    errors: list[OSError] = []
    for name, here in folders(layout, root, errors.append):
        yield from in_folder(layout, name, here, errors.append)
    for error in errors:
        raise error


def _raise(error: OSError) -> None:
    raise error


def count(layout: Layout, root: Path, failed: Failed = _raise) -> int:
    """About how many messages lie there."""
    parts = (here / part for _, here in folders(layout, root, failed) for part in layout.parts)
    return sum(layout.is_message(name) for part in parts for name in _names(part, failed))


def _names(folder: Path, failed: Failed) -> list[str]:
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []
    except OSError as error:
        failed(error)
        return []
