"""Bringing the index up to date with the granted folders.

What is new is read, what moved is followed, what is gone goes. Files are written in batches; a
process that is stopped leaves an index that is right as far as it goes.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from llmos import transaction
from llmos_files.folders.beneath import Mounted, Outside, opened, shown
from llmos_files.folders.listing import Found, Known, Listing, PassedOver, listing
from llmos_files.index import writing
from llmos_files.index.attempts import Attempts
from llmos_files.reading import limits
from llmos_files.reading.document import Document, Unreadable
from llmos_files.reading.kinds import ending, has_reader
from llmos_files.reading.reading import VERSION, read

_BATCH_FILES = 500
_BATCH_CHARS = 8_000_000
_CHUNK = 1 << 20
_DIED = ("poisonous", "A process that read it died; it is not tried again.")
_NOT_OPENED = (FileNotFoundError, Outside)
_FOR_NOW = ("poisonous", "cannot be opened", "mounted")

Report = Callable[[str, int, int | None], None]
"""Told what is done, how far it is, and of how much."""


@dataclass
class Changes:
    """What an update did; `unreachable` says in words which folders could not be opened."""

    added: int = 0
    updated: int = 0
    moved: int = 0
    removed: int = 0
    unreachable: list[str] = field(default_factory=list)

    @property
    def any(self) -> bool:
        """Whether anything is different now."""
        return bool(self.added or self.updated or self.moved or self.removed)


class Update:
    """One update of the index with the granted folders."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        attempts: Attempts,
        report: Report = lambda what, done, total: None,
        ignore: Sequence[str] = (),
    ) -> None:
        self.changes = Changes()
        self._connection = connection
        self._attempts = attempts
        self._report = report
        self._ignore = ignore
        self._batch: list[tuple[Found, bytes, Document | Unreadable | int]] = []
        self._chars = 0

    def run(self, roots: Sequence[Path]) -> Changes:
        """Bring everything beneath these folders up to date; what lies elsewhere is not touched."""
        for root in roots:
            known = _known(self._connection, root, VERSION)
            try:
                found = listing(root, self._ignore, self._counted, known)
            except OSError as error:
                self.changes.unreachable.append(f"{root}: {error.strerror}")
                continue
            self._take(root, found, gone=known)
        return self.changes

    def forget_all_but(self, roots: Sequence[Path]) -> None:
        """Forget what lies beneath none of these folders."""
        starts = [os.path.join(os.fsencode(root), b"") for root in roots]

        def foreign(table: str) -> list[bytes]:
            rows = self._connection.execute(f"SELECT path FROM {table}")
            return [path for (path,) in rows if not any(path.startswith(s) for s in starts)]

        files, passed_over = foreign("files"), foreign("passed_over")
        self._remove(files)
        if passed_over:
            with transaction(self._connection):
                writing.put_passed_over(self._connection, passed_over, [])

    def _counted(self, files: int) -> None:
        self._report("Looking for files", files, None)

    def _take(self, root: Path, found: Listing, gone: Known) -> None:
        files = self._follow_moves(found, gone)
        self._put_passed_over(root, found.passed_over)
        for number, file in enumerate(files):
            self._report(f"Reading {root.name}", number, len(files))
            self._read(root, file, is_new=file.path not in found.updated)
        self._write()
        self._remove(gone)
        if files:
            self._report(f"Reading {root.name}", len(files), len(files))

    def _follow_moves(self, found: Listing, gone: Known) -> list[Found]:
        """Note files that only have another name now; what is left must be read."""
        by_place = {row[1:]: path for path, row in gone.items()}
        moves: list[tuple[bytes, Found]] = []
        left: list[Found] = []
        for file in found.files:
            before = None if file.path in found.updated else by_place.pop(file[1:], None)
            if before and ending(shown(before)) == ending(shown(file.path)):
                gone.pop(before)
                moves.append((before, file))
            else:
                left.append(file)
        with transaction(self._connection):
            for path, file in moves:
                writing.move_file(self._connection, path, file)
        self.changes.moved += len(moves)
        return left

    def _put_passed_over(self, root: Path, found: Sequence[PassedOver]) -> None:
        start = os.path.join(os.fsencode(root), b"")
        rows = self._connection.execute(
            "SELECT path, reason FROM passed_over WHERE path >= ? AND path < ?",
            (start, start[:-1] + b"0"),
        )
        before, now = {PassedOver(*row) for row in rows}, set(found)
        if before != now:
            new = now - before
            with transaction(self._connection):
                writing.put_passed_over(self._connection, [path for path, _ in before - now], new)

    def _read(self, root: Path, found: Found, *, is_new: bool) -> None:
        try:
            with opened(root, found.path) as file:
                name = shown(os.path.basename(found.path))
                digest = _digest(file, name)
                content = self._content(file, name, digest)
        except Mounted as error:
            digest = hashlib.blake2b(found.path, digest_size=20).digest()
            content = Unreadable("mounted", str(error))
        except _NOT_OPENED:
            return  # gone, or exchanged for a link, since it was listed
        except OSError as error:
            digest = hashlib.blake2b(found.path, digest_size=20).digest()
            content = Unreadable("cannot be opened", f"It cannot be opened: {error.strerror}.")
        self.changes.added += is_new
        self.changes.updated += not is_new
        self._batch.append((found, digest, content))
        if len(self._batch) >= _BATCH_FILES or self._chars >= _BATCH_CHARS:
            self._write()

    def _content(self, file: BinaryIO, name: str, digest: bytes) -> Document | Unreadable | int:
        """What stands in the file, or the content that is known already."""
        known = writing.find_content(self._connection, digest, ending(name), VERSION)
        if known is not None:
            return known
        if self._attempts.is_poison(digest):
            return Unreadable(*_DIED)
        try:
            with self._attempts.attempt(digest):
                file.seek(0)
                document = read(file, name, os.fstat(file.fileno()).st_size)
        except Unreadable as unreadable:
            return unreadable
        self._chars += sum(len(passage.text) for passage in document.passages)
        return document

    def _write(self) -> None:
        if not self._batch:
            return
        before: list[int] = []
        with transaction(self._connection):
            for found, digest, content in self._batch:
                id = self._put_content(found, digest, content)
                before += filter(None, [writing.put_file(self._connection, found, id)])
            writing.drop_orphans(self._connection, before)
        self._batch, self._chars = [], 0

    def _put_content(
        self, found: Found, digest: bytes, content: Document | Unreadable | int
    ) -> int:
        if isinstance(content, int):
            return content
        end = ending(shown(found.path))
        # Of two copies in one batch the second is known only now.
        known = writing.find_content(self._connection, digest, end, VERSION)
        if known is not None:
            return known
        if isinstance(content, Unreadable):
            # What is only quarantined for now must be looked at again.
            reader = 0 if content.reason in _FOR_NOW else VERSION
            return writing.put_failure(
                self._connection, digest, end, reader, content.reason, content.words
            )
        return writing.put_content(self._connection, digest, end, VERSION, content)

    def _remove(self, paths: Iterable[bytes]) -> None:
        gone = list(paths)
        for start in range(0, len(gone), _BATCH_FILES):
            with transaction(self._connection):
                writing.remove_files(self._connection, gone[start : start + _BATCH_FILES])
        self.changes.removed += len(gone)


