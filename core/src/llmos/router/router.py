"""The way from a request to a call: chosen, filled in, checked.

An engine that can score takes the way in two steps: the tool by likeness and the likelihood of its
name, then the arguments of that tool alone. A server cannot score; it is asked for both at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import msgspec

from llmos.calls import Call, Request, ToolSpec
from llmos.engines import (
    Embedder,
    Engine,
    Inspectable,
    Watched,
    create,
    open_embedder,
    tokens_of,
)
from llmos.errors import RoutingError
from llmos.events import Watcher, unwatched
from llmos.router import strangers
from llmos.router.choosing import Choice, Chooser
from llmos.router.filling import Filled, fill
from llmos.router.grounding import grounded
from llmos.router.likeness import Likeness
from llmos.router.phrases import by_answer, elsewhere, of_tool
from llmos.router.prompt import messages
from llmos.router.schema import Check, choice
from llmos.router.shortlist import Shortlist
from llmos.router.spelling import Spelling
from llmos.router.states import states
from llmos.router.values import is_named
from llmos.router.vectors import Vectors

MOST_READ = 200
"""Phrases that the model reads when a request comes and tools are new; it takes a minute and is
kept. Until it has read more than that (`prepare`), meanings are compared, and it scores names."""

MOST_SOLVED = 5000
"""Phrases of tools. Learning to tell so many apart takes some seconds, once; of more, the likeliest
tools are told apart anew for each request."""

Which = Callable[[Request, str, Sequence[str]], int | None]
"""Asks the user which of some tools is meant; the place of the answer, None for none."""


def nobody(request: Request, question: str, choices: Sequence[str]) -> int | None:
    """For routers whose door reaches no user: the question is the answer then."""
    return None


_COMPARED = 3
"""Phrases of each answer that is no tool, where there are many tools: what is solved once for few
is then solved for each request."""


class Route(msgspec.Struct, frozen=True):
    """What a request becomes. `call` is None when no tool serves it, or when something is missing.

    `attempts` counts the model's answers: 1 when the first one fitted; `read` and `written` its
    tokens, without those of beginnings that were kept. `left_out` names the
    tools that the model was not shown because there were too many. `question` is what the user
    must say before there can be a call; `remark` is what to do so that a request can be served.
    `draft` is the call that lacks the fields `missing`.
    """

    call: Call | None
    attempts: int
    seconds: float
    left_out: tuple[str, ...] = ()
    question: str = ""
    remark: str = ""
    read: int = 0
    written: int = 0
    draft: Call | None = None
    missing: tuple[str, ...] = ()


class Router:
    """Asks an engine for calls. What it learns about the tools it keeps in the folder `kept`.

    `held` are the ids of plugins that are installed and wait for the user to accept them; in the
    folders `shipped` may lie what a model makes of the tools' phrases.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        attempts: int = 3,
        kept: Path | None = None,
        which: Which = nobody,
        held: Collection[str] = (),
        shipped: Iterable[Path] = (),
    ) -> None:
        self._shipped = list(shipped)
        self._engine = engine
        self._attempts = attempts
        self._kept = kept
        self._which = which
        self._held = held
        self._spelling = Spelling(kept)
        self._known: tuple[list[ToolSpec], Chooser] | None = None
        self._listed: tuple[list[ToolSpec], Shortlist] | None = None

    def route(self, request: Request, tools: Sequence[ToolSpec], check: Check) -> Route:
        """The call that a request becomes; raises `RoutingError` when none came out valid."""
        started = time.monotonic()
        if not tools:
            return Route(None, 0, 0.0)
        counted, before = _Counted(self._engine), tokens_of(self._engine)
        route = self._in_two_steps if isinstance(self._engine, Inspectable) else self._at_once
        found = route(counted, request, tools, check)
        tokens = tokens_of(self._engine).since(before)
        return msgspec.structs.replace(
            found,
            attempts=counted.answers,
            seconds=time.monotonic() - started,
            read=tokens.read,
            written=tokens.written,
        )

    def prepare(self, tools: Sequence[ToolSpec], now: datetime) -> None:
        """Learn beforehand what choosing among these tools needs, however long it takes."""
        if isinstance(self._engine, Inspectable) and not strangers.are_strangers(tools):
            self._known = list(tools), self._chooser(self._engine, tools, MOST_SOLVED)
            self._known[1].prepare(Request("hello", now))

    def choose(
        self, request: Request, tools: Sequence[ToolSpec], among: Collection[str] = ()
    ) -> Choice:
        """The tool alone, for engines that can score; one of those named `among` if any are."""
        if not isinstance(self._engine, Inspectable):
            raise RoutingError(f"{self._engine.name} cannot score names.", attempts=0)
        named = [tool for tool in tools if not among or tool.name in among]
        meant = self._spelling.read(request.text, tools).text
        request = msgspec.structs.replace(request, text=meant)
        if self._vectors is not None and strangers.are_strangers(tools):
            return strangers.choose(self._engine, request, named, self._shortlist(named))
        if sum(len(of_tool(tool)) for tool in tools) > MOST_SOLVED:
            return self._of_many(self._engine, request, named)
        if self._known is None or self._known[0] != list(tools):
            self._known = list(tools), self._chooser(self._engine, tools)
        return self._known[1].choose(request, among)

    def pick(
        self,
        request: Request,
        tools: Sequence[ToolSpec],
        check: Check,
        among: Collection[str] = (),
    ) -> Choice:
        """The tool alone, by whatever engine there is; one of those named `among` if any are."""
        if isinstance(self._engine, Inspectable):
            return self.choose(request, tools, among)
        offered = [tool for tool in tools if not among or tool.name in among]
        call = self._at_once(self._engine, request, offered, check).call
        return Choice(next((tool for tool in tools if call and tool.name == call.tool), None))

    def fill(self, tool: ToolSpec, request: Request, check: Check) -> Filled:
        """The arguments of a tool that is chosen already."""
        return self._fill(self._engine, tool, request, check, attempts=self._attempts)

    def _fill(
        self, engine: Engine, tool: ToolSpec, request: Request, check: Check, *, attempts: int
    ) -> Filled:
        """The same by this engine; words keep the letters in which they were typed."""
        reading = self._spelling.read(request.text, [tool])
        meant = msgspec.structs.replace(request, text=reading.text)
        filled = fill(engine, tool, meant, check, attempts=attempts)
        said = filled.call.arguments if filled.call else filled.known
        fields = tool.parameters.get("properties", {})
        typed = {
            name: value if is_named(value, fields.get(name, {})) else reading.typed(value)
            for name, value in said.items()
        }
        return Filled(filled.call and Call(tool.name, typed), filled.missing, typed)

    def _chooser(self, engine: Inspectable, tools: Sequence[ToolSpec], most: int = 0) -> Chooser:
        phrases = by_answer(tools)
        read = Likeness(phrases, self._states(engine), self._kept, self._watcher)
        if read.costs <= max(most, MOST_READ):
            return Chooser(engine, read, tools, read=True)
        compared = Likeness(phrases, self._vectors, self._kept, self._watcher)
        return Chooser(engine, compared, tools, read=False)

    def _of_many(self, engine: Inspectable, request: Request, tools: Sequence[ToolSpec]) -> Choice:
        """The tool among those nearest to the request, which the model knows by their names."""
        near = self._shortlist(tools).nearest(request.text)
        phrases: Mapping[str, Sequence[str]] = by_answer(near, {tool.plugin for tool in tools})
        if self._vectors is not None:
            others = {name: phrases[name] for name in phrases.keys() - {one.name for one in near}}
            phrases = {**phrases, **self._vectors.nearest(request.text, others, _COMPARED)}
        likeness = Likeness(phrases, self._vectors)
        chooser = Chooser(engine, likeness, near, read=False, most_described=0)
        choice = chooser.choose(request)
        return msgspec.structs.replace(choice, left_out=_left_out(tools, near))

    def _in_two_steps(
        self, engine: Engine, request: Request, tools: Sequence[ToolSpec], check: Check
    ) -> Route:
        chosen = self.choose(request, tools)
        tool = chosen.tool
        if tool is None:
            return Route(None, 0, 0.0, chosen.left_out, remark=_remark(chosen, self._held))
        if chosen.rival:
            rivals = [tool, next(one for one in tools if one.name == chosen.rival)]
            question = _between(*rivals)
            place = self._which(request, question, [one.summary for one in rivals])
            if place is None:
                return Route(None, 0, 0.0, chosen.left_out, question)
            tool = rivals[place]
        fills = strangers.write if strangers.are_strangers([tool]) else self._fill
        filled = fills(engine, tool, request, check, attempts=self._attempts)
        if filled.missing:
            draft, question = Call(tool.name, filled.known), _asking(tool, filled.missing)
            return Route(
                None, 0, 0.0, chosen.left_out, question, draft=draft, missing=filled.missing
            )
        return Route(filled.call, 0, 0.0, chosen.left_out)

    def _at_once(
        self, engine: Engine, request: Request, tools: Sequence[ToolSpec], check: Check
    ) -> Route:
        shown = self._shortlist(tools).nearest(request.text)
        answers = choice(shown, check, partial(grounded, request))
        asked = messages(shown, request)
        call = create(engine, answers, asked, attempts=self._attempts).chosen()
        return Route(call, 0, 0.0, _left_out(tools, shown))

    def _shortlist(self, tools: Sequence[ToolSpec]) -> Shortlist:
        if self._listed is None or self._listed[0] != list(tools):
            self._listed = list(tools), Shortlist(tools, self._vectors)
        return self._listed[1]

    @cached_property
    def _vectors(self) -> Vectors | None:
        if self._embedder is None:
            return None
        file = self._kept / "vectors" / "vectors-1.npz" if self._kept else None
        return Vectors(self._embedder.embed, file, standing=elsewhere().phrases())

    def _states(self, engine: Inspectable) -> Vectors:
        """What the model makes of phrases."""
        return states(engine, self._kept / "vectors" if self._kept else None, self._shipped)

    @property
    def _watcher(self) -> Watcher:
        return self._engine.watcher if isinstance(self._engine, Watched) else unwatched

    @cached_property
    def _embedder(self) -> Embedder | None:
        return open_embedder()


