"""A model of one character a token that likes some texts: for tests of walks over its choices."""

from __future__ import annotations

from collections.abc import Sequence


def tokens(text: str) -> list[int]:
    """One token for each character."""
    return [ord(letter) for letter in text]


class Liking:
    """Prefers whatever leads on to one of the texts that it likes, and counts what it reads."""

    def __init__(self, *liked: str) -> None:
        self._liked = liked
        self._said = ""
        self.reads: list[str] = []

    @property
    def place(self) -> int:
        """How many tokens have been read."""
        return len(self._said)

    @place.setter
    def place(self, place: int) -> None:
        self._said = self._said[:place]

    def read(self, tokens: Sequence[int]) -> None:
        """Read on."""
        text = "".join(map(chr, tokens))
        self.reads.append(text)
        self._said += text

    def next(self, tokens: Sequence[int]) -> list[float]:
        """Two for a letter that leads to what is liked, none for others."""
        return [2.0 if self._leads(self._said + chr(token)) else 0.0 for token in tokens]

    def _leads(self, text: str) -> bool:
        return any(liked.startswith(text) for liked in self._liked)
