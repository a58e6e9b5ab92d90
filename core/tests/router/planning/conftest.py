"""Tools of three plugins that find, change and tell, and a router with prepared answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from llmos.calls import Request, ToolSpec
from llmos.engines import ScriptedEngine
from llmos.router import Router
from llmos.router.planning import Plan, Planner

TEXT = {"type": "string"}
SOME = {"anyOf": [TEXT, {"type": "null"}], "default": None}
PEOPLE = {"type": "array", "items": TEXT}


def spec(name: str, effect: str = "read", required: str = "", **rest: Any) -> ToolSpec:
    """A tool with the parameters that it takes; those named in `required` are."""
    takes = rest.pop("takes", {})
    needed = required.split()
    properties = {
        one: PEOPLE if one == "to_whom" else (TEXT if one in needed else SOME) for one in takes
    }
    return ToolSpec(
        name=name,
        plugin=name.partition(".")[0],
        description=f"{name}.",
        parameters={"type": "object", "properties": properties, "required": needed},
        needs=(),
        effect=effect,
        takes=takes,
        **rest,
    )


@pytest.fixture(scope="session")
def planning_tools() -> list[ToolSpec]:
    found = {"event": "events[].id", "title": "events[].title", "person": "events[].people"}
    return [
        spec(
            "cal.events",
            takes={"text": "title", "person": "person", "since": "day", "until": "day"},
            yields=found | {"day": "events[].start"},
        ),
        spec(
            "cal.move",
            "write",
            "event",
            takes={"event": "event"},
            destinations={"event": "event"},
            yields={"words": "what"},
        ),
        spec(
            "cal.cancel",
            "destructive",
            "event",
            takes={"event": "event"},
            destinations={"event": "event"},
            yields={"words": "what"},
        ),
        spec(
            "cal.invite",
            "write",
            "event to_whom",
            takes={"event": "event", "to_whom": "person"},
            destinations={"event": "event", "to_whom": "address"},
        ),
        spec("cal.pulse", takes={"text": "title", "since": "day"}),
        spec(
            "post.search",
            takes={"about": "title", "sender": "person"},
            yields={"mail": "mails[0].id", "person": "mails[0].sender"},
        ),
        spec("post.read", takes={"id": "mail", "person": "person"}),
        spec(
            "post.tell",
            "write",
            "to_whom text",
            takes={"to_whom": "person", "text": "words"},
            destinations={"to_whom": "address"},
        ),
    ]


@pytest.fixture
def planned(planning_tools: list[ToolSpec], asked: Callable[[str], Request]) -> Callable[..., Plan]:
    """The plan of a request for which the model gives these answers, in their order."""

    def plan(text: str, *answers: dict[str, Any]) -> Plan:
        router = Router(ScriptedEngine(answers))
        return Planner(router).plan(asked(text), planning_tools, lambda call: None)

    return plan
