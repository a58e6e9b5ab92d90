"""What is due now."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from llmos import Block, Item, Items, Result, Text
from llmos_calendar.alarms import Alarm
from llmos_calendar.results.wording import spoken


class DueLine(BaseModel):
    """A sign to the user: what it is about, when that is, and since when the sign is due."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    text: str
    at: datetime

    @classmethod
    def of(cls, alarm: Alarm) -> DueLine:
        """The alarm in words."""
        one = alarm.about
        when = spoken(one.start, one.end, all_day=one.all_day)
        return cls(
            id=one.id,
            title=one.title or "(no title)",
            text=" · ".join(filter(None, [when, one.place])),
            at=alarm.at,
        )


class DueResult(Result):
    """Everything that is due and was not given before."""

    due: list[DueLine]

    def rendering(self) -> list[Block]:
        """A list."""
        if not self.due:
            return [Text("Nothing is due.")]
        return [Items([Item(one.title, one.text, cites=one.id) for one in self.due])]
