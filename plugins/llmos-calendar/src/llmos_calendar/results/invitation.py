"""An invitation as a draft."""

from __future__ import annotations

from llmos import Block, Citation, Result, Table, Text
from llmos_calendar.results.wording import as_notes


class Invitation(Result):
    """The mail that invites; `draft` is its id in the mail once it is saved there, else empty.

    `file` is what goes with it for the calendar programs of those who are invited.
    """

    event: str
    title: str
    to: list[str]
    subject: str
    text: str
    file: str
    draft: str
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The mail."""
        told = f"Saved as a draft: {self.draft}." if self.draft else "This would be the draft."
        rows = [["To", ", ".join(self.to)], ["Subject", self.subject]]
        blocks: list[Block] = [Text(told), Table(["field", "value"], rows), Text(self.text)]
        if not self.draft:
            blocks += [Text("With it goes invite.ics:"), Text(_events(self.file), "drawing")]
        return [*blocks, *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The event."""
        return [Citation(self.event, self.title)]


def _events(file: str) -> str:
    """What the file says of the event, line by line; what a time zone is need not be read."""
    lines = file.replace("\r\n", "\n").replace("\n ", "").splitlines()
    first = lines.index("BEGIN:VEVENT")
    return "\n".join(lines[first:-1])
