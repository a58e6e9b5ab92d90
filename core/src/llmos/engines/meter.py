"""Counts what a model in this process computes: every token it evaluates, and those it writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from llmos.engines.base import Tokens


class Meter:
    """A count that only grows."""

    def __init__(self) -> None:
        self._computed = 0
        self._written = 0

    @property
    def tokens(self) -> Tokens:
        """What was read and what was written so far; what is written is computed as well."""
        return Tokens(max(0, self._computed - self._written), self._written)

    def wrote(self, tokens: Sequence[int]) -> None:
        """An answer holds these tokens."""
        self._written += len(tokens)

    def counting(
        self, evaluate: Callable[[Sequence[int]], None]
    ) -> Callable[[Sequence[int]], None]:
        """The same evaluation, counted."""

        def counted(tokens: Sequence[int]) -> None:
            self._computed += len(tokens)
            evaluate(tokens)

        return counted
