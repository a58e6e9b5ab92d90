"""What is still open between the user and others."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Item, Items, Result, Text
from llmos_mail.results.wording import as_notes, days_ago, spoken_day


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
        note = f"{said} on {spoken_day(self.said.date())}, {days_ago(self.days_waiting)}"
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
        return [*(blocks or [nothing]), *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The messages that hold the sentences."""
        return [line.citation() for line in (*self.mine, *self.theirs)]
