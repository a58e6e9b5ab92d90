"""A plan: typed calls in their order, and which of their arguments earlier ones will bring."""

from __future__ import annotations

from typing import Any

import msgspec

from llmos.calls import ToolSpec

MOST_STEPS = 5
"""Steps of one plan; a request that needs more is better said in parts."""


class Ref(msgspec.Struct, frozen=True):
    """What an earlier step finds: the step, counted from 0, the kind of what is taken, and where
    it stands in that step's result.

    `like` names another step; only what shares words with the titles of its records is meant.
    `clock`, as HH:MM, is the time of day that replaces the one of a moment. `one` says that the
    request speaks of a single one ("her"), though many may be taken. `called` is the name that was
    said: who is found under it, or else that name.
    """

    step: int
    kind: str
    path: str
    like: int | None = None
    clock: str = ""
    one: bool = False
    called: str = ""


class Step(msgspec.Struct, frozen=True):
    """One call to come. `clause` are the words of the request that it stands for, `missing` the
    required parameters that nothing fills.
    """

    tool: str
    arguments: dict[str, Any] = {}
    references: dict[str, Ref] = {}
    clause: str = ""
    missing: tuple[str, ...] = ()


class Plan(msgspec.Struct, frozen=True):
    """The steps of a request. `question` says why it cannot run as it stands; then nothing runs."""

    steps: tuple[Step, ...] = ()
    question: str = ""


class Drafted(msgspec.Struct, frozen=True):
    """A step that is planned already, with what is known of its tool."""

    step: Step
    spec: ToolSpec
