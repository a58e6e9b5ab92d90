"""What the model chose and filled in, kept in a file, so that a long run can be cut into several.

An answer is kept under all that it was asked; whoever changes how requests are routed begins with a
new file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from llmos.calls import Call, Request, ToolSpec
from llmos.router import Check, Route, Router
from llmos.router.choosing import Choice
from llmos.router.filling import Filled


class KeptRouter(Router):
    """A router that asks the model only what is not in the file yet."""

    kept_in: Path
    answers: dict[str, Any]

    @classmethod
    def around(cls, router: Router, file: Path) -> KeptRouter:
        """This router, with the answers in this file."""
        made = cls.__new__(cls)
        made.__dict__ = router.__dict__
        made.kept_in = file
        made.answers = json.loads(file.read_text()) if file.exists() else {}
        return made

    def pick(
        self,
        request: Request,
        tools: Sequence[ToolSpec],
        check: Check,
        among: Collection[str] = (),
    ) -> Choice:
        """The tool, as it was picked before."""

        def ask() -> list[Any]:
            choice = super(KeptRouter, self).pick(request, tools, check, among)
            return [choice.tool.name if choice.tool else None, choice.rival, choice.absent]

        name, rival, absent = self._once(["pick", request.text, sorted(among)], ask)
        return Choice(next((tool for tool in tools if tool.name == name), None), rival, absent)

    def fill(self, tool: ToolSpec, request: Request, check: Check) -> Filled:
        """The arguments, as they were filled in before."""

        def ask() -> list[Any]:
            filled = super(KeptRouter, self).fill(tool, request, check)
            return [filled.call.arguments if filled.call else None, list(filled.missing)]

        names = sorted(tool.parameters.get("properties", {}))
        arguments, missing = self._once(["fill", request.text, tool.name, names], ask)
        call = None if arguments is None else Call(tool.name, arguments)
        return Filled(call, tuple(missing))

    def route(self, request: Request, tools: Sequence[ToolSpec], check: Check) -> Route:
        """The call, as it was routed before."""

        def ask() -> list[Any]:
            found = super(KeptRouter, self).route(request, tools, check)
            call = [found.call.tool, found.call.arguments] if found.call else None
            return [call, found.question, found.remark]

        call, question, remark = self._once(["route", request.text], ask)
        return Route(Call(*call) if call else None, 0, 0.0, question=question, remark=remark)

    def _once(self, asked: list[Any], ask: Callable[[], list[Any]]) -> list[Any]:
        key = json.dumps(asked, ensure_ascii=False)
        if key not in self.answers:
            self.answers[key] = ask()
            self.kept_in.write_text(json.dumps(self.answers, ensure_ascii=False, default=str))
        found: list[Any] = json.loads(json.dumps(self.answers[key], default=str))
        return found
