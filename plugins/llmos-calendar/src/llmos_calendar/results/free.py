"""Free time and conflicts."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Item, Items, Result, Text
from llmos_calendar.results.events import EventLine
from llmos_calendar.results.wording import as_notes, spoken, spoken_length


class Slot(BaseModel):
    """A free stretch."""

    model_config = ConfigDict(frozen=True)

    start: datetime
    end: datetime
    minutes: int

    @property
    def words(self) -> str:
        """From when to when, for people."""
        return spoken(self.start, self.end, all_day=False)


class FreeResult(Result):
    """When there is time. `is_free` says whether nothing at all is in the way.

    `in_the_way` holds what is, where the time asked about is short.
    """

    is_free: bool
    slots: list[Slot]
    total: int
    in_the_way: list[EventLine]
    since: datetime
    until: datetime
    notes: list[str]

    def rendering(self) -> list[Block]:
        """Yes, or no and what is in the way; then the free stretches."""
        blocks: list[Block] = [Text(self._answer())]
        if self.in_the_way:
            blocks.append(Items([line.item() for line in self.in_the_way], "In the way"))
        if self.slots and not (self.is_free and self.total == 1):
            more = f", the first {len(self.slots)}" * (len(self.slots) < self.total)
            items = [Item(slot.words, "", spoken_length(slot.minutes)) for slot in self.slots]
            blocks.append(Items(items, f"Free{more}"))
        return [*blocks, *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """What is in the way."""
        return [line.citation() for line in self.in_the_way]

    def _answer(self) -> str:
        if self.is_free and self.total == 1:
            return f"You are free {self.slots[0].words}."
        if self.is_free:
            return "Nothing is in the way."
        return "You are not free all of that time." if self.slots else "There is no time for it."


class Pair(BaseModel):
    """Two events at the same time, and from when to when they are."""

    model_config = ConfigDict(frozen=True)

    first: EventLine
    second: EventLine
    start: datetime
    end: datetime

    def item(self) -> Item:
        """The pair as an entry of a list."""
        shared = spoken(self.start, self.end, all_day=False)
        return Item(
            f"{self.first.title} / {self.second.title}",
            f"{self.first.title}: {self.first.when}; {self.second.title}: {self.second.when}",
            f"both {shared}",
            cites=self.first.id,
        )


class ConflictsResult(Result):
    """Events that cannot both be attended, in the order in which they collide."""

    pairs: list[Pair]
    total: int
    since: datetime
    until: datetime
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The pairs, or that there are none."""
        if not self.pairs:
            within = spoken(self.since, self.until, all_day=False)
            return [Text(f"No two events collide, {within}."), *as_notes(self.notes)]
        shown = f", here {len(self.pairs)}" * (len(self.pairs) < self.total)
        heading = f"{self.total} collision{'s' * (self.total != 1)}{shown}"
        return [Items([pair.item() for pair in self.pairs], heading), *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """Both events of each pair."""
        every = [one.citation() for pair in self.pairs for one in (pair.first, pair.second)]
        return list({one.id: one for one in every}.values())
