"""Tools that take requests from each other: phrases of one that another would be chosen for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from llmos.calls import ToolSpec
from llmos.engines import open_embedder
from llmos.router.likeness import Likeness
from llmos.router.phrases import by_answer
from llmos.router.vectors import Vectors

_LEAD = 0.25
"""How much more like another tool a phrase must be to count as stolen. Each is judged as if it were
not known itself, so that a small lead is only another way to say it."""

_MANY = 0.5
"""The share of one tool's phrases, taken by one other, from which both look like the same."""


class Stolen(msgspec.Struct, frozen=True):
    """An example request of one tool that is more like another tool's."""

    phrase: str
    tool: str
    by: str


class Overlaps(msgspec.Struct, frozen=True):
    """Stolen phrases, and pairs of tools that take many from each other."""

    stolen: list[Stolen]
    duplicates: list[tuple[str, str]]


def overlaps(tools: Sequence[ToolSpec]) -> Overlaps:
    """What these tools take from each other, by likeness alone; no model is asked."""
    embedder = open_embedder()
    likeness = Likeness(by_answer(tools), Vectors(embedder.embed) if embedder else None)
    names = {tool.name: set(tool.examples) for tool in tools}
    stolen = [
        Stolen(phrase, name, thief)
        for name, phrases in likeness.without_itself().items()
        for phrase, alike in phrases
        if phrase in names.get(name, ())
        and (thief := max(names, key=alike.__getitem__)) != name
        and alike[thief] - alike[name] >= _LEAD
    ]
    taken = Counter((one.tool, one.by) for one in stolen)
    alike = [pair for pair, count in taken.items() if count >= _MANY * len(names[pair[0]])]
    return Overlaps(stolen, sorted({(min(pair), max(pair)) for pair in alike}))
