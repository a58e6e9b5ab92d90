"""Messages: in a list, and one in full."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Item, Items, Result, Table, Text
from llmos_mail.results.wording import as_notes, spoken_when


class Line(BaseModel):
    """A message in a list; `claimed` is the date that it gives itself, if that is not believed."""

    model_config = ConfigDict(frozen=True)

    id: str
    subject: str
    sender: str
    sent: datetime
    claimed: date | None
    folder: str
    unread: bool
    attachments: list[str]
    excerpt: str

    def item(self) -> Item:
        """The message as an entry of a list."""
        marks = ["unread"] * self.unread + [f"with {', '.join(self.attachments)}"] * bool(
            self.attachments
        )
        about = [self.sender, spoken_when(self.sent, self.claimed), self.folder, *marks]
        return Item(self.subject, self.excerpt, " · ".join(about), cites=self.id)

    def citation(self) -> Citation:
        """The message as a source of what is said about it."""
        return Citation(self.id, self.subject, f"{self.folder}, from {self.sender}", self.sent)


class SearchResult(Result):
    """The messages found; `total` counts those that are not listed too, and if `is_more` there are
    still more, which were not counted.
    """

    messages: list[Line]
    total: int
    is_more: bool
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A list of messages and what there is to say about it."""
        shown = len(self.messages)
        counted = f"{'over ' * self.is_more}{self.total:,} messages"
        heading = counted + (f", here {shown}" if shown < self.total else "")
        items = [message.item() for message in self.messages]
        blocks: list[Block] = [Items(items, heading)] if items else [Text("No message fits.")]
        return [*blocks, *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The listed messages."""
        return [message.citation() for message in self.messages]


class MessageResult(Result):
    """One message; `is_cut` if only the beginning of a very long text is given.

    `text` is None if the grant gives nothing of it; the notes say so. `claimed` is the date that it
    gives itself, if that is not believed.
    """

    manner = "passages"
    id: str
    subject: str
    sender: str
    to: list[str]
    cc: list[str]
    sent: datetime
    claimed: date | None
    folder: str
    attachments: list[str]
    text: str | None
    is_cut: bool
    notes: list[str]

    def rendering(self) -> list[Block]:
        """Who wrote to whom and when, then the text."""
        fields = {
            "From": self.sender,
            "To": ", ".join(self.to),
            "Cc": ", ".join(self.cc),
            "Date": spoken_when(self.sent, self.claimed),
            "Folder": self.folder,
            "Attached": ", ".join(self.attachments),
        }
        rows = [[name, value] for name, value in fields.items() if value]
        text = [] if self.text is None else [self.text or "This message has no readable text."]
        more = ["This is only the beginning of a very long message."] * self.is_cut
        return [
            Text(self.subject, "heading"),
            Table(["", ""], rows),
            *map(Text, text),
            *as_notes([*more, *self.notes]),
        ]

    def citations(self) -> list[Citation]:
        """The message itself."""
        where = f"{self.folder}, from {self.sender}"
        return [Citation(self.id, self.subject, where, self.sent)]
