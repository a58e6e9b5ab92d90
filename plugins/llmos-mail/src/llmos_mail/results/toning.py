"""How a text sounds, and how it sounds in other words."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Difference, Result, Table, Text
from llmos_mail.results.wording import as_notes
from llmos_mail.tone.deciding import Voice
from llmos_mail.tone.reading import Tone

_MOST_WORDS = 8


class HeardLine(BaseModel):
    """One tone: `strength` from 0 to 1, and the words that carry it, as they are written."""

    model_config = ConfigDict(frozen=True)

    tone: Tone
    strength: float
    words: list[str]

    def row(self) -> list[str]:
        """The tone as a line of a table."""
        bar = "█" * round(10 * self.strength)
        return [self.tone, f"{bar} {self.strength:.0%}", ", ".join(self.words[:_MOST_WORDS])]


class Source(BaseModel):
    """The mail that a text is from, if it is from one."""

    model_config = ConfigDict(frozen=True)

    id: str
    subject: str
    sender: str
    sent: datetime

    def citation(self) -> Citation:
        """The mail."""
        return Citation(self.id, self.subject, f"from {self.sender}", self.sent)


class ToneResult(Result):
    """How a text sounds: the tone that stands out, and all that can be heard, strongest first."""

    tone: Tone
    heard: list[HeardLine]
    source: Source | None
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The tone, then the strengths and words."""
        about = f"“{self.source.subject}” sounds" if self.source else "This sounds"
        table = Table(["tone", "strength", "carried by"], [one.row() for one in self.heard])
        return [Text(f"{about} {self.tone}."), table, *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The mail, if it is one."""
        return [self.source.citation()] if self.source else []


class RewordResult(Result):
    """A text in another tone. `before` and `after` are the tones as they are heard."""

    text: str
    former: str
    wanted: Tone
    before: Tone
    after: Tone
    source: Source | None
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The difference, line by line."""
        title = f"From {self.before} to {self.wanted}"
        return [Difference(title, self.former, self.text), *as_notes(self.notes)]

    def citations(self) -> list[Citation]:
        """The mail, if it is one."""
        return [self.source.citation()] if self.source else []


def heard_lines(voice: Voice) -> list[HeardLine]:
    """What can be heard, as the result gives it."""
    return [
        HeardLine(tone=one.tone, strength=one.strength, words=list(one.words))
        for one in voice.heard
    ]
