"""`Wanted`: what is asked of the index, and the part of the calendars that may be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from llmos_calendar.recurring.spans import Clock, seconds


@dataclass(frozen=True)
class Window:
    """From one moment up to another, both in the user's zone, which says what days are."""

    since: datetime
    until: datetime

    def bounds(self, clock: Clock) -> tuple[int, int]:
        """The window as seconds of a clock."""
        if clock == Clock.MOMENT:
            return int(self.since.timestamp()), int(self.until.timestamp())
        return seconds(self.since.replace(tzinfo=None)), seconds(self.until.replace(tzinfo=None))


@dataclass(frozen=True)
class Visible:
    """What a grant lets be seen; an empty field hides nothing. Both days are included."""

    calendars: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is hidden."""
        return not (self.calendars or self.since or self.until)


@dataclass(frozen=True)
class Wanted:
    """What is looked for; an empty field does not matter. Texts are words, in any order."""

    window: Window
    text: str = ""
    person: str = ""
    place: str = ""
    calendars: Sequence[str] = ()
    kind: Literal["event", "todo"] = "event"
