"""What llmos reads of an installed distribution."""

from __future__ import annotations

from typing import Protocol


class Distribution(Protocol):
    """What is read of an installed distribution: metadata and paths, never its code."""

    def read_text(self, filename: str) -> str | None:
        """A file of its metadata folder."""
        ...

    def locate_file(self, path: str) -> object:
        """Where a file of it would lie."""
        ...
