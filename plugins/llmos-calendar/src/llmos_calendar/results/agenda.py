"""A day or a week as a picture."""

from __future__ import annotations

import base64
from datetime import date
from typing import Literal

from llmos import Block, Citation, Picture, Result
from llmos_calendar.results.events import EventLine
from llmos_calendar.results.wording import as_notes


class AgendaResult(Result):
    """The picture and what is on it; `picture` is the file in base 64."""

    first: date
    days: int
    events: list[EventLine]
    drawing: str
    format: Literal["svg", "png"]
    picture: str
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The picture; a terminal shows its drawing."""
        title = self.drawing.partition("\n")[0]
        data = base64.b64decode(self.picture)
        return [Picture(self.format, data, title, self.drawing), *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The events on it."""
        return [line.citation() for line in self.events]
