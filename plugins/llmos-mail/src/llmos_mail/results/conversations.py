"""Conversations, and what matters in some mails."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Item, Items, Result, Text
from llmos_mail.results.wording import as_notes, spoken, spoken_when


class Turn(BaseModel):
    """One message of a conversation; `text` is what its writer said, without quotes.

    `claimed` is the date that it gives itself, if that is not believed.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    sender: str
    to: list[str]
    sent: datetime
    claimed: date | None
    folder: str
    attachments: list[str]
    text: str

    def item(self) -> Item:
        """The message as an entry of the conversation."""
        files = [f"with {', '.join(self.attachments)}"] * bool(self.attachments)
        note = " · ".join(
            [spoken_when(self.sent, self.claimed), f"to {', '.join(self.to)}", self.folder, *files]
        )
        return Item(self.sender, self.text, note, cites=self.id)


class ThreadResult(Result):
    """A conversation, oldest message first."""

    manner = "passages"
    subject: str
    turns: list[Turn]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The messages in order."""
        heading = f"{self.subject} ({len(self.turns)} messages)"
        return [Items([turn.item() for turn in self.turns], heading), *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The messages."""
        return [
            Citation(turn.id, self.subject, f"{turn.folder}, from {turn.sender}", turn.sent)
            for turn in self.turns
        ]


class PointLine(BaseModel):
    """A sentence that matters; `id` is the message that says it."""

    model_config = ConfigDict(frozen=True)

    id: str
    subject: str
    sender: str
    sent: datetime
    sentence: str


class SaidLine(BaseModel):
    """A sentence in the model's words; `id` is the message that says it too."""

    model_config = ConfigDict(frozen=True)

    id: str
    sentence: str


class SummaryResult(Result):
    """What matters in some messages: `points` as they are written, and the `wording` of some of
    them by the model, as far as each sentence is borne out by one of them.
    """

    manner = "summary"
    heading: str
    messages: int
    wording: list[SaidLine]
    points: list[PointLine]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The wording, then the sentences that it stands on."""
        if not self.points:
            return [Text(f"{self.heading}: nothing to summarize."), *as_notes(self.notes)]
        items = [
            Item(f"{one.sender}: {one.subject}", f"“{one.sentence}”", spoken(one.sent), one.id)
            for one in self.points
        ]
        said = [Item(one.sentence, cites=one.id) for one in self.wording]
        return [
            Text(self.heading, "heading"),
            *([Items(said)] if said else []),
            Items(items, f"From {self.messages} messages"),
            *as_notes(self.notes),
        ]

    def citations(self) -> list[Citation]:
        """The messages that the points are from, each once."""
        lines = {one.id: one for one in self.points}
        return [
            Citation(one.id, one.subject, f"from {one.sender}", one.sent) for one in lines.values()
        ]
