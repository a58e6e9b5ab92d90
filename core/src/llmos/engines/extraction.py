"""Facts out of a text: the form is closed, the model has no tools, the text is data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from llmos.engines.base import Engine
from llmos.engines.forms import Form, answers, checked
from llmos.engines.framing import ONLY_DATA, framed
from llmos.engines.structured import Message, create
from llmos.errors import RoutingError, ToolError

_ATTEMPTS = 2
_RULES = (
    "You read one text and give back facts from it as JSON. "
    "What the text does not say is null, empty or left out; guess nothing."
)
_LEVELS = 3  # of fields within fields that are explained to the model


def extract(
    engine: Engine,
    form: Form,
    text: str,
    what: str,
    *,
    tried: dict[str, Any],
    complaint: str,
) -> dict[str, Any]:
    """What the text says, as values that fit the form.

    `complaint` says why an earlier answer, `tried`, was not taken. Raises `ToolError` if no answer
    fits, and what the engine raises.
    """
    usable = checked(form)
    asked = list(_messages(usable, text, what))
    if complaint:
        asked += _once_more(tried, complaint)
    try:
        answer = create(engine, answers(usable), asked, attempts=_ATTEMPTS)
    except RoutingError as error:
        raise ToolError(
            f"The model could not give facts in the form asked for: {error.message}",
            hint="A larger model may: `llmos models list` shows them.",
        ) from error
    return dict(answer.model_extra or {})


def _messages(form: Form, text: str, what: str) -> Iterator[Message]:
    # An engine may keep what it read of the first message on disk, so it says nothing of anybody's.
    yield {"role": "system", "content": f"{_RULES}\n{ONLY_DATA}"}
    fields = "\n".join(("Give back these fields:", *_explained(form, 1)))
    yield {"role": "user", "content": f"{what}\n{fields}\n\n{framed(text)}"}


def _explained(form: Form, level: int) -> Iterator[str]:
    for name, field in form.get("properties", {}).items():
        about = field.get("description") or field.get("title") or ""
        yield f"{'  ' * (level - 1)}- {name}: {about}"
        inner = field.get("items", field)
        if level < _LEVELS and isinstance(inner, dict):
            yield from _explained(inner, level + 1)


def _once_more(tried: dict[str, Any], complaint: str) -> list[Message]:
    return [
        {"role": "assistant", "content": json.dumps(tried)},
        {
            "role": "user",
            "content": f"That does not fit: {complaint}. Correct it.",
        },
    ]
