"""`Origin`: a source as an update sees it, whatever its kind: what lies there, what stays."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol

from llmos_mail.index.folder_origin import FolderOrigin
from llmos_mail.index.mbox_origin import MboxOrigin
from llmos_mail.index.writing import Key
from llmos_mail.reading.found import Found
from llmos_mail.reading.layouts import LAYOUTS


class Origin(Protocol):
    """One source during one update."""

    def unchanged(self) -> bool:
        """Whether nothing can have changed since the cursor was written."""

    @property
    def skipped(self) -> Collection[str]:
        """The folders that are not listed, because nothing changed in them."""

    def listing(self, known: Collection[Key]) -> Iterator[Found]:
        """What lies there, from where this update begins; `known` copies need no second look."""

    def keeps(self, place: str) -> bool:
        """Whether a copy stays although the listing does not come to its place."""

    def cursor(self, *, finished: bool) -> str:
        """Where the next update may begin, if this one ends here."""

    def progress(self, listed: int) -> tuple[int, int, str]:
        """How much is done, of how much, in which unit, after so many listed messages."""


def open_origin(
    kind: str, path: Path, cursor: str, *, thorough: bool, incomplete: Collection[str]
) -> Origin:
    """The source of this kind at `path`; raises OSError if it cannot be opened.

    `thorough` looks at every file, and at an mbox as a whole even if it seems only to have grown.
    `incomplete` names the folders that hold files of which nothing could be read.
    """
    if kind == "mbox":
        return MboxOrigin(path, cursor, thorough=thorough)
    return FolderOrigin(LAYOUTS[kind], path, cursor, thorough=thorough, incomplete=incomplete)
