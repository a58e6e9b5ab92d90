"""Arguments that the request does not bear out are taken away.

A small model fills fields that nobody mentioned, and an invented filter hides what was asked
for. These measures are simple and always the same, for optional arguments only:

    text      must share a word with the request that no argument before it has used
    yes-no    a word of its name or description must stand in the request
    choice    a word of the chosen value must stand in the request
    date      the request must say something about time
    number    must stand in the request, in figures or as a word

Words count by their beginnings, and only those that carry meaning. Required arguments stay, since
their absence would have to be asked about.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from llmos.calls import Request, ToolSpec
from llmos.router.offer import optional
from llmos.router.words import NUMBERS, mentions_time, stems, words

_DATES = {"date", "date-time", "time"}


def grounded(
    request: Request,
    tool: ToolSpec,
    arguments: dict[str, Any],
    *,
    chosen: Collection[str] = (),
) -> dict[str, Any]:
    """The arguments without the optional ones that the request says nothing about.

    Those named in `chosen` stay as they are: they were decided among choices of the tool's own.
    """
    properties = tool.parameters.get("properties", {})
    ground = _Ground(request.text, stems(tool.name))
    free = optional(tool.parameters)
    # Yes-or-no first: "with attachments" asks for a kind of mail, not for that word in it.
    order = sorted(arguments, key=lambda name: not isinstance(arguments[name], bool))
    kept = {
        name
        for name in order
        if name not in free
        or name in chosen
        or ground.bears(name, arguments[name], properties.get(name, {}))
    }
    return {name: value for name, value in arguments.items() if name in kept}


def invented(request: Request, tool: ToolSpec, arguments: dict[str, Any]) -> tuple[str, ...]:
    """The required arguments, if the request bears out none of them; else nothing.

    Yes, no and the tool's own choices are no values of which a request must speak.
    """
    properties = tool.parameters.get("properties", {})
    ground = _Ground(request.text, set())
    open_ones = [
        name
        for name in arguments.keys() - optional(tool.parameters)
        if not isinstance(arguments[name], bool) and "enum" not in properties.get(name, {})
    ]
    borne = [name for name in open_ones if ground.bears(name, arguments[name], properties[name])]
    return () if borne else tuple(sorted(open_ones))


def said_alone(request: Request, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments without what a model adds to values that the request does state.

    Of a list of texts those go that share no word with it, if others do; from the end of a text
    goes the name of its own field ("Archive folder" is the folder "Archive").
    """
    ground = stems(request.text)

    def alone(name: str, value: Any) -> Any:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return [item for item in value if stems(item) & ground] or value
        if isinstance(value, str) and (last := value.split()[-1:]) != value.split():
            is_name = last[0].casefold() == name.rpartition("_")[2].casefold()
            return value.rstrip().removesuffix(last[0]).rstrip() if is_name else value
        return value

    return {name: alone(name, value) for name, value in arguments.items()}


class _Ground:
    """What a request says, and which of its words have been used."""

    def __init__(self, text: str, subject: set[str]) -> None:
        self._text = text
        self._unused = stems(text)
        self._subject = subject

    def bears(self, name: str, value: Any, schema: dict[str, Any]) -> bool:
        kinds = [schema, *schema.get("anyOf", ())]
        if any(kind.get("format") in _DATES for kind in kinds):
            return mentions_time(self._text)
        if isinstance(value, bool):
            # What the tool is called after ("mail") says nothing about one of its switches.
            return self._use(stems(f"{name} {schema.get('description', '')}") - self._subject)
        if isinstance(value, str):
            return self._use(stems(value))
        return not isinstance(value, int | float) or self._says(value)

    def _use(self, wanted: set[str]) -> bool:
        used = self._unused & wanted
        self._unused -= used
        return bool(used)

    def _says(self, number: float) -> bool:
        texts = (self._text, re.sub(r"(?<=\d),(?=\d{3}\b)", "", self._text))  # 2,000 is 2000
        figures = {float(hit) for text in texts for hit in re.findall(r"\d+(?:\.\d+)?", text)}
        return number in figures | {NUMBERS[word] for word in words(self._text) if word in NUMBERS}
