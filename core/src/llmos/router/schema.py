"""What the model may answer, as a pydantic class: one of the tools with its arguments, or none.

Instructor validates with this class, and each validator's words go back to the model: first the
JSON schema that came with the tool, then the plugin's own validator, which only `check` reaches.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    WithJsonSchema,
    create_model,
)

from llmos.calls import Call, ToolSpec
from llmos.errors import PluginLoadError
from llmos.router.offer import offered, said
from llmos.router.prompt import NOTHING

Check = Callable[[Call], str | None]
"""The words of the plugin's own validator when a call's arguments do not fit, otherwise None."""

Measure = Callable[[ToolSpec, dict[str, Any]], dict[str, Any]]
"""The arguments that a request bears out."""

_LITERAL: Any = Literal  # of names that are known only at run time


class Choice(BaseModel):
    """The call that the request becomes, or none if no tool serves it."""

    model_config = ConfigDict(extra="forbid")

    call: Any

    def chosen(self) -> Call | None:
        """The call; None if nothing fits."""
        if self.call.tool == NOTHING:
            return None
        return Call(self.call.tool, self.call.arguments)


class _Nothing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    tool: Literal["none"]


def choice(tools: Sequence[ToolSpec], check: Check, grounded: Measure) -> type[Choice]:
    """The class of answers to one request, for these tools."""
    members: list[Any] = [_member(tool, check, grounded) for tool in tools]
    union = reduce(or_, members, _Nothing)
    call = (union, Field(discriminator="tool"))
    return create_model("Choice", __base__=Choice, __doc__=Choice.__doc__, call=call)


def filled(
    tool: ToolSpec, form: dict[str, Any], check: Check, completed: Callable[[dict[str, Any]], Any]
) -> type[BaseModel]:
    """The class of arguments for one tool in this form.

    `completed` makes of an answer the whole arguments, which the tool's schema and the plugin's
    own validator then must accept.
    """
    validator = _validator(tool)

    def fitting(arguments: dict[str, Any]) -> dict[str, Any]:
        whole: dict[str, Any] = completed(arguments)
        words = _misfit(validator, tool, whole) or check(Call(tool.name, whole))
        if words:
            raise ValueError(words)
        return whole

    class Arguments(RootModel[dict[str, Any]]):
        """The arguments that the request states."""

        root: Annotated[dict[str, Any], WithJsonSchema(form), AfterValidator(fitting)]

    return Arguments


def _member(tool: ToolSpec, check: Check, grounded: Measure) -> type[BaseModel]:
    validator = _validator(tool)

    def fitting(arguments: dict[str, Any]) -> dict[str, Any]:
        kept = grounded(tool, said(arguments, tool.parameters))
        words = _misfit(validator, tool, kept) or check(Call(tool.name, kept))
        if words:
            raise ValueError(words)
        return kept

    arguments = Annotated[
        dict[str, Any], WithJsonSchema(offered(tool.parameters)), AfterValidator(fitting)
    ]
    return create_model(
        tool.name,
        __config__=ConfigDict(extra="forbid"),
        tool=(_LITERAL[tool.name], ...),
        arguments=(arguments, ...),
    )


def _validator(tool: ToolSpec) -> Any:
    # Imported here because only routing needs it. The empty registry keeps it from fetching what
    # a plugin's schema refers to.
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types
    from referencing import Registry

    return Draft202012Validator(tool.parameters, registry=Registry())


def _misfit(validator: Any, tool: ToolSpec, arguments: dict[str, Any]) -> str | None:
    from referencing.exceptions import Unresolvable

    try:
        errors = sorted(validator.iter_errors(arguments), key=lambda error: len(error.path))
    except Unresolvable as error:
        raise PluginLoadError(
            tool.plugin,
            f"The schema of the tool {tool.name} refers to {error.ref}, which it does not hold.",
        ) from error
    return _in_words(errors[0]) if errors else None


def _in_words(error: Any) -> str:
    place = ".".join(str(part) for part in error.absolute_path)
    return f"{place}: {error.message}" if place else str(error.message)
