"""An mbox during an update: read on from where it ended if it only grew."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from llmos_mail.index.writing import Key
from llmos_mail.reading import mbox, pieces
from llmos_mail.reading.found import Found

_SAMPLE = 4 * 1024


@dataclass(frozen=True)
class _Cursor:
    """The file as it was: `offset` is where its last message began.

    The last message is always read again, because it may have been written only in part.
    """

    size: int
    modified: int
    offset: int
    before: str


class MboxOrigin:
    """An mbox that only grew is read from its last message on; any other change, as a whole.

    Marks that programs set in the middle of a file that also grew are seen by the next thorough
    update.
    """

    def __init__(self, path: Path, cursor: str, *, thorough: bool) -> None:
        self._path = path
        status = path.stat()
        self._size, self._modified = status.st_size, status.st_mtime_ns
        self._old = _Cursor(**json.loads(cursor)) if cursor else _Cursor(0, 0, 0, "")
        self._thorough = thorough
        self._start = 0 if thorough or not self._only_grew() else self._old.offset
        self._offset = self._start

    def unchanged(self) -> bool:
        """Whether the file has the size and time that it had."""
        same = (self._size, self._modified) == (self._old.size, self._old.modified)
        return same and not self._thorough

    @property
    def skipped(self) -> Collection[str]:
        """None: an mbox is one folder."""
        return ()

    def listing(self, known: Collection[Key]) -> Iterator[Found]:
        """The messages from where this update begins."""
        with self._path.open("rb") as file:
            for piece in pieces.split(file, self._start):
                self._offset = piece.offset
                yield from mbox.found(piece, self._path)

    def progress(self, listed: int) -> tuple[int, int, str]:
        """In bytes."""
        return self._offset, max(self._size, self._offset), "bytes"

    def keeps(self, place: str) -> bool:
        """What lies before the place where this update began is still there."""
        return int(place) < self._start

    def cursor(self, *, finished: bool) -> str:
        """The file as it is now, or how far it was read if it was not read to its end."""
        if not finished and self._start == 0 and self._old.offset:
            # A second reading of the whole file counts only once it is complete.
            return json.dumps(asdict(self._old))
        size, modified = (self._size, self._modified) if finished else (self._offset, 0)
        return json.dumps(asdict(_Cursor(size, modified, self._offset, self._before(self._offset))))

    def _only_grew(self) -> bool:
        grew = self._size > self._old.size or not self._old.modified
        return grew and self._before(self._old.offset) == self._old.before

    def _before(self, offset: int) -> str:
        """A digest of the file's beginning and of what stands right before `offset`."""
        with self._path.open("rb") as file:
            samples = _sample(file, 0, offset) + _sample(file, offset - _SAMPLE, offset)
        return blake2b(samples, digest_size=16).hexdigest()


def _sample(file: BinaryIO, start: int, end: int) -> bytes:
    start = max(0, start)
    file.seek(start)
    return file.read(min(_SAMPLE, end - start))
