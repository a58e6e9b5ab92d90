"""What the tools give back, and how it is shown."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Item, Items, Result, Table, Text


class Line(BaseModel):
    """A message in a list."""

    model_config = ConfigDict(frozen=True)

    id: str
    subject: str
    sender: str
    sent: datetime
    folder: str
    unread: bool
    attachments: list[str]
    excerpt: str

    def item(self) -> Item:
        """The message as an entry of a list."""
        marks = ["unread"] * self.unread + [f"with {', '.join(self.attachments)}"] * bool(
            self.attachments
        )
        about = [self.sender, spoken(self.sent), self.folder, *marks]
        return Item(self.subject, self.excerpt, " · ".join(about), cites=self.id)

    def citation(self) -> Citation:
        """The message as a source of what is said about it."""
        return Citation(self.id, self.subject, f"{self.folder}, from {self.sender}", self.sent)


class SearchResult(Result):
    """The messages found; `total` counts those that are not listed too."""

    messages: list[Line]
    total: int
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A list of messages and what there is to say about it."""
        shown = len(self.messages)
        heading = f"{self.total:,} messages" + (f", here {shown}" if shown < self.total else "")
        items = [message.item() for message in self.messages]
        blocks: list[Block] = [Items(items, heading)] if items else [Text("No message fits.")]
        return [*blocks, *_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The listed messages."""
        return [message.citation() for message in self.messages]


class MessageResult(Result):
    """One message; `is_cut` if only the beginning of a very long text is given.

    `text` is None if the grant gives nothing of it; the notes say so.
    """

    id: str
    subject: str
    sender: str
    to: list[str]
    cc: list[str]
    sent: datetime
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
            "Date": spoken(self.sent),
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
            *_notes([*more, *self.notes]),
        ]

    def citations(self) -> list[Citation]:
        """The message itself."""
        where = f"{self.folder}, from {self.sender}"
        return [Citation(self.id, self.subject, where, self.sent)]


class FollowUpLine(BaseModel):
    """One open question, request or promise; `id` is the message that holds the sentence."""

    model_config = ConfigDict(frozen=True)

    id: str
    direction: Literal["mine", "theirs"]
    kind: Literal["question", "request", "promise"]
    person: str
    subject: str
    sentence: str
    said: datetime
    due: date | None
    days_waiting: int
    is_overdue: bool

    def item(self) -> Item:
        """The follow-up as an entry of a list."""
        said = "promised" if self.kind == "promise" else "asked"
        note = f"{said} on {spoken_day(self.said.date())}, {_days_ago(self.days_waiting)}"
        if self.due:
            note += f" · {'was due' if self.is_overdue else 'due'} {spoken_day(self.due)}"
        return Item(f"{self.person}: {self.subject}", f"“{self.sentence}”", note, cites=self.id)

    def citation(self) -> Citation:
        """The message that holds the sentence."""
        by_user = (self.direction == "mine") == (self.kind == "promise")
        where = f"{'to' if by_user else 'from'} {self.person}"
        return Citation(self.id, self.subject, where, self.said)


class FollowUpsResult(Result):
    """What the user owes (`mine`) and what is owed to the user (`theirs`), most urgent first."""

    mine: list[FollowUpLine]
    theirs: list[FollowUpLine]
    since: date
    notes: list[str]

    def rendering(self) -> list[Block]:
        """Two lists, or the good news that there is nothing."""
        groups = {"You owe": self.mine, "Owed to you": self.theirs}
        blocks: list[Block] = [
            Items([line.item() for line in lines], heading)
            for heading, lines in groups.items()
            if lines
        ]
        nothing = Text(f"Nothing is open since {spoken_day(self.since)}.")
        return [*(blocks or [nothing]), *_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The messages that hold the sentences."""
        return [line.citation() for line in (*self.mine, *self.theirs)]


class IndexReport(Result):
    """What an index run found and did.

    What it did is None under a grant for a part of the mail, because it did it for all mail.
    """

    messages: int
    added: int | None
    updated: int | None
    removed: int | None
    problems: int
    seconds: float
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The counts in a sentence."""
        done = {"added": self.added, "updated": self.updated, "removed": self.removed}
        counts = ", ".join(f"{n:,} {what}" for what, n in done.items() if n is not None)
        counted = f" ({counts})" if counts else ""
        text = f"{self.messages:,} messages{counted} in {self.seconds:.1f} s."
        unread = [f"{self.problems:,} could not be read in full."] * bool(self.problems)
        return [Text(text), *_notes([*unread, *self.notes])]


class SourceLine(BaseModel):
    """A source and how many messages lie in it."""

    model_config = ConfigDict(frozen=True)

    kind: str
    path: str
    messages: int


class SourceReport(Result):
    """The sources, and the addresses that look like the user's own."""

    sources: list[SourceLine]
    addresses: list[str]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A table of the sources, then the addresses."""
        rows = [[line.path, line.kind, f"{line.messages:,}"] for line in self.sources]
        mine = [f"Your own addresses seem to be {', '.join(self.addresses)}."]
        return [
            Table(["source", "kind", "messages"], rows),
            *_notes([*mine * bool(self.addresses), *self.notes]),
        ]


def spoken(moment: datetime) -> str:
    """A moment for people, in the zone that it has."""
    return f"{spoken_day(moment.date())}, {moment:%H:%M}"


def spoken_day(day: date) -> str:
    """A day for people."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def _days_ago(days: int) -> str:
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def _notes(notes: list[str]) -> list[Block]:
    return [Text(note, "note") for note in notes]
