"""A source of folders with one file a message: only folders that changed are looked into."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from llmos_mail.index.writing import Key
from llmos_mail.reading import maildir
from llmos_mail.reading.found import Found

_SETTLED_NS = 2_000_000_000
"""A folder that changed a moment ago may change again within one tick of the disk's clock, so its
time says something only when it is older than this."""


class FolderOrigin:
    """A folder's time changes when a message comes, goes, moves or is flagged; the cursor keeps
    these times. What a file says never changes in such mailboxes, so a thorough update alone looks
    for files that were written over; but a folder with `incomplete` messages is always looked into.
    """

    def __init__(
        self, path: Path, cursor: str, *, thorough: bool, incomplete: Collection[str]
    ) -> None:
        self._path = path
        self._thorough = thorough
        self._incomplete = incomplete
        self._old: dict[str, list[int]] = json.loads(cursor) if cursor else {}
        self._errors: list[OSError] = []
        started = time.time_ns()
        self._folders = list(maildir.folders(path, self._errors.append))
        self._times = {str(here): _times(here) for _, here in self._folders}
        self._settled = {
            here: times
            for here, times in self._times.items()
            if max(times, default=0) < started - _SETTLED_NS
        }
        self._total = 0

    def unchanged(self) -> bool:
        """Whether no folder came, went or changed, and none could not be opened."""
        settled = not (self._thorough or self._errors or self._incomplete)
        return settled and self._times == self._old

    @property
    def skipped(self) -> Collection[str]:
        """The names of the folders of which none changed."""
        if self._thorough:
            return ()
        changed = {name for name, here in self._folders if not self._is_unchanged(here)}
        return {name for name, _ in self._folders} - changed - set(self._incomplete)

    def listing(self, known: Collection[Key]) -> Iterator[Found]:
        """The messages of the changed folders; raises OSError last if one cannot be opened."""
        skipped = self.skipped
        errors = list(self._errors)
        seen = () if self._thorough else known
        for name, here in self._folders:
            if name not in skipped:
                yield from maildir.in_folder(name, here, errors.append, seen)
        for error in errors:
            raise error

    def keeps(self, place: str) -> bool:
        """Nothing is kept of what a listed folder does not hold."""
        return False

    def cursor(self, *, finished: bool) -> str:
        """The times of the folders that are at rest; the old ones until all was listed."""
        return json.dumps(self._settled if finished else self._old)

    def progress(self, listed: int) -> tuple[int, int, str]:
        """In messages; counted only if there is something to show."""
        self._total = self._total or maildir.count(self._path)
        return listed, max(listed, self._total), "messages"

    def _is_unchanged(self, here: Path) -> bool:
        return self._old.get(str(here)) == self._times[str(here)]


def _times(folder: Path) -> list[int]:
    return [_time(folder / part) for part in ("new", "cur")]


def _time(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0
