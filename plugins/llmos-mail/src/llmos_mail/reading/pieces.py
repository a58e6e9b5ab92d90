"""An mbox taken apart into its messages, read in blocks, never as a whole.

A message ends at a separator line; where its header says how long its text is, and a separator or
the end of the file stands right there, that counts, and lines within it separate nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from llmos_mail.reading.limits import HEADER_BYTES, MESSAGE_BYTES

_BLOCK = 4 * 1024 * 1024
_OVERLAP = 4 * 1024
"""More than the longest separator together with the header name that must follow it."""

_SEPARATOR = re.compile(rb"\n(From [^\n]{0,1000}\n)(?=>?[!-9;-~]{1,100}[ \t]*:)")
_CLOCK = re.compile(rb"\d\d:\d\d|^From -")
_MAILBOX = re.compile(rb"From \S+@\S+")
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,9})[ \t]*\r?$")


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


def header_end(content: bytes, begin: int = 0) -> int:
    """Where the header that begins there ends, without the blank line after it."""
    # The blank line may come in either style; a header without one ends with the message.
    most = begin + HEADER_BYTES
    ends = [content.find(mark, begin, most) + 1 for mark in (b"\n\n", b"\n\r\n")]
    return min((end for end in ends if end), default=min(len(content), most))


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
        yield from self._cut(is_last=False)
        self._shrink()

    def end(self) -> Iterator[Piece]:
        yield from self._cut(is_last=True)
        if self._buffer.strip():
            yield self._piece(0, len(self._buffer))

    def _cut(self, *, is_last: bool) -> Iterator[Piece]:
        begin, place = 0, self._searched
        while match := _SEPARATOR.search(self._buffer, place):
            place = match.start() + 1
            if not _separates(self._buffer, match):
                continue
            said = self._said_end(begin)
            if place < said:
                if not is_last and said + _OVERLAP > len(self._buffer):
                    place = match.start()  # what stands there has not been read yet
                    break
                if _ends(self._buffer, said):
                    place = said - 1
                    continue
            yield self._piece(begin, place)
            begin = place
        else:
            place = max(begin, len(self._buffer) - _OVERLAP)
        self._buffer = self._buffer[begin:]
        self._searched = place - begin

    def _said_end(self, begin: int) -> int:
        """Where the message says that it ends; 0 if it does not, or if that is too far to wait."""
        end = header_end(self._buffer, begin)
        said = _LENGTH.search(self._buffer, begin, end)
        if said is None or self._head or int(said[1]) > MESSAGE_BYTES - HEADER_BYTES:
            return 0
        return end + (2 if self._buffer.startswith(b"\r", end) else 1) + int(said[1])

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
            self._searched = 0


def _separates(buffer: bytes, match: re.Match[bytes]) -> bool:
    # "From " can begin a line of a letter; a separator carries a time or names a mailbox.
    if _CLOCK.search(match[1]):
        return True
    before = buffer[max(0, match.start() - 2) : match.start() + 1]
    return _MAILBOX.match(match[1]) is not None and before.endswith((b"\n\n", b"\n\r\n"))


def _ends(buffer: bytes, end: int) -> bool:
    """Whether a message can end there: a separator follows, or nothing more."""
    # Programs disagree on whether the line break before a separator is counted.
    after = (_SEPARATOR.match(buffer, place) for place in range(end - 1, end + 2))
    return not buffer[end : end + _OVERLAP].strip() or any(
        one and _separates(buffer, one) for one in after
    )
