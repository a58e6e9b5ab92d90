"""Typed answers from any engine. The one file that knows Instructor.

Instructor forces the schema as a tool, which llama.cpp's engine turns into a grammar (its
JSON-schema mode is not used: llama-cpp-python ignores it silently and answers in prose). What the
validators say goes back to the model, a bounded number of times.

Instructor's validation context is not offered: with one it reads messages as Jinja templates,
and a message may hold anybody's words. Validators that need to know more are closures.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from llmos.engines.base import Engine
from llmos.errors import EngineError, LlmosError, RoutingError

T = TypeVar("T", bound=BaseModel)
Message = dict[str, Any]


def create(engine: Engine, schema: type[T], messages: Sequence[Message], *, attempts: int) -> T:
    """An answer that fits the schema, in at most `attempts` completions.

    The schema is not shown to every model, only enforced; `messages` say what is wanted. Raises
    `RoutingError` when no answer fitted; what the engine or a validator raised comes out as it is.
    """
    patch, instructor_errors = _instructor()
    ask = patch(lambda **request: _as_object(engine.complete(**request)))
    try:
        answer: T = ask(response_model=schema, messages=list(messages), max_retries=attempts - 1)
    except instructor_errors as error:
        raise _in_our_words(error) from error
    return answer


@cache
def _instructor() -> tuple[Callable[..., Callable[..., Any]], type[Exception]]:
    # Imported here because it takes most of a second and brings an HTTP client with it.
    try:
        import instructor
        from instructor.core.exceptions import InstructorError
    except ImportError as error:
        raise EngineError(
            f"The model cannot be asked for typed answers: {error.name} is not installed.",
            hint='pip install "llmos[local]"',
        ) from error
    # It logs each failed attempt; without a handler Python would print that to the terminal.
    logging.getLogger("instructor").addHandler(logging.NullHandler())
    return (
        lambda complete: instructor.patch(create=complete, mode=instructor.Mode.TOOLS),
        InstructorError,
    )


def _as_object(answer: dict[str, Any]) -> Any:
    from openai.types.chat import ChatCompletion  # installed and loaded with Instructor

    return ChatCompletion.model_validate(answer)


def _in_our_words(error: Exception) -> LlmosError:
    """What went wrong, said by whoever knows it best: the engine, a validator, or this file."""
    cause = error.__cause__
    if isinstance(cause, LlmosError):
        return cause
    attempts = getattr(error, "n_attempts", 1)
    if not getattr(error, "failed_attempts", None):
        return RoutingError(
            f"The model gave no usable answer: {_first_line(error)}.",
            attempts=attempts,
            hint="Say it in fewer or other words.",
        )
    return RoutingError(
        f"The model gave no valid answer in {attempts} attempts; the last one: {_why(cause)}.",
        attempts=attempts,
        hint="Say it in other words, or choose a larger model with llmos models use.",
    )


def _why(cause: BaseException | None) -> str:
    problems = getattr(cause, "errors", None)
    if problems is None:
        return _first_line(cause)
    first = problems(include_url=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def _first_line(error: BaseException | None) -> str:
    return str(error).partition("\n")[0].rstrip(".")
