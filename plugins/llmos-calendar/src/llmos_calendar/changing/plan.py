"""`Plan`: what would be done, in words and to the byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llmos_calendar.writing.document import Document
from llmos_calendar.writing.shelf import FileChange, Shelf


@dataclass(frozen=True)
class Plan:
    """A change of one calendar. `what` is a sentence; `id` is the event's, where it stays."""

    what: str
    calendar: str
    shelf: Shelf
    changes: Sequence[FileChange]
    uid: str
    id: str = ""

    def difference(self) -> tuple[str, str]:
        """The event as its file tells it, line by line, before and after."""
        befores = [_told(change.before, self.uids) for change in self.changes]
        afters = [_told(change.after, self.uids) for change in self.changes]
        return "".join(befores), "".join(afters)

    @property
    def uids(self) -> set[str]:
        """The events that the change is about."""
        return {self.uid, *(uid for change in self.changes for uid in _new_uids(change))}


def _new_uids(change: FileChange) -> set[str]:
    before = Document(change.before).uids if change.before else set()
    return Document(change.after).uids - before if change.after else set()


def _told(raw: bytes | None, uids: set[str]) -> str:
    if raw is None:
        return ""
    document = Document(raw)
    parts = [
        raw[block.start : block.end].decode("utf-8", "replace")
        for block in document.blocks
        if block.entry and block.entry.uid in uids
    ]
    joined = "".join(parts).replace("\r\n", "\n")
    return joined.replace("\n ", "").replace("\n\t", "")
