"""`Origin`: a source as an update sees it, Maildir or mbox: what lies there, what stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Protocol

from llmos_mail.reading import maildir, mbox
from llmos_mail.reading.found import Found

_SAMPLE = 4 * 1024


class Origin(Protocol):
    """One source during one update."""

    def unchanged(self) -> bool:
        """Whether nothing can have changed since the cursor was written."""

    def listing(self) -> Iterator[Found]:
        """What lies there, from where this update begins."""

    def keeps(self, place: str) -> bool:
        """Whether a copy stays although the listing does not come to its place."""

    def cursor(self, *, finished: bool) -> str:
        """Where the next update may begin, if this one ends here."""

    def progress(self, listed: int) -> tuple[int, int, str]:
        """How much is done, of how much, in which unit, after so many listed messages."""


class _Maildir:
    """A Maildir has no cursor: what is listed is compared with what is known."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._total = 0

    def unchanged(self) -> bool:
        return False

    def progress(self, listed: int) -> tuple[int, int, str]:
        # Counted only if there is something to show: an update with nothing new stays cheap.
        self._total = self._total or maildir.count(self._path)
        return listed, max(listed, self._total), "messages"

    def listing(self) -> Iterator[Found]:
        return maildir.listing(self._path)

    def keeps(self, place: str) -> bool:
        return False

    def cursor(self, *, finished: bool) -> str:
        return ""


def open_origin(kind: str, path: Path, cursor: str, *, thorough: bool) -> Origin:
    """The source of this kind at `path`; raises OSError if it cannot be opened.

    `thorough` goes through an mbox as a whole, even if it seems only to have grown.
    """
    return _Mbox(path, cursor, thorough=thorough) if kind == "mbox" else _Maildir(path)


@dataclass(frozen=True)
class _Cursor:
    """The file as it was: `offset` is where its last message began.

    The last message is always read again, because it may have been written only in part.
    """

    size: int
    modified: int
    offset: int
    before: str


class _Mbox:
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
        same = (self._size, self._modified) == (self._old.size, self._old.modified)
        return same and not self._thorough

    def listing(self) -> Iterator[Found]:
        with self._path.open("rb") as file:
            for piece in mbox.split(file, self._start):
                self._offset = piece.offset
                yield from mbox.found(piece, self._path)

    def progress(self, listed: int) -> tuple[int, int, str]:
        return self._offset, max(self._size, self._offset), "bytes"

    def keeps(self, place: str) -> bool:
        return int(place) < self._start

    def cursor(self, *, finished: bool) -> str:
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
