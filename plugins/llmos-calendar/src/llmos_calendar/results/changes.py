"""Changes: what would happen, what has happened, and how it is taken back."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from llmos import Block, Citation, Difference, Result, Text
from llmos_calendar.results.wording import as_notes


class FileState(BaseModel):
    """A calendar file as the preview saw it: the SHA-256 of what it held, empty if it was not."""

    model_config = ConfigDict(frozen=True)

    place: str
    name: str
    before: str


class ChangePreview(Result):
    """What would happen: a sentence, and the event line by line before and after."""

    what: str
    calendar: str
    before: str
    after: str
    files: list[FileState]
    notes: list[str] = Field(default_factory=list)

    def rendering(self) -> list[Block]:
        """The sentence, then the difference."""
        title = f"In the calendar {self.calendar}"
        return [
            Text(f"{self.what}."),
            Difference(title, self.before, self.after),
            *as_notes(self.notes),
        ]


class FormerFile(BaseModel):
    """What a file held before a change, to be brought back while it holds `instead_of` (SHA-256).

    `contents` is in base 64; larger ones are kept in the plugin's folder under the name `kept`.
    """

    model_config = ConfigDict(frozen=True)

    place: str
    name: str
    existed: bool
    contents: str
    kept: str
    instead_of: str


class Changed(Result):
    """What was done. `id` is the event's, where it still has one."""

    what: str
    calendar: str
    id: str
    files: list[FormerFile]
    notes: list[str] = Field(default_factory=list)

    def rendering(self) -> list[Block]:
        """The sentence, as something done."""
        return [Text(f"Done: {self.what}."), *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The event."""
        return [Citation(self.id, self.what, self.calendar)] if self.id else []

    def undoing(self) -> dict[str, Any] | None:
        """What brings the files back."""
        return {"files": [one.model_dump() for one in self.files]}


class Restored(Result):
    """What was brought back."""

    names: list[str]

    def rendering(self) -> list[Block]:
        """A sentence."""
        return [Text("The calendar is as it was before.")]
