"""Arguments that stand in a clause as they are: who is told, and what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from llmos.calls import Request, ToolSpec
from llmos.router.dates import spans_for
from llmos.router.planning.clauses import asks_for, told
from llmos.router.planning.pointing import pointing
from llmos.router.words import FUNCTION_WORDS

_WHERE = re.compile(
    r"\b(?:there|in\s+it|(?:in|into|in|to|on|dans|à)\s+(?:my|the|our|mein\w*|den|mon|le)\s+"
    r"(?:\w+\s+)?(?:calendar|diary|kalender|agenda|calendrier))\b|\b(?:ein|dort|da)\s*$",
    re.I,
)
_ARTICLE = re.compile(r"^\s*(?:an?|the|my|eine?n?|das|den|die|mein\w*|une?|le|la|mon|ma)\s+", re.I)
_TRAILING = re.compile(r"\s+(?:at|on|from|for|of|am|um|ab|von|à|le|de)$", re.I)


def known_words(
    spec: ToolSpec, clause: str, message: str, described: str, request: Request
) -> dict[str, Any]:
    """What a clause says word for word: whom it tells something, and what is told or remembered."""
    kinds = {kind: name for name, kind in spec.takes.items()}
    found: dict[str, Any] = {}
    if "words" in kinds and message:
        plain = message if "person" in kinds else _without_times(spec, message, described, request)
        if plain:
            found[kinds["words"]] = plain
    people = told(clause)
    for name, kind in spec.takes.items():
        if people and kind == "person" and name in spec.parameters.get("required", ()):
            found[name] = people
            break
    return found


def without_doubles(spec: ToolSpec, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments without a day that only repeats the moment: "to Friday" says one of them."""
    moments = [str(value) for name, value in arguments.items() if spec.takes.get(name) == "moment"]
    return {
        name: value
        for name, value in arguments.items()
        if spec.takes.get(name) != "day" or not any(one.startswith(str(value)) for one in moments)
    }


def with_title(spec: ToolSpec, arguments: Mapping[str, Any], request: Request) -> dict[str, Any]:
    """The arguments with the whole of what is to be made as its title: "put a call with Omar there"
    makes a call with Omar, and nothing that is called Omar.
    """
    title, whole = arguments.get("title"), _made(spec, request)
    if not isinstance(title, str) or not whole or whole.casefold().startswith(title.casefold()):
        return dict(arguments)
    return {**arguments, "title": whole}


def _made(spec: ToolSpec, request: Request) -> str:
    """What stands between the verb and when or where it is put."""
    text = asks_for(request.text)
    shift = len(request.text) - len(text)
    ends = [span.begin - shift for span in spans_for(spec, request)]
    ends += [hit.start() for hit in _WHERE.finditer(text)]
    whole = text[: min((end for end in ends if end > 0), default=len(text))]
    return re.sub(_TRAILING, "", re.sub(_ARTICLE, "", whole).strip(" ,.?!"))


def _without_times(spec: ToolSpec, message: str, described: str, request: Request) -> str:
    """What is to be remembered: without when, and with a noun for "it"."""
    spans = spans_for(spec, msgspec.structs.replace(request, text=message))
    for span in reversed(spans):
        message = message[: span.begin] + message[span.end :]
    at = pointing(re.sub(r"\s+", " ", message).strip(" ,."))
    plain = at.spelled("", described) if at.things and described else at.clause
    plain = re.sub(r"\s+", " ", plain)
    return re.sub(r"\s+(?:at|on|um|am|à|le)$", "", plain) if plain not in FUNCTION_WORDS else ""
