"""An engine with prepared answers: for llmos's own tests and for those of plugins."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from llmos.engines.base import completion, forced_tool, tool_message
from llmos.errors import EngineError

Answer = dict[str, Any] | str
"""Arguments for the forced tool, or prose."""


class ScriptedEngine:
    """Answers from a list, one after the other, or from a function of the request.

    Nothing behind it is replaced: the answers go the whole way through Instructor, so that
    validation and retries are the real ones. `requests` keeps what the engine was asked.

        engine = ScriptedEngine([{"call": {"tool": "none"}}])
    """

    name = "scripted"

    def __init__(self, answers: Iterable[Answer] | Callable[[dict[str, Any]], Answer]) -> None:
        self.requests: list[dict[str, Any]] = []
        self._answer = answers if callable(answers) else _one_by_one(answers)

    def complete(self, **request: Any) -> dict[str, Any]:
        """The next answer, as a call of the forced tool where it is a dict."""
        self.requests.append({**request, "messages": list(request["messages"])})
        answer = self._answer(request)
        tool = forced_tool(request)
        if isinstance(answer, str) or tool is None:
            text = answer if isinstance(answer, str) else json.dumps(answer)
            return completion({"content": text})
        return completion(tool_message(tool["name"], json.dumps(answer)), "tool_calls")

    def stream(self, **request: Any) -> Iterator[str]:
        """The next answer word by word."""
        text = self.complete(**request)["choices"][0]["message"]["content"] or ""
        yield from re.findall(r"\s*\S+\s*$|\s*\S+", text)

    def close(self) -> None:
        """Nothing to free."""


def _one_by_one(answers: Iterable[Answer]) -> Callable[[dict[str, Any]], Answer]:
    left = iter(answers)

    def answer(request: dict[str, Any]) -> Answer:
        try:
            return next(left)
        except StopIteration:
            raise EngineError("The scripted engine has no answer left for this request.") from None

    return answer
