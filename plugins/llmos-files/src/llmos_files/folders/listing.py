"""Listing a folder with all below it: what may be read, and what is passed over and why.

A look through a hundred thousand files that have not changed must be quick. So what is known is
compared as tuples while walking, and only what differs is kept.
"""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from llmos_files.folders.beneath import Mounted, Outside, entered, open_folder
from llmos_files.folders.rules import Rules, why_not_a_file, why_not_a_folder

_DEEPEST = 120
"""Folders below each other; each open one takes a descriptor, of which a worker has few."""

_REPORTED = 1_000
_BYTES = (sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
_name = attrgetter("name")


class Found(NamedTuple):
    """A file that may be read. `path` is absolute; times are nanoseconds since 1970."""

    path: bytes
    device: int
    inode: int
    size: int
    changed: int


Known = dict[bytes, tuple[bytes, int, int, int, int]]
"""What was found before, by path."""


class PassedOver(NamedTuple):
    """What is not read, with a reason of `rules.WORDS`."""

    path: bytes
    reason: str


@dataclass
class Listing:
    """What lies in one granted folder and is not as it was known; without `known`, all of it."""

    files: list[Found] = field(default_factory=list)
    updated: set[bytes] = field(default_factory=set)
    """The paths of those that were known, but otherwise."""

    passed_over: list[PassedOver] = field(default_factory=list)


Report = Callable[[int], None]
"""Told, now and then, how many files were found so far."""


def listing(
    root: Path,
    ignore: Sequence[str] = (),
    report: Report = lambda found: None,
    known: Known | None = None,
) -> Listing:
    """List a granted folder; raises OSError if the folder itself cannot be opened.

    Everything that is still there is taken out of `known`; what is left in it is gone.
    """
    walk = _Walk(os.fsencode(root).rstrip(b"/"), report, {} if known is None else known)
    with open_folder(root) as folder:
        walk.enter(folder, (), Rules().adding(ignore))
    walk.take_linked()
    return walk.listing


class _Walk:
    def __init__(self, root: bytes, report: Report, known: Known) -> None:
        self.root = root
        self.listing = Listing()
        self._report = report
        self._known = known
        self._count = 0
        self._linked: list[tuple[Found, int]] = []

    def enter(self, folder: int, names: tuple[str, ...], rules: Rules) -> None:
        """List what an open folder holds, and enter the folders in it."""
        with os.scandir(folder) as entries:
            found = sorted(entries, key=_name)
        if ".gitignore" in map(_name, found):
            rules = rules.within(folder, len(names))
        here = b"/".join([self.root, *map(os.fsencode, names)]) + b"/"
        for entry in found:
            path = here + entry.name.encode(*_BYTES)
            try:
                if reason := self._why_not(folder, path, entry, names, rules):
                    self.listing.passed_over.append(PassedOver(path, reason))
            except (OSError, Outside):
                self.listing.passed_over.append(PassedOver(path, "cannot be opened"))

    def _why_not(
        self,
        folder: int,
        path: bytes,
        entry: os.DirEntry[str],
        names: tuple[str, ...],
        rules: Rules,
    ) -> str:
        """Take in a file or folder; gives the reason if it is passed over."""
        if entry.is_symlink():
            return "a link"
        if entry.is_dir(follow_symlinks=False):
            return self._enter_below(folder, entry.name, names, rules)
        if reason := why_not_a_file(entry.name):
            return reason
        if rules.specs and rules.ignore((*names, entry.name), is_folder=False):
            return "ignored"
        return self._take(path, entry.stat(follow_symlinks=False))

    def _enter_below(self, folder: int, name: str, names: tuple[str, ...], rules: Rules) -> str:
        if reason := why_not_a_folder(name):
            return reason
        if len(names) >= _DEEPEST:
            return "too deep"
        if rules.specs and rules.ignore((*names, name), is_folder=True):
            return "ignored"
        try:
            with entered(folder, os.fsencode(name)) as below:
                self.enter(below, (*names, name), rules)
        except Mounted:
            return "mounted"
        return ""

    def _take(self, path: bytes, status: os.stat_result) -> str:
        if not stat.S_ISREG(status.st_mode):
            return "not a file"
        found = (path, status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
        if status.st_nlink > 1:
            self._linked.append((Found(*found), status.st_nlink))
        else:
            self._compare(found)
        self._count += 1
        if self._count % _REPORTED == 0:
            self._report(self._count)
        return ""

    def _compare(self, found: tuple[bytes, int, int, int, int]) -> None:
        before = self._known.pop(found[0], None)
        if before == found:
            return
        self.listing.files.append(Found(*found))
        if before is not None:
            self.listing.updated.add(found[0])

    def take_linked(self) -> None:
        """A hard link looks like any file; only that some of its names are missing here tells."""
        names = Counter((file.device, file.inode) for file, _ in self._linked)
        for file, links in self._linked:
            if names[file.device, file.inode] < links:
                self.listing.passed_over.append(PassedOver(file.path, "linked elsewhere"))
            else:
                self._compare(file)
