"""Attachments: found, and saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Item, Items, Result, Text
from llmos_mail.results.wording import as_notes, spoken


class AttachmentLine(BaseModel):
    """One attachment; `id` is the message that it came with."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    kind: str
    sender: str
    subject: str
    sent: datetime


class AttachmentsResult(Result):
    """The attachments found, newest first; `total` counts those that are not listed too."""

    attachments: list[AttachmentLine]
    total: int
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A list of files and where they came with."""
        shown = len(self.attachments)
        heading = f"{self.total:,} attachments" + f", here {shown}" * (shown < self.total)
        items = [
            Item(one.name, one.subject, f"{one.kind} · {one.sender} · {spoken(one.sent)}", one.id)
            for one in self.attachments
        ]
        blocks: list[Block] = [Items(items, heading)] if items else [Text("No attachment fits.")]
        return [*blocks, *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The messages that they came with."""
        lines = {one.id: one for one in self.attachments}
        return [
            Citation(one.id, one.subject, f"from {one.sender}", one.sent) for one in lines.values()
        ]


class SavedFile(BaseModel):
    """A file that is saved; `digest` tells its bytes from any others."""

    model_config = ConfigDict(frozen=True)

    name: str
    place: str
    size: int
    digest: str


class SavedFiles(Result):
    """Which files are saved where, from the message `id`."""

    id: str
    subject: str
    sender: str
    sent: datetime
    files: list[SavedFile]
    is_done: bool
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The files and their places."""
        did = "Saved" if self.is_done else "Will save"
        items = [Item(one.name, one.place, f"{one.size:,} bytes", self.id) for one in self.files]
        heading = f"{did} from “{self.subject}”, {self.sender}"
        return [Items(items, heading), *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The message that they came with."""
        return [Citation(self.id, self.subject, f"from {self.sender}", self.sent)]

    def undoing(self) -> dict[str, Any] | None:
        """What deletes the files again."""
        kept = [{"place": one.place, "digest": one.digest} for one in self.files]
        return {"what": "files", "kept": kept} if self.is_done else None
