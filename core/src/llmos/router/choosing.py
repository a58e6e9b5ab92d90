"""Which tool a request means, or none: two judges whose scores are added.

The likeness to the phrases of each answer knows what people say; the model, which scores the names
of the tools after having read what they do, knows what words mean. What belongs elsewhere is an
answer among the others, so "none of these" is chosen and not a threshold that was missed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from llmos.calls import Request, ToolSpec
from llmos.engines import Scorer
from llmos.router.likeness import Likeness
from llmos.router.phrases import ABSENT
from llmos.router.prompt import NOTHING, naming
from llmos.router.shortlist import MOST

_WEIGHT = 25.0  # of likeness, in natural logarithms of likelihood
_NOTHING = 0.5  # the bias of "none"
_SURE = 0.25
"""A lead in likeness from which the model is not asked to choose."""

_CLOSE = 0.2
"""A lead in the sum below which two answers are as good as each other."""


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

    `described` says whether the model has read what they do; else it knows the likeliest of them by
    their names alone.
    """

    def __init__(
        self,
        engine: Scorer,
        likeness: Likeness,
        tools: Sequence[ToolSpec],
        *,
        described: bool = True,
    ) -> None:
        self._engine = engine
        self._likeness = likeness
        self._tools = {tool.name: tool for tool in tools}
        self._described = list(tools) if described else []

    def choose(self, request: Request, among: Collection[str] = ()) -> Choice:
        """The tool for a request, one of those named `among` if any are."""
        alike = self._likeness.of(request.text)
        elsewhere = max((name for name in alike if name not in self._tools), key=alike.__getitem__)
        scores = {name: alike[name] for name in self._tools} | {NOTHING: alike[elsewhere]}
        if not self._described:
            scores = _likeliest(scores, among)
        left_out = tuple(name for name in self._tools if name not in scores)
        if _lead(scores) < _SURE:
            scores = self._both(request, scores)
        if among:
            scores = {name: score for name, score in scores.items() if name in among}
        if not scores:
            return Choice(None, left_out=left_out)
        first, second = _best(scores)
        if first == NOTHING:
            absent = elsewhere.removeprefix(ABSENT) if elsewhere.startswith(ABSENT) else ""
            return Choice(None, absent=absent, left_out=left_out)
        close = second != NOTHING and scores[first] - scores[second] < _CLOSE
        return Choice(self._tools[first], second if close else "", left_out=left_out)

    def _both(self, request: Request, alike: dict[str, float]) -> dict[str, float]:
        """Likeness and likelihood in one scale."""
        messages, opening = naming(self._described, request)
        likely = self._engine.score(messages, opening, [f'{name}"' for name in alike])
        scores = {
            name: _WEIGHT * alike[name] + score for name, score in zip(alike, likely, strict=True)
        }
        scores[NOTHING] += _NOTHING
        return scores


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
