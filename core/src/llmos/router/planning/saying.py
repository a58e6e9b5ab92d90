"""Arguments that stand in a clause as they are: who is told, and what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from llmos.calls import Request, ToolSpec
from llmos.router.dates import spans_for
from llmos.router.planning.clauses import told
from llmos.router.planning.pointing import pointing
from llmos.router.words import FUNCTION_WORDS


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


def _without_times(spec: ToolSpec, message: str, described: str, request: Request) -> str:
    """What is to be remembered: without when, and with a noun for "it"."""
    spans = spans_for(spec, msgspec.structs.replace(request, text=message))
    for span in reversed(spans):
        message = message[: span.begin] + message[span.end :]
    at = pointing(re.sub(r"\s+", " ", message).strip(" ,."))
    plain = at.spelled("", described) if at.things and described else at.clause
    plain = re.sub(r"\s+", " ", plain)
    return re.sub(r"\s+(?:at|on|um|am|à|le)$", "", plain) if plain not in FUNCTION_WORDS else ""
