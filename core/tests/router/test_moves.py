"""When something is, and where it goes: a request that moves says both in one breath."""

from __future__ import annotations

import pytest

from llmos.calls import ToolSpec
from llmos.engines import ScriptedEngine
from llmos.router.filling import fill

pytest.importorskip("instructor")
pytest.importorskip("jsonschema")

MINUTES = {"type": "integer"}
MOMENTS = {"anyOf": [{"type": "string", "format": one} for one in ("date", "date-time", "time")]}
MOVE = ToolSpec(
    "calendar.move",
    "calendar",
    "Move it.",
    {
        "type": "object",
        "properties": {
            "event": {"type": "string", "description": "Which event."},
            "to": {**MOMENTS, "description": "When it begins then."},
            "day": {"type": "string", "format": "date", "description": "Where it is now."},
            "minutes": {**MINUTES, "description": "How long it lasts then, in minutes."},
            "later_minutes": {**MINUTES, "description": "So many minutes later (by, später)."},
            "earlier_minutes": {**MINUTES, "description": "So many minutes earlier (früher)."},
        },
        "required": ["event"],
        "additionalProperties": False,
    },
    ("calendar:write",),
    "write",
)


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("move the review to Friday", {"to": "2026-11-27"}),
        ("move the review to Friday at 10", {"to": "2026-11-27T10:00+01:00"}),
        ("move the review to ten", {"to": "10:00"}),
        ("verschiebe den Elternabend auf halb acht", {"to": "07:30"}),
        ("move the review on Thursday to ten", {"day": "2026-11-26", "to": "10:00"}),
        (
            "move Thursday's review to Monday at 3",
            {"day": "2026-11-26", "to": "2026-11-30T15:00+01:00"},
        ),
        (
            "move the review from Thursday to Monday",
            {"day": "2026-11-26", "to": "2026-11-30"},
        ),
        ("make the review an hour later", {"later_minutes": 60}),
        ("push the review back by two hours", {"later_minutes": 120}),
        (
            "move Thursday's review half an hour earlier",
            {"day": "2026-11-26", "earlier_minutes": 30},
        ),
        ("make the review two hours long", {"minutes": 120}),
        ("move the review from 2 to 3:30", {"to": "15:30"}),
        ("push the review back until Friday", {"to": "2026-11-27"}),
    ],
)
def test_what_it_is_on_now_is_told_from_where_it_goes(asked, words, times):
    found = fill(ScriptedEngine([]), MOVE, asked(words), lambda call: None, attempts=1)
    said = {name: value for name, value in found.call.arguments.items() if name != "event"}
    assert said == times
