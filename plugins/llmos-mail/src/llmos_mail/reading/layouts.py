"""The kinds of sources that lie on the disk: one file a message, or one file for many."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from llmos_mail.reading import mbox, tree
from llmos_mail.reading.eml import EML
from llmos_mail.reading.emlx import EMLX
from llmos_mail.reading.evolution import EVOLUTION
from llmos_mail.reading.found import Found
from llmos_mail.reading.maildir import MAILDIR
from llmos_mail.reading.tree import Layout

LAYOUTS: dict[str, Layout] = {
    "maildir": MAILDIR,
    "eml": EML,
    "emlx": EMLX,
    "evolution": EVOLUTION,
}
"""The layout of each kind of source with one file a message."""

THUNDERBIRD = "thunderbird"


def boxes(kind: str, path: Path) -> list[tuple[str, Path]]:
    """A source as the mailboxes that it consists of; raises OSError if it cannot be opened."""
    if kind != THUNDERBIRD:
        return [(kind, path)]
    # Beside each of its mbox files Thunderbird keeps an index: Inbox and Inbox.msf.
    found: list[tuple[str, Path]] = []
    for here, folders, files in os.walk(path, onerror=_raise):
        folders.sort()
        names = set(files)
        boxed = (name.removesuffix(".msf") for name in sorted(files) if name.endswith(".msf"))
        found += [("mbox", Path(here, name)) for name in boxed if name in names]
    return found


def listing(kind: str, path: Path) -> Iterator[Found]:
    """All messages of a source; raises OSError where it cannot be opened."""
    for one, where in boxes(kind, path):
        if one == "mbox":
            yield from mbox.listing(where)
        else:
            yield from tree.listing(LAYOUTS[one], where)


def by_folder(kind: str, path: Path) -> Iterator[Iterator[Found]]:
    """The messages of a source, folder by folder; raises OSError where it cannot be opened."""
    for one, where in boxes(kind, path):
        if one == "mbox":
            yield mbox.listing(where)
        else:
            layout = LAYOUTS[one]
            for name, here in tree.folders(layout, where, _raise):
                yield tree.in_folder(layout, name, here, _raise)


def count(kind: str, path: Path) -> int:
    """About how many messages a source holds; raises OSError if it cannot be opened."""
    return sum(_count(one, where) for one, where in boxes(kind, path))


def _count(kind: str, path: Path) -> int:
    return mbox.count(path) if kind == "mbox" else tree.count(LAYOUTS[kind], path)


def _raise(error: OSError) -> None:
    raise error
