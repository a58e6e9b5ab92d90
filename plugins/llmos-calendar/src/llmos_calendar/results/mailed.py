"""An appointment out of a mail, before it is written down."""

from __future__ import annotations

from llmos import Block, Citation, Item, Items
from llmos_calendar.mailed import Mailed
from llmos_calendar.results.changes import ChangePreview


class MailedPreview(ChangePreview):
    """The event that would be written, and the sentence of the mail that it comes from."""

    found: Mailed

    def rendering(self) -> list[Block]:
        """Where it says so, then the event."""
        title = f"{self.found.sender}: {self.found.subject}"
        said = Item(title, f"“{self.found.sentence}”", cites=self.found.mail)
        return [Items([said], "The mail says"), *super().rendering()]

    def citations(self) -> list[Citation]:
        """The mail."""
        return [Citation(self.found.mail, self.found.subject, f"from {self.found.sender}")]
