"""Maildir: files in `new` and `cur`, their flags in their names, subfolders nested or with dots."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial

from llmos_mail.reading.files import read_file, stamp_of_entry
from llmos_mail.reading.folders import folder_name, is_aside, printable
from llmos_mail.reading.found import NOT_LOOKED_AT, Found
from llmos_mail.reading.tree import Known, Layout

_PARTS = frozenset({"cur", "new", "tmp"})
_INFO = re.compile(r"[:;!]2,([A-Za-z]*)$")
"""The flags after a file's name; systems without colons in names use other marks."""


def _found(entry: os.DirEntry[str], folder: str, part: str, known: Known) -> Iterator[Found]:
    name = printable(entry.name)
    info = _INFO.search(name)
    flags = info[1] if info else ""
    key = name[: info.start()] if info else name
    stamp = NOT_LOOKED_AT if (folder, key) in known else stamp_of_entry(entry)
    if stamp is not None and "T" not in flags:
        yield Found(
            folder=folder,
            key=key,
            place=f"{part}/{name}",
            stamp=stamp,
            unread=part == "new" or "S" not in flags,
            aside=is_aside(folder) or "D" in flags,
            read=partial(read_file, entry.path),
        )


MAILDIR = Layout(
    # A message that moves meanwhile goes from new to cur: this order cannot miss it.
    parts=("new", "cur"),
    holds=lambda folders, files: "cur" in folders or "new" in folders,
    enters=lambda name: name not in _PARTS,
    name=folder_name,
    is_message=lambda name: not name.startswith("."),
    found=_found,
    lasting=True,
)
