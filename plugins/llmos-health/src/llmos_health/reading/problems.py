"""`Problems`: what could not be read, in sentences, without the data themselves."""

from __future__ import annotations

from collections import Counter

from llmos_health.reading.limits import PROBLEMS


class UnreadableExport(Exception):
    """A whole file cannot be read as an export; the message is a sentence."""


class DamagedArchive(UnreadableExport):
    """An archive is damaged somewhere inside a file, of which the part before could be read."""


class Problems:
    """Collects problems; the same one is counted, not repeated."""

    def __init__(self) -> None:
        self._found: Counter[str] = Counter()
        self._more = 0

    def add(self, what: str, times: int = 1) -> None:
        """Note a problem."""
        if what in self._found or len(self._found) < PROBLEMS:
            self._found[what] += times
        else:
            self._more += times

    def sentences(self) -> list[str]:
        """All of them, the most frequent first."""
        told = [
            what if times == 1 else f"{what} ({times:,} times)"
            for what, times in self._found.most_common()
        ]
        return told + [f"{self._more:,} more problems."] * bool(self._more)
