"""What a validator says of values that do not fit, in one sentence for people and for the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import ValidationError


def in_words(error: ValidationError) -> str:
    """Each problem with its place, as in `due: Input should be a valid date`."""
    return "; ".join(_one(problem) for problem in error.errors(include_url=False))


def _one(problem: Any) -> str:
    place = ".".join(str(part) for part in problem["loc"])
    said = str(problem["msg"]).removeprefix(_A_PLUGINS_OWN)
    return f"{place}: {said}" if place else said


_A_PLUGINS_OWN = "Value error, "
"""What pydantic puts before the sentence of a validator that a plugin wrote."""
