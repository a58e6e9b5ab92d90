"""The peer: plain Instructor in its TOOLS mode over llama-cpp-python, with nothing of llmos.

The tools are pydantic classes of one union, "none" among them; Instructor sends the union's schema
as one forced tool, which llama-cpp-python shows the model through the template of the weights and
enforces as a grammar.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Annotated, Any, Literal

import instructor
from instructor.core.exceptions import InstructorError
from llama_cpp import Llama
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model

from llmos.calls import Call, ToolSpec

_CONTEXT = 32_768  # tokens; as many as the default model can
_BATCH = 64  # as llmos reads
_ATTEMPTS = 3
_TASK = (
    "Call the one function that serves the request, with the arguments that it states; "
    "none if no function serves it."
)
_LITERAL: Any = Literal  # of names that are known only at run time


class Nothing(BaseModel):
    """No function serves the request."""

    function: Literal["none"]


class Peer:
    """A model that is asked for a call, all tools in its prompt."""

    def __init__(self, weights: Path, threads: int | None = None) -> None:
        self.llama = Llama(
            str(weights), n_ctx=_CONTEXT, n_batch=_BATCH, n_threads=threads, verbose=False
        )
        self._create: Callable[..., Any] = instructor.patch(
            create=self.llama.create_chat_completion_openai_v1, mode=instructor.Mode.TOOLS
        )

    def call(self, text: str, tools: Sequence[ToolSpec]) -> Call | None:
        """The call that it makes; None where it makes none, or none that is valid."""
        try:
            answer = self._create(
                response_model=answers(tools),
                messages=[
                    {"role": "system", "content": _TASK},
                    {"role": "user", "content": text},
                ],
                max_retries=_ATTEMPTS - 1,
                temperature=0.0,
                max_tokens=512,
            )
        except InstructorError:
            return None
        if answer.call.function == "none":
            return None
        return Call(answer.call.function, answer.call.arguments)


def answers(tools: Sequence[ToolSpec]) -> type[BaseModel]:
    """The class of answers for these tools."""
    members: list[Any] = [_member(tool) for tool in tools]
    union = reduce(or_, members, Nothing)
    call = (union, Field(discriminator="function"))
    return create_model("FunctionCall", __doc__="The call that serves the request.", call=call)


def _member(tool: ToolSpec) -> type[BaseModel]:
    return create_model(
        tool.name.replace(".", "_"),
        __doc__=tool.description,
        __config__=ConfigDict(extra="forbid"),
        function=(_LITERAL[tool.name], ...),
        arguments=(Annotated[dict[str, Any], WithJsonSchema(tool.parameters)], ...),
    )
