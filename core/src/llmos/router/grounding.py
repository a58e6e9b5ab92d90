"""Arguments that the request does not bear out are taken away.

A small model fills fields that nobody mentioned. These measures are simple and always the same:
an optional text must share a word with the request, a date needs a word about time in it, and a
number must stand there, in figures or as a word. Required arguments stay: their absence would be
asked for, not guessed. Choices between fixed words and yes-or-no are the model's own judgement.
"""

from __future__ import annotations

import re
from typing import Any

from llmos.calls import Request, ToolSpec
from llmos.router.offer import optional
from llmos.router.words import NUMBERS, mentions_time, stems

_DATES = {"date", "date-time", "time"}


def grounded(request: Request, tool: ToolSpec, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments without the optional ones that the request says nothing about."""
    properties = tool.parameters.get("properties", {})
    free = optional(tool.parameters)
    return {
        name: value
        for name, value in arguments.items()
        if name not in free or _borne_out(value, properties.get(name, {}), request.text)
    }


def _borne_out(value: Any, schema: dict[str, Any], text: str) -> bool:
    kinds = [schema, *schema.get("anyOf", ())]
    if any("enum" in kind or "$ref" in kind or "const" in kind for kind in kinds):
        return True
    if any(kind.get("format") in _DATES for kind in kinds):
        return mentions_time(text)
    if isinstance(value, str):
        return bool(stems(value) & stems(text))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _is_said(value, text)
    return True


def _is_said(number: float, text: str) -> bool:
    figures = re.findall(r"\d+(?:[.,]\d+)?", text)
    spelled = {NUMBERS.get(word) for word in re.findall(r"[^\W\d]+", text.lower())}
    return number in spelled or any(float(figure.replace(",", ".")) == number for figure in figures)
