"""Tools that come without example requests, such as those of other programs.

Nobody has said how people speak of them, so there are no phrases to learn from. Which one a request
means is told by how near it is to what they say of themselves, and of some that are as near by the
model, which reads what these do; far from all, nothing serves it. And since nothing is known of
what their fields take, the model writes the arguments, under the grammar of the tool's own schema;
what may be left out and the request does not bear out is taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llmos.calls import Call, Request, ToolSpec
from llmos.engines import Engine, Inspectable, create
from llmos.router.choosing import Choice
from llmos.router.filling import Filled
from llmos.router.grounding import grounded, invented, said_alone
from llmos.router.matching import apart
from llmos.router.offer import offered, said
from llmos.router.prompt import naming, writing
from llmos.router.schema import Check, filled
from llmos.router.shortlist import MOST, Shortlist
from llmos.router.words import stems

_NEAR = 0.55
"""How near in meaning a request must be to what a tool says of itself. Of BFCL's questions that a
function serves 2 or 3 of 100 are farther away, of those that none serves 64."""

_CLOSE = 0.02
"""A lead in nearness below which two tools are as good as each other."""

_LIKELIER = 0.2
"""A lead in the model's score, in natural logarithms, below which the user is asked."""


def are_strangers(tools: Sequence[ToolSpec]) -> bool:
    """Whether none of these tools says how it is asked for."""
    return not any(tool.examples for tool in tools)


def choose(
    engine: Inspectable, request: Request, tools: Sequence[ToolSpec], shortlist: Shortlist
) -> Choice:
    """The tool that a request is near to, or none."""
    scores = shortlist.scores(request.text)
    ranked = sorted(range(len(tools)), key=lambda place: -scores[place].whole)[:MOST]
    first = scores[ranked[0]]
    if first.meaning < _NEAR:
        return Choice(None)
    near = [tools[place] for place in ranked if first.whole - scores[place].whole < _CLOSE]
    near = _called(request, near)
    return Choice(near[0]) if len(near) == 1 else _likeliest(engine, request, near)


def _called(request: Request, tools: list[ToolSpec]) -> list[ToolSpec]:
    """The one that the request calls by a word that is in no other one's name; else all."""
    names = [stems(apart(tool.name)) for tool in tools]
    asked = stems(request.text)
    called = [
        tool
        for place, tool in enumerate(tools)
        if asked & names[place].difference(*(names[:place] + names[place + 1 :]))
    ]
    return called if len(called) == 1 else tools


def _likeliest(engine: Inspectable, request: Request, near: Sequence[ToolSpec]) -> Choice:
    messages, opening = naming(near, request)
    likely = engine.score(messages, opening, [f'{tool.name}"' for tool in near])
    first, second, *_ = sorted(range(len(near)), key=lambda place: -likely[place])
    close = likely[first] - likely[second] < _LIKELIER
    return Choice(near[first], near[second].name if close else "")


def write(
    engine: Engine, tool: ToolSpec, request: Request, check: Check, *, attempts: int
) -> Filled:
    """The call of this tool, its arguments written by the model.

    Where the request says none of what is required, it is asked for.
    """
    form = offered(tool.parameters)

    def whole(arguments: dict[str, Any]) -> dict[str, Any]:
        stated = said_alone(request, said(arguments, tool.parameters))
        return grounded(request, tool, stated)

    answers = filled(tool, form, check, whole)
    if not form["properties"]:
        return Filled(Call(tool.name))
    answer: Any = create(engine, answers, writing(tool, request), attempts=attempts)
    missing = invented(request, tool, answer.root)
    return Filled(None, missing) if missing else Filled(Call(tool.name, answer.root))
