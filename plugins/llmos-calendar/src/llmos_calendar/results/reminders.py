"""Reminders in lists."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Item, Items, Result, Text
from llmos_calendar.index.happening import Happening
from llmos_calendar.results.wording import as_notes, spoken


class ReminderLine(BaseModel):
    """A reminder; `due` is None where nothing says when."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    due: datetime | None
    all_day: bool
    is_done: bool
    is_overdue: bool
    calendar: str
    notes: str

    @classmethod
    def of(cls, one: Happening, now: datetime) -> ReminderLine:
        """The reminder as the index knows it."""
        timed = one.start.year > 1970
        done = bool(one.completed) or one.status in ("completed", "cancelled")
        over = one.end if one.all_day else one.start
        return cls(
            id=one.id,
            title=one.title or "(no title)",
            due=one.start if timed else None,
            all_day=one.all_day,
            is_done=done,
            is_overdue=timed and not done and over <= now,
            calendar=one.calendar,
            notes=one.text[:200],
        )

    def item(self) -> Item:
        """The reminder as an entry of a list."""
        when = spoken(self.due, self.due, all_day=self.all_day) if self.due else "no time"
        state = "done" if self.is_done else "overdue" if self.is_overdue else ""
        note = " · ".join(filter(None, [when, state, self.calendar]))
        return Item(self.title, self.notes, note, cites=self.id)


class RemindersResult(Result):
    """Reminders, the one that is due first at the top."""

    reminders: list[ReminderLine]
    total: int
    notes: list[str]

    def rendering(self) -> list[Block]:
        """A list, or that there is nothing."""
        if not self.reminders:
            return [Text("There is nothing to be reminded of."), *as_notes(self.notes)]
        heading = f"{self.total} reminder{'s' * (self.total != 1)}"
        return [Items([one.item() for one in self.reminders], heading), *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The reminders."""
        return [Citation(one.id, one.title, one.calendar, one.due) for one in self.reminders]
