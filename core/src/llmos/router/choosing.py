"""Which tool a request means, or none.

Where the model has read what people say for each tool, the likeness of the request to that decides.
Of more tools than it could read, likeness of meanings finds some, and the model, which knows what
words mean, scores their names; the two are added. What belongs elsewhere is an answer among the
others, so "none of these" is chosen and not a threshold that was missed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from llmos.calls import Request, ToolSpec
from llmos.engines import Inspectable
from llmos.router.likeness import Likeness
from llmos.router.phrases import ABSENT
from llmos.router.prompt import NOTHING, naming
from llmos.router.shortlist import MOST

_NONE = 0.03  # the bias of "none" in likeness

_WEIGHT = 25.0  # of likeness, in natural logarithms of likelihood
_SURE = 0.25
"""A lead in likeness from which the model is not asked to score names."""

_CLOSE = 0.02
"""A lead in likeness below which two answers are as good as each other: of 17 such labelled
requests 10 did not mean the first. Where names are scored too, the lead in the sum counts."""

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
    """Chooses among a fixed set of tools; with an engine it scores the names of the likeliest."""

    def __init__(
        self, likeness: Likeness, tools: Sequence[ToolSpec], engine: Inspectable | None = None
    ) -> None:
        self._likeness = likeness
        self._tools = {tool.name: tool for tool in tools}
        self._engine = engine

    def choose(self, request: Request, among: Collection[str] = ()) -> Choice:
        """The tool for a request, one of those named `among` if any are."""
        alike = self._likeness.of(request.text)
        elsewhere = max((name for name in alike if name not in self._tools), key=alike.__getitem__)
        scores = {name: alike[name] for name in self._tools} | {NOTHING: alike[elsewhere] + _NONE}
        close, left_out = _CLOSE, tuple[str, ...]()
        if self._engine is not None:
            scores = _likeliest(scores, among)
            left_out = tuple(name for name in self._tools if name not in scores)
            if _lead(scores) < _SURE:
                scores, close = _both(self._engine, request, scores), _CLOSE_IN_SUM
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


def _both(engine: Inspectable, request: Request, alike: dict[str, float]) -> dict[str, float]:
    """Likeness and likelihood in one scale."""
    messages, opening = naming((), request)
    likely = engine.score(messages, opening, [f'{name}"' for name in alike])
    return {name: _WEIGHT * alike[name] + score for name, score in zip(alike, likely, strict=True)}


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
