"""Apple Mail: .emlx files, each a length, the message, and a property list with its flags."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from llmos_mail.reading.files import read_file, stamp_of
from llmos_mail.reading.folders import folder_name, is_aside, printable
from llmos_mail.reading.found import Found
from llmos_mail.reading.tree import Known, Layout

_LIST_BYTES = 16 * 1024
"""More than the property list at the end of a file takes."""

_FLAGS = re.compile(rb"<key>flags</key>\s*<(?:integer|real)>(\d{1,19})")
_READ, _DELETED, _DRAFT = 1 << 0, 1 << 1, 1 << 6


def _is_message(name: str) -> bool:
    return name.lower().endswith(".emlx") and not name.startswith(".")


def _name(path: str) -> str:
    # Archive.mbox/2024.mbox/<account>/Data/1/Messages: the mailboxes are what the user sees.
    steps = [step for step in path.split(os.sep) if step.endswith((".mbox", ".imapmbox"))]
    name = "/".join(step.rpartition(".")[0] for step in steps)
    return "Inbox" if name.casefold() == "inbox" else folder_name(name)


def _flags(path: str) -> int:
    """The number in which Apple Mail keeps its marks; a file without one counts as read."""
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        file.seek(max(0, size - _LIST_BYTES))
        found = _FLAGS.findall(file.read())
    return int(found[-1]) if found else _READ


def _found(entry: os.DirEntry[str], folder: str, part: str, known: Known) -> Iterator[Found]:
    try:
        stamp, flags = stamp_of(entry.stat()), _flags(entry.path)
    except OSError:
        # It has gone, or cannot be opened: the reading says which.
        stamp, flags = "unreadable", _READ
    name = printable(entry.name)
    if not flags & _DELETED:
        yield Found(
            folder=folder,
            # What is still being fetched is called 12.partial.emlx.
            key=name.partition(".")[0],
            place=name,
            stamp=stamp,
            unread=not flags & _READ,
            aside=is_aside(folder) or bool(flags & _DRAFT),
            read=partial(_read, entry.path),
        )


def _read(path: str) -> tuple[bytes, datetime]:
    raw, arrived = read_file(path)
    length, newline, message = raw.partition(b"\n")
    if newline and length.strip().isdigit():
        return message[: int(length)], arrived
    return raw, arrived


EMLX = Layout(
    parts=("",),
    holds=lambda folders, files: any(map(_is_message, files)),
    enters=lambda name: name != "Attachments",
    name=_name,
    is_message=_is_message,
    found=_found,
    lasting=False,
)
