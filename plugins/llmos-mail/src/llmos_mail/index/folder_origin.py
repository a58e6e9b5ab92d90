"""A source of folders with one file a message: only folders that changed are looked into."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from llmos_mail.index.writing import Key
from llmos_mail.reading.found import Found
from llmos_mail.reading.tree import Layout, Node, count, folder_called, in_folder, walk

_SETTLED_NS = 2_000_000_000
"""A folder that changed a moment ago may change again within one tick of the disk's clock, so its
time says something only when it is older than this."""


class FolderOrigin:
    """The cursor keeps what was seen of each folder. A thorough update looks at every file, because
    somebody may have written over one; otherwise only at files that are new, but for layouts whose
    files may change. A folder with `incomplete` messages is always looked into.
    """

    def __init__(
        self,
        layout: Layout,
        path: Path,
        cursor: str,
        *,
        thorough: bool,
        incomplete: Collection[str],
    ) -> None:
        self._layout = layout
        self._path = path
        self._thorough = thorough
        self._incomplete = incomplete
        started = time.time_ns()
        self._old = {here: Node(*node) for here, node in json.loads(cursor or "{}").items()}
        self._errors: list[OSError] = []
        seen = walk(layout, path, {} if thorough else self._old, self._errors.append)
        self._now = {str(here): node for here, node in seen}
        self._settled = {
            here: node
            for here, node in self._now.items()
            if max([node.time, *node.parts]) < started - _SETTLED_NS
        }
        self._total = 0

    def unchanged(self) -> bool:
        """Whether no folder came, went or changed, and none could not be opened."""
        settled = not (self._thorough or self._errors or self._incomplete)
        return settled and self._now == self._old

    @property
    def skipped(self) -> Collection[str]:
        """The names of the folders of which none changed."""
        if self._thorough:
            return ()
        changed = {
            self._name(here)
            for here in self._now.keys() | self._old.keys()
            if self._now.get(here) != self._old.get(here)
        }
        return {self._name(here) for here in self._now} - changed - set(self._incomplete)

    def listing(self, known: Collection[Key]) -> Iterator[Found]:
        """The messages of the changed folders; raises OSError last if one cannot be opened."""
        skipped = self.skipped
        errors = list(self._errors)
        passed = known if self._layout.lasting and not self._thorough else ()
        for here, node in self._now.items():
            name = self._name(here)
            if node.holds and name not in skipped:
                yield from in_folder(self._layout, name, Path(here), errors.append, passed)
        for error in errors:
            raise error

    def keeps(self, place: str) -> bool:
        """Nothing is kept of what a listed folder does not hold."""
        return False

    def cursor(self, *, finished: bool) -> str:
        """The folders that are at rest; as they were before, until all were listed."""
        return json.dumps(self._settled if finished else self._old)

    def progress(self, listed: int) -> tuple[int, int, str]:
        """In messages; counted only if there is something to show."""
        self._total = self._total or count(self._layout, self._path, _passed)
        return listed, max(listed, self._total), "messages"

    def _name(self, here: str) -> str:
        return folder_called(self._layout, self._path, Path(here))


def _passed(error: OSError) -> None:
    """The listing says it; a bar need not."""
