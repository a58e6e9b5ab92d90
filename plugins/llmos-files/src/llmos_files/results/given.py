"""What giving a document to another plugin gives back."""

from __future__ import annotations

from llmos import Block, Citation, Result, Text
from llmos_files.results.found import FileLine
from llmos_files.results.wording import notes_of


class GivenResult(Result):
    """A whole document: `size` in bytes, `content` in base64."""

    document: FileLine
    size: int
    content: str
    notes: list[str]

    def rendering(self) -> list[Block]:
        """Which one it is, not what is in it."""
        return [Text(f"{self.document.name}, {self.size:,} bytes"), *notes_of(self.notes)]

    def citations(self) -> list[Citation]:
        """The file."""
        return [self.document.citation()]
