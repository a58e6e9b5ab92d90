"""Folders of .eml files: exports of all mail programs, and Thunderbird's own one file a message."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

from llmos_mail.reading.files import read_file, stamp_of_entry
from llmos_mail.reading.folders import folder_name, is_aside, printable
from llmos_mail.reading.found import Found
from llmos_mail.reading.tree import Known, Layout


def _is_message(name: str) -> bool:
    return name.lower().endswith(".eml") and not name.startswith(".")


def _name(path: str) -> str:
    # Thunderbird writes Inbox/cur/1.eml, and keeps the folders below Inbox in Inbox.sbd.
    steps = [step.removesuffix(".sbd") for step in path.split(os.sep)]
    return folder_name(os.sep.join(steps[:-1] if steps[-1] == "cur" else steps))


def _found(entry: os.DirEntry[str], folder: str, part: str, known: Known) -> Iterator[Found]:
    stamp = stamp_of_entry(entry)
    if stamp is None:
        return
    name = printable(entry.name)
    yield Found(
        folder=folder,
        key=name,
        place=name,
        stamp=stamp,
        unread=False,  # an .eml file does not say; archives and exports count as read
        aside=is_aside(folder),
        read=partial(read_file, entry.path),
    )


EML = Layout(
    parts=("",),
    holds=lambda folders, files: any(map(_is_message, files)),
    enters=lambda name: True,
    name=_name,
    is_message=_is_message,
    found=_found,
    lasting=False,
)
