"""Answers in words only: no figure, no day, no count."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from llmos import Block, Item, Items, Result, Table, Text


class Word(BaseModel):
    """A metric and how it was."""

    model_config = ConfigDict(frozen=True)

    metric: str
    word: str


class EventWord(BaseModel):
    """An event as the calendar names it, its day of the week, and how the pulse was.

    during, after    words; after is that of the hour that follows
    """

    model_config = ConfigDict(frozen=True)

    title: str
    weekday: str
    people: list[str]
    during: str
    after: str

    def item(self) -> Item:
        """The event as an entry of a list."""
        detail = f"your pulse was {self.during}"
        if self.after:
            detail += f", in the hour after {self.after}"
        return Item(self.title, detail, self.weekday)


class EventsInWords(Result):
    """Events and the pulse during them, those with a raised one first; no figure, no date."""

    events: list[EventWord]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A list of events."""
        shown: Block = (
            Items([one.item() for one in self.events], "Your pulse during events")
            if self.events
            else Text("No event of that time has enough measurements.")
        )
        return [shown, *(Text(note, "note") for note in self.notes)]


class SuggestionInWords(BaseModel):
    """Something that could be done, and the event that it stands on."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["break", "calm_wording"]
    text: str
    evidence: EventWord


class SuggestionsInWords(Result):
    """Suggestions after demanding events, the latest first; no figure, no date."""

    suggestions: list[SuggestionInWords]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A list of suggestions, each with its evidence."""
        items = [Item(one.text, one.evidence.item().detail) for one in self.suggestions]
        shown: Block = (
            Items(items, "Suggestions")
            if items
            else Text("No event raised your pulse much above what is usual.")
        )
        return [shown, *(Text(note, "note") for note in self.notes)]


class InWords(Result):
    """How something was, compared with the weeks before it."""

    about: str
    words: list[Word]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A table of words."""
        rows = [[one.metric, one.word] for one in self.words]
        shown: Block = (
            Table(["metric", "compared with the weeks before"], rows, self.about)
            if rows
            else Text(f"{self.about}: nothing was measured.")
        )
        return [shown, *(Text(note, "note") for note in self.notes)]
