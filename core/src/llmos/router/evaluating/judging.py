"""Whether a route is what its label says.

Words are compared by those that carry meaning, so that "the lease" is "lease"; moments by their
minute; all other values as they are. An argument that the label does not name is wrong. Of several
calls that a label allows, the one counts that the route comes nearest to.
"""

from __future__ import annotations

from typing import Any

import msgspec

from llmos.router.evaluating.labelled import Labelled
from llmos.router.router import Route
from llmos.router.words import FUNCTION_WORDS, words

_MINUTES = 16  # characters of 2026-11-24T10:00
_ABSENT = object()


class Judged(msgspec.Struct, frozen=True):
    """One request, what it became, and the arguments that are not as labelled, by kind.

    `read` and `written` are the tokens that it took.
    """

    label: Labelled
    tool: str | None
    arguments: dict[str, Any]
    seconds: float
    question: str = ""
    wrong: dict[str, str] = {}
    right: dict[str, str] = {}
    read: int = 0
    written: int = 0

    @property
    def right_tool(self) -> bool:
        """Whether the tool, or the refusal, is the labelled one."""
        return any(self.tool == one.tool for one in self.label.wanted)

    @property
    def all_right(self) -> bool:
        """Whether the tool and every argument are."""
        return self.right_tool and not self.wrong


def judge(label: Labelled, route: Route) -> Judged:
    """Compare a route with its label."""
    call = route.call
    arguments = call.arguments if call else {}
    tool = call.tool if call else None
    compared = [_compared(one.arguments, arguments) for one in label.wanted if one.tool == tool]
    wrong, right = min(compared, key=lambda pair: len(pair[0]), default=({}, {}))
    return Judged(
        label,
        tool,
        arguments,
        route.seconds,
        route.question,
        wrong,
        right,
        route.read,
        route.written,
    )


def _compared(
    wanted: dict[str, Any], given: dict[str, Any]
) -> tuple[dict[str, str], dict[str, str]]:
    wrong: dict[str, str] = {}
    right: dict[str, str] = {}
    named = {name.rstrip("?"): (name.endswith("?"), value) for name, value in wanted.items()}
    for name in named.keys() | given.keys():
        free, value = named.get(name, (False, _ABSENT))
        got = given.get(name, _ABSENT)
        fits = (free and got is _ABSENT) or (value is not _ABSENT and _fits(value, got))
        if not (free and got is _ABSENT):
            (right if fits else wrong)[name] = _kind(name, value if got is _ABSENT else got)
    return wrong, right


def _fits(wanted: Any, got: Any) -> bool:
    if isinstance(wanted, dict):
        return any(_fits(one, got) for one in wanted["any"])
    if got is _ABSENT:
        return False
    if wanted == "*":
        return True
    if isinstance(wanted, list):
        return isinstance(got, list) and len(wanted) == len(got) and _all_in(wanted, got)
    if isinstance(wanted, str) and isinstance(got, str):
        if _is_moment(wanted):
            return wanted[:_MINUTES] == got[:_MINUTES]
        return _meaning(wanted) == _meaning(got)
    return bool(wanted == got)


def _all_in(wanted: list[Any], got: list[Any]) -> bool:
    return all(any(_fits(one, other) for other in got) for one in wanted)


def _meaning(text: str) -> list[str]:
    said = words(text)
    kept = [word for word in said if word not in FUNCTION_WORDS] or said
    return [word.removesuffix("s") for word in kept]


def _is_moment(text: str) -> bool:
    return len(text) >= _MINUTES and text[10:11] == "T"


def _kind(name: str, value: Any) -> str:
    if isinstance(value, dict):
        value = value["any"][0]
    if isinstance(value, bool):
        return "switch"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, list):
        return "list"
    text = str(value)
    if _is_moment(text):
        return "moment"
    if len(text) == 10 and text[4:5] == "-" and text[7:8] == "-":
        return "date"
    return "id" if name == "id" else "words"
