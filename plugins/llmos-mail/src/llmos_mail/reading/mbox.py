"""mbox: one file of many messages; `pieces` takes it apart, here they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path

from llmos_mail.reading.folders import folder_name, is_aside
from llmos_mail.reading.found import Found
from llmos_mail.reading.headers import moment
from llmos_mail.reading.pieces import Piece, header_end, split
from llmos_mail.reading.status import Status, without_status

_ESCAPED = re.compile(rb"(?m)^>(>*From )")


def listing(path: Path) -> Iterator[Found]:
    """All messages of the file; raises OSError if it cannot be opened."""
    with path.open("rb") as file:
        for piece in split(file):
            yield from found(piece, path)


def count(path: Path) -> int:
    """How many messages the file holds; raises OSError if it cannot be opened."""
    with path.open("rb") as file:
        return sum(1 for _ in split(file))


def found(piece: Piece, path: Path) -> Iterator[Found]:
    """The message of a piece, unless its reader has marked it as deleted."""
    separator, content = _parted(piece.raw)
    header = content[: header_end(content)]
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


def _read(separator: bytes, content: bytes, path: Path) -> tuple[bytes, datetime]:
    said = moment(separator.decode("ascii", "replace").partition(" ")[2].partition(" ")[2])
    arrived = said or datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return _ESCAPED.sub(rb"\1", content) if b"\n>" in content else content, arrived
