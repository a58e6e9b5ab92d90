"""What changes of files give back, and how they are taken back."""

from __future__ import annotations

from typing import Any, Literal

from llmos import Block, Difference, Result, Text
from llmos_files.results.wording import notes_of


class WrittenResult(Result):
    """A text file as it was and as it is; `digest` is of what it holds now."""

    path: str
    before: str
    after: str
    former: str
    digest: str
    backup: str
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The difference."""
        return [Difference(self.path, self.before, self.after), *notes_of(self.notes)]

    def undoing(self) -> dict[str, Any] | None:
        """What puts the former content back; a new file goes to the trash."""
        return {"how": "restore", "path": self.path, "digest": self.digest, "backup": self.backup}


class MovedResult(Result):
    """Something that has another place now, or would have."""

    what: Literal["moved", "renamed", "trashed"]
    source: str
    target: str
    notes: list[str]

    def rendering(self) -> list[Block]:
        """From where to where."""
        text = {
            "moved": f"{self.source}\n→ {self.target}",
            "renamed": f"{self.source}\n→ {self.target}",
            "trashed": f"{self.source}\n→ the trash ({self.target})",
        }[self.what]
        return [Text(text), *notes_of(self.notes)]

    def undoing(self) -> dict[str, Any] | None:
        """What brings it back."""
        return {"how": "move", "path": self.target, "to": self.source}


class TakenBackResult(Result):
    """What an undo did."""

    sentence: str

    def rendering(self) -> list[Block]:
        """The sentence."""
        return [Text(self.sentence)]
