"""Which tools the model is shown: all while they are few, else those nearest to the request.

Nearness is the likeness of meanings where the embedding model is installed, and of words where
it is not. A tool is as near as its description or the nearest of its example requests.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from llmos.calls import ToolSpec
from llmos.router.words import stems

if TYPE_CHECKING:
    from llmos.engines import Embedder

MOST = 8
"""How many tools a small model still tells apart; the right one is among that many for 96 %."""


class Shortlist:
    """Ranks tools by how near they are to a request."""

    def __init__(self, embedder: Embedder | None) -> None:
        self._embedder = embedder

    def nearest(self, text: str, tools: Sequence[ToolSpec]) -> list[ToolSpec]:
        """At most `MOST` tools, the nearest ones, in the order in which they came."""
        if len(tools) <= MOST:
            return list(tools)
        phrases = [_phrases(tool) for tool in tools]
        scores = self._by_meaning(text, phrases) if self._embedder else _by_words(text, phrases)
        ranked = sorted(range(len(tools)), key=lambda place: -scores[place])
        return [tools[place] for place in sorted(ranked[:MOST])]

    def _by_meaning(self, text: str, phrases: Sequence[list[str]]) -> list[float]:
        assert self._embedder is not None
        flat = [phrase for group in phrases for phrase in group]
        rows = self._embedder.embed([text, *flat])
        likeness = iter((rows[1:] @ rows[0]).tolist())
        return [max(next(likeness) for _ in group) for group in phrases]


def _phrases(tool: ToolSpec) -> list[str]:
    """What stands for a tool: its name and description, and each of its example requests."""
    name = tool.name.replace(".", " ").replace("_", " ")
    return [f"{name}. {tool.description}", *tool.examples]


def _by_words(text: str, phrases: Sequence[list[str]]) -> list[float]:
    wanted = stems(text)
    return [max(_shared(wanted, stems(phrase)) for phrase in group) for group in phrases]


def _shared(one: set[str], other: set[str]) -> float:
    return len(one & other) / (len(one) * len(other)) ** 0.5 if one and other else 0.0
