"""mbox: one file of many messages, read in blocks, never as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from llmos_mail.reading.folders import folder_name, is_aside
from llmos_mail.reading.found import Found
from llmos_mail.reading.headers import moment
from llmos_mail.reading.limits import HEADER_BYTES, MESSAGE_BYTES
from llmos_mail.reading.status import Status, without_status

_BLOCK = 4 * 1024 * 1024
_OVERLAP = 4 * 1024
"""More than the longest separator together with the header name that must follow it."""

_SEPARATOR = re.compile(rb"\n(From [^\n]{0,1000}\n)(?=>?[!-9;-~]{1,100}[ \t]*:)")
_CLOCK = re.compile(rb"\d\d:\d\d|^From -")
_MAILBOX = re.compile(rb"From \S+@\S+")
_ESCAPED = re.compile(rb"(?m)^>(>*From )")


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of the file, from `offset` on; `raw` begins with its separator line."""

    offset: int
    raw: bytes


def split(file: BinaryIO, start: int = 0) -> Iterator[Piece]:
    """The messages from byte `start` on, which must be where one begins."""
    file.seek(start)
    splitter = _Splitter(start)
    while block := file.read(_BLOCK):
        yield from splitter.feed(block)
    yield from splitter.end()


def listing(path: Path) -> Iterator[Found]:
    """All messages of the file; raises OSError if it cannot be opened."""
    with path.open("rb") as file:
        for piece in split(file):
            yield from found(piece, path)


def count(path: Path) -> int:
    """How many messages the file holds; raises OSError if it cannot be opened."""
    with path.open("rb") as file:
        return sum(1 for _ in split(file))


class _Splitter:
    """Holds one message and a block at most; the middle of a huge message is let go."""

    def __init__(self, start: int) -> None:
        self._offset = start
        self._buffer = b""
        self._head = b""
        self._dropped = 0
        self._searched = 0

    def feed(self, block: bytes) -> Iterator[Piece]:
        self._buffer += block
        begin = 0
        for match in _SEPARATOR.finditer(self._buffer, self._searched):
            if _separates(self._buffer, match):
                yield self._piece(begin, match.start() + 1)
                begin = match.start() + 1
        self._buffer = self._buffer[begin:]
        self._shrink()
        self._searched = max(0, len(self._buffer) - _OVERLAP)

    def end(self) -> Iterator[Piece]:
        if self._buffer.strip():
            yield self._piece(0, len(self._buffer))

    def _piece(self, begin: int, end: int) -> Piece:
        raw = (self._head + self._buffer[begin:end])[: MESSAGE_BYTES + 1]
        piece = Piece(self._offset, raw)
        self._offset += self._dropped + end - begin
        self._head, self._dropped = b"", 0
        return piece

    def _shrink(self) -> None:
        if len(self._head) + len(self._buffer) > MESSAGE_BYTES + _BLOCK:
            self._head = (self._head + self._buffer)[: MESSAGE_BYTES + 1]
            self._dropped += len(self._buffer) - _OVERLAP
            self._buffer = self._buffer[-_OVERLAP:]


def _separates(buffer: bytes, match: re.Match[bytes]) -> bool:
    # "From " can begin a line of a letter; a separator carries a time or names a mailbox.
    if _CLOCK.search(match[1]):
        return True
    before = buffer[max(0, match.start() - 2) : match.start() + 1]
    return _MAILBOX.match(match[1]) is not None and before.endswith((b"\n\n", b"\n\r\n"))


def found(piece: Piece, path: Path) -> Iterator[Found]:
    """The message of a piece, unless its reader has marked it as deleted."""
    separator, content = _parted(piece.raw)
    header = content[: _header_end(content)]
    status = Status.of(header)
    lasting = without_status(header) + content[len(header) :].rstrip()
    folder = _folder(path)
    if not status.deleted:
        yield Found(
            folder=folder,
            key=blake2b(lasting, digest_size=16).hexdigest(),
            place=str(piece.offset),
            stamp="",
            unread=status.unread,
            aside=is_aside(folder) or status.aside,
            read=partial(_read, separator, content, path),
        )


def _folder(path: Path) -> str:
    # Thunderbird keeps the folders below Archive in Archive.sbd.
    above = [step.removesuffix(".sbd") for step in path.parts[:-1] if step.endswith(".sbd")]
    return folder_name("/".join([*above, path.name.removesuffix(".mbox")]))


def _parted(raw: bytes) -> tuple[bytes, bytes]:
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if not raw.startswith(b"From "):
        return b"", raw
    separator, _, content = raw.partition(b"\n")
    return separator, content


def _header_end(content: bytes) -> int:
    # The blank line may come in either style; a header without one ends with the message.
    ends = [content.find(mark, 0, HEADER_BYTES) + 1 for mark in (b"\n\n", b"\n\r\n")]
    return min((end for end in ends if end), default=min(len(content), HEADER_BYTES))


def _read(separator: bytes, content: bytes, path: Path) -> tuple[bytes, datetime]:
    said = moment(separator.decode("ascii", "replace").partition(" ")[2].partition(" ")[2])
    arrived = said or datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return _ESCAPED.sub(rb"\1", content) if b"\n>" in content else content, arrived
