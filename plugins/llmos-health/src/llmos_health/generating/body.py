"""`Body`: whose export is written, and what happens to her: the few numbers all records follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

PHONE = "{name}\N{RIGHT SINGLE QUOTATION MARK}s iPhone"
WATCH = "{name}\N{RIGHT SINGLE QUOTATION MARK}s Apple\N{NO-BREAK SPACE}Watch"


@dataclass(frozen=True)
class Strain:
    """A time, in seconds since 1970, in which the pulse is raised by so many beats a minute."""

    start: int
    end: int
    rise: float


@dataclass(frozen=True)
class Body:
    """One person and how her export is made.

    `density` scales how many records a day has (1.0 gives about 1,200). A watch that is left at
    home on every `gap`-th day leaves a gap in everything that only the watch measures.
    """

    name: str = "Mira"
    seed: int = 7
    zone: str = "Europe/Berlin"
    first: date = date(2025, 1, 1)
    days: int = 365
    density: float = 1.0
    resting: float = 58.0
    weight: float = 64.0
    steps: int = 8500
    gap: int = 23
    has_me: bool = True
    reproductive: bool = True
    strains: tuple[Strain, ...] = field(default=())

    @property
    def phone(self) -> str:
        """What the phone calls itself."""
        return PHONE.format(name=self.name)

    @property
    def watch(self) -> str:
        """What the watch calls itself."""
        return WATCH.format(name=self.name)
