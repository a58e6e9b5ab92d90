"""The way from a request to a call: shortlist, prompt, answer under a grammar, checked."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cached_property, partial
from typing import Any

import msgspec

from llmos.calls import Call, Request, ToolSpec
from llmos.engines import Engine, create, open_embedder
from llmos.router.grounding import grounded
from llmos.router.prompt import messages
from llmos.router.schema import Check, choice
from llmos.router.shortlist import Shortlist


class Route(msgspec.Struct, frozen=True):
    """What a request becomes. `call` is None when no tool serves it.

    `attempts` counts the model's answers: 1 when the first one fitted. `left_out` names the
    tools that the model was not shown because there were too many.
    """

    call: Call | None
    attempts: int
    seconds: float
    left_out: tuple[str, ...] = ()


class Router:
    """Asks an engine for calls."""

    def __init__(self, engine: Engine, *, attempts: int = 3) -> None:
        self._engine = engine
        self._attempts = attempts

    def route(self, request: Request, tools: Sequence[ToolSpec], check: Check) -> Route:
        """The call that a request becomes; raises `RoutingError` when none came out valid."""
        started = time.monotonic()
        shown = self._shortlist.nearest(request.text, tools)
        left_out = tuple(tool.name for tool in tools if tool not in shown)
        counted = _Counted(self._engine)
        call = self._choose(counted, request, shown, check) if shown else None
        return Route(call, counted.answers, time.monotonic() - started, left_out)

    def _choose(
        self, engine: Engine, request: Request, tools: Sequence[ToolSpec], check: Check
    ) -> Call | None:
        answers = choice(tools, check, partial(grounded, request))
        asked = messages(tools, request)
        return create(engine, answers, asked, attempts=self._attempts).chosen()

    @cached_property
    def _shortlist(self) -> Shortlist:
        return Shortlist(open_embedder())


class _Counted:
    """An engine that counts its answers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.answers = 0

    @property
    def name(self) -> str:
        return self._engine.name

    def complete(self, **request: Any) -> dict[str, Any]:
        self.answers += 1
        return self._engine.complete(**request)

    def close(self) -> None:
        self._engine.close()