def is_current(
    connection: sqlite3.Connection, roots: Sequence[Path], ignore: Sequence[str]
) -> bool:
    """Whether every file lies where the index knows it and has not changed since."""
    for root in roots:
        known = _known(connection, root, None)
        with contextlib.suppress(OSError):
            if listing(root, ignore, known=known).files or known:
                return False
    return True


def _known(connection: sqlite3.Connection, root: Path, reader: int | None) -> Known:
    """What the index knows; what others than this reader have read counts as changed."""
    start = os.path.join(os.fsencode(root), b"")
    rows = connection.execute(
        "SELECT path, device, inode, size, iif(reader = ifnull(?, reader), changed, -1) FROM files"
        " JOIN contents ON contents.id = content WHERE path >= ? AND path < ?",
        (reader, start, start[:-1] + b"0"),  # "0" comes right after "/"
    )
    return {row[0]: row for row in rows}


def _digest(file: BinaryIO, name: str) -> bytes:
    """The content's digest; of files that are not read, of their beginning and their size."""
    size = os.fstat(file.fileno()).st_size
    is_sample = size > limits.FILE_BYTES or not has_reader(name)
    digest = hashlib.blake2b(size.to_bytes(8, "big") * is_sample, digest_size=20)
    left = _CHUNK if is_sample else size
    while left > 0 and (chunk := file.read(min(_CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.digest()