def _left_out(tools: Sequence[ToolSpec], shown: Sequence[ToolSpec]) -> tuple[str, ...]:
    names = {tool.name for tool in shown}
    return tuple(tool.name for tool in tools if tool.name not in names)


def _remark(chosen: Choice, held: Collection[str]) -> str:
    """Which plugin could serve what no tool does that may run now."""
    if not chosen.absent:
        return ""
    plugin = elsewhere().plugins[chosen.absent]
    if chosen.absent in held:
        accept = f"llmos plugins accept {chosen.absent}"
        return f"I could {plugin.does} if you allow what its plugin asks for now: {accept}"
    return f"I could {plugin.does} with another plugin: pip install {plugin.distribution}"


def _between(one: ToolSpec, other: ToolSpec) -> str:
    """A short question in the words of the plugins, not in the names of tools."""
    if one.plugin != other.plugin:
        return f"{one.plugin.capitalize()} or {other.plugin}?"
    return f"Which is meant: “{one.summary}” or “{other.summary}”?"


def _asking(tool: ToolSpec, missing: Sequence[str]) -> str:
    properties = tool.parameters.get("properties", {})
    wanted = [properties.get(name, {}).get("description") or name for name in missing]
    said = "; ".join(text.rstrip(".") for text in wanted)
    return f"For this, {tool.plugin} needs to know more: {said}?"


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
