"""Listing a folder with all below it: what may be read, and what is passed over and why."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from llmos_files.folders.beneath import Outside, entered, open_folder
from llmos_files.folders.rules import Rules, why_not_a_file, why_not_a_folder

_DEEPEST = 120
"""Folders below each other; each open one takes a descriptor, of which a worker has few."""


class Found(NamedTuple):
    """A file that may be read. `path` is absolute; times are nanoseconds since 1970."""

    path: bytes
    device: int
    inode: int
    size: int
    changed: int


class PassedOver(NamedTuple):
    """What is not read, with a reason of `rules.WORDS`."""

    path: bytes
    reason: str


@dataclass
class Listing:
    """What lies in one granted folder."""

    files: list[Found] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)


Report = Callable[[int], None]
"""Told, now and then, how many files were found so far."""


def listing(root: Path, ignore: Sequence[str] = (), report: Report = lambda found: None) -> Listing:
    """List a granted folder; raises OSError if the folder itself cannot be opened."""
    walk = _Walk(os.fsencode(root).rstrip(b"/"), report)
    with open_folder(root) as folder:
        walk.device = os.fstat(folder).st_dev
        walk.enter(folder, (), Rules().adding(ignore))
    walk.drop_links_from_elsewhere()
    return walk.listing


class _Walk:
    def __init__(self, root: bytes, report: Report) -> None:
        self.root = root
        self.device = 0
        self.listing = Listing()
        self._report = report
        self._names: Counter[tuple[int, int]] = Counter()
        self._links: dict[tuple[int, int], int] = {}

    def enter(self, folder: int, names: tuple[str, ...], rules: Rules) -> None:
        """List what an open folder holds, and enter the folders in it."""
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        rules = rules.within(folder, len(names), any(e.name == ".gitignore" for e in found))
        here = b"/".join([self.root, *map(os.fsencode, names)]) + b"/"
        for entry in found:
            try:
                self._meet(folder, here, entry, names, rules)
            except (OSError, Outside):
                self._pass_over(here + os.fsencode(entry.name), "cannot be opened")

    def _meet(
        self,
        folder: int,
        here: bytes,
        entry: os.DirEntry[str],
        names: tuple[str, ...],
        rules: Rules,
    ) -> None:
        path = here + os.fsencode(entry.name)
        if entry.is_symlink():
            self._pass_over(path, "a link")
        elif entry.is_dir(follow_symlinks=False):
            reason = self._why_not_enter(entry, names, rules)
            if reason:
                self._pass_over(path, reason)
            else:
                with entered(folder, os.fsencode(entry.name)) as below:
                    self.enter(below, (*names, entry.name), rules)
        elif reason := _why_not_read(entry, names, rules):
            self._pass_over(path, reason)
        else:
            self._add(path, entry.stat(follow_symlinks=False))

    def _why_not_enter(self, entry: os.DirEntry[str], names: tuple[str, ...], rules: Rules) -> str:
        if reason := why_not_a_folder(entry.name):
            return reason
        if len(names) >= _DEEPEST:
            return "too deep"
        if rules.specs and rules.ignore((*names, entry.name), is_folder=True):
            return "ignored"
        if entry.stat(follow_symlinks=False).st_dev != self.device:
            return "another disk"
        return ""

    def _add(self, path: bytes, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            self._pass_over(path, "not a file")
            return
        found = Found(path, status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
        self.listing.files.append(found)
        if status.st_nlink > 1:
            key = (status.st_dev, status.st_ino)
            self._names[key] += 1
            self._links[key] = status.st_nlink
        if len(self.listing.files) % 1_000 == 0:
            self._report(len(self.listing.files))

    def drop_links_from_elsewhere(self) -> None:
        """A hard link looks like any file; only that some of its names are missing here tells."""
        foreign = {key for key, links in self._links.items() if self._names[key] < links}
        if not foreign:
            return
        kept: list[Found] = []
        for file in self.listing.files:
            if (file.device, file.inode) in foreign:
                self._pass_over(file.path, "linked elsewhere")
            else:
                kept.append(file)
        self.listing.files = kept

    def _pass_over(self, path: bytes, reason: str) -> None:
        self.listing.passed_over.append(PassedOver(path, reason))


def _why_not_read(entry: os.DirEntry[str], names: tuple[str, ...], rules: Rules) -> str:
    if reason := why_not_a_file(entry.name):
        return reason
    if rules.specs and rules.ignore((*names, entry.name), is_folder=False):
        return "ignored"
    return ""
