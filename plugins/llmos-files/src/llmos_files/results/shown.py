"""What showing a file gives back."""

from __future__ import annotations

from llmos import Block, Citation, Result, Text
from llmos_files.results.found import FileLine
from llmos_files.results.wording import named, notes_of


class ShownResult(Result):
    """A file that is on the screen now; `slide` is the one that the slideshow says it shows."""

    document: FileLine
    slide: int | None
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A sentence."""
        at = f" at slide {self.slide}" if self.slide else ""
        return [Text(f"{named(self.document.name)} is open{at}."), *notes_of(self.notes)]

    def citations(self) -> list[Citation]:
        """The file."""
        return [self.document.citation()]
