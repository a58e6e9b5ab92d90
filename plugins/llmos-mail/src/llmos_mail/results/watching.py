"""Conditions on new mail, and what met them."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Item, Items, Result, Text
from llmos_mail.results.messages import Line
from llmos_mail.results.wording import as_notes, spoken


class WatchLine(BaseModel):
    """One condition: what is waited for, since when, and its parts."""

    model_config = ConfigDict(frozen=True)

    number: int
    what: str
    since: datetime
    sender: str
    words: str
    kind: str | None

    def item(self) -> Item:
        """The condition as an entry of a list."""
        return Item(f"{self.number}: {self.what}", note=f"since {spoken(self.since)}")


class WatchSet(Result):
    """A condition that is kept from now on; `is_new` is False where it was kept before."""

    watch: WatchLine
    is_new: bool
    notes: list[str]

    def rendering(self) -> list[Block]:
        """What is waited for."""
        heading = "Watching for" if self.is_new else "Already watched"
        return [Items([self.watch.item()], heading), *as_notes(self.notes)]


class WatchRemoved(Result):
    """A condition that is no longer kept."""

    watch: WatchLine

    def rendering(self) -> list[Block]:
        """What is no longer waited for."""
        return [Items([self.watch.item()], "No longer watched")]


class WatchList(Result):
    """All conditions."""

    watches: list[WatchLine]

    def rendering(self) -> list[Block]:
        """The conditions, oldest first."""
        if not self.watches:
            return [Text("Nothing is watched for.")]
        return [Items([one.item() for one in self.watches], "Watching for")]


class Match(BaseModel):
    """Messages that met one condition."""

    model_config = ConfigDict(frozen=True)

    watch: WatchLine
    messages: list[Line]


class MatchResult(Result):
    """What met the conditions since a moment; the next look may begin `until`."""

    matches: list[Match]
    since: datetime
    until: datetime
    notes: list[str]

    def rendering(self) -> list[Block]:
        """For each condition the messages."""
        blocks: list[Block] = [
            Items([line.item() for line in match.messages], f"New {match.watch.what}")
            for match in self.matches
        ]
        nothing = Text(f"Nothing that you watch for has come since {spoken(self.since)}.")
        return [*(blocks or [nothing]), *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The messages, each once."""
        lines = {line.id: line for match in self.matches for line in match.messages}
        return [line.citation() for line in lines.values()]
