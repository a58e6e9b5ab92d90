"""Which tool a request means, or none.

Where the model has read what people say for each tool, the likeness of the request to that decides;
of tools for which little is said the model also scores the names, after having read what they do.
Where it has not read that much yet, likeness of meanings and scores decide; of many tools, it
scores the likeliest by their names alone. Likeness and score are added. What belongs elsewhere is
an answer among the others, so "none of these" is chosen and not a threshold that was missed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from llmos.calls import Request, ToolSpec
from llmos.engines import Inspectable
from llmos.router.likeness import Likeness
from llmos.router.phrases import ABSENT, of_tool
from llmos.router.prompt import NOTHING, naming
from llmos.router.shortlist import MOST

_NONE = 0.03  # the bias of "none" in likeness

_WEIGHT = 25.0  # of likeness, in natural logarithms of likelihood
_SURE = 0.25
"""A lead in likeness from which the model is not asked to score names."""

_KNOWN = 24
"""Phrases that make a tool known well enough; the model's scores then add nothing."""

ALL_DESCRIBED = 64
"""As many tools stand in a prompt that the engine keeps; of more it knows the names alone."""

_CLOSE = 0.02
"""A lead in likeness below which two answers are as good as each other. Where names are scored too,
the lead in the sum counts."""

_CLOSE_IN_SUM = 0.2


class Choice(msgspec.Struct, frozen=True):
    """The tool that a request means; None when it belongs elsewhere.

    `rival` names another tool that is as likely, for a question back; `absent` a well-known plugin
    that is not installed and could serve the request; `left_out` the tools that the model was not
    asked about because there are too many.
    """

    tool: ToolSpec | None
    rival: str = ""
    absent: str = ""
    left_out: tuple[str, ...] = ()


class Chooser:
    """Chooses among a fixed set of tools.

    `read` says whether the model has read their phrases, and not only compared meanings; up to
    `most_described` tools it is told what they do when it scores their names.
    """

    def __init__(
        self,
        engine: Inspectable,
        likeness: Likeness,
        tools: Sequence[ToolSpec],
        *,
        read: bool,
        most_described: int = ALL_DESCRIBED,
    ) -> None:
        self._engine = engine
        self._likeness = likeness
        self._tools = {tool.name: tool for tool in tools}
        self._read = read
        self._described = tools if len(tools) <= most_described else ()
        self._little_known = {tool.name for tool in tools if len(of_tool(tool)) < _KNOWN}

    def choose(self, request: Request, among: Collection[str] = ()) -> Choice:
        """The tool for a request, one of those named `among` if any are."""
        alike = self._likeness.of(request.text)
        elsewhere = max((name for name in alike if name not in self._tools), key=alike.__getitem__)
        scores = {name: alike[name] for name in self._tools} | {NOTHING: alike[elsewhere] + _NONE}
        if not self._read and not self._described:
            scores = _likeliest(scores, among)
        left_out = tuple(name for name in self._tools if name not in scores)
        close = _CLOSE
        if _lead(scores) < _SURE and self._is_open(scores):
            scores, close = self._both(request, scores), _CLOSE_IN_SUM
        if among:
            scores = {name: score for name, score in scores.items() if name in among}
        if not scores:
            return Choice(None, left_out=left_out)
        first, second = _best(scores)
        if first == NOTHING:
            absent = elsewhere.removeprefix(ABSENT) if elsewhere.startswith(ABSENT) else ""
            return Choice(None, absent=absent, left_out=left_out)
        rival = second if second != NOTHING and _lead(scores) < close else ""
        return Choice(self._tools[first], rival, left_out=left_out)

    def prepare(self, request: Request) -> None:
        """Learn and read what the first request would have to wait for."""
        self._likeness.of(request.text)
        if self._little_known or not self._read:
            self._both(request, dict.fromkeys([*self._tools][:1], 0.0) | {NOTHING: 0.0})

    def _is_open(self, scores: dict[str, float]) -> bool:
        """Whether likeness alone should not decide this: a tool could be meant of which it knows
        little.
        """
        best = _best(scores)
        return (
            not self._read
            or bool(self._little_known & {*best})
            or (best[0] == NOTHING and bool(self._little_known))
        )

    def _both(self, request: Request, alike: dict[str, float]) -> dict[str, float]:
        """Likeness and likelihood in one scale."""
        messages, opening = naming(self._described, request)
        likely = self._engine.score(messages, opening, [f'{name}"' for name in alike])
        return {
            name: _WEIGHT * alike[name] + score for name, score in zip(alike, likely, strict=True)
        }


def _likeliest(scores: dict[str, float], among: Collection[str]) -> dict[str, float]:
    """Of the tools (those named `among` if any are) the likeliest, in the order in which they came,
    and none.
    """
    names = [name for name in scores if name != NOTHING and (not among or name in among)]
    best = {NOTHING, *sorted(names, key=lambda name: -scores[name])[:MOST]}
    return {name: score for name, score in scores.items() if name in best}


def _best(scores: dict[str, float]) -> tuple[str, str]:
    first, *others = sorted(scores, key=lambda name: -scores[name])
    return first, others[0] if others else NOTHING


def _lead(scores: dict[str, float]) -> float:
    first, second = _best(scores)
    return scores[first] - scores[second]
