"""Answers in words only: no figure, no day, no count."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from llmos import Block, Result, Table, Text


class Word(BaseModel):
    """A metric and how it was."""

    model_config = ConfigDict(frozen=True)

    metric: str
    word: str


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
