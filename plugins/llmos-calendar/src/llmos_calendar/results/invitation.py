"""An invitation as a draft."""

from __future__ import annotations

from llmos import Block, Citation, Result, Table, Text


class Invitation(Result):
    """The mail that invites; `draft` is its id in the mail once it is saved there, else empty."""

    event: str
    title: str
    to: list[str]
    subject: str
    text: str
    draft: str

    def rendering(self) -> list[Block]:
        """The mail."""
        told = f"Saved as a draft: {self.draft}." if self.draft else "This would be the draft."
        rows = [["To", ", ".join(self.to)], ["Subject", self.subject]]
        return [Text(told), Table(["field", "value"], rows), Text(self.text)]

    def citations(self) -> list[Citation]:
        """The event."""
        return [Citation(self.event, self.title)]
