"""`@tool`: a typed function that a plugin offers. The signature is the schema.

This is what authors see and what runs inside the worker. The kernel never imports a plugin, so
it knows tools only as `llmos.calls.ToolSpec`, which `spec` makes.
"""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, ParamSpec, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from llmos.calls import Effect, ToolSpec
from llmos.context import Context
from llmos.errors import InvalidArguments, PluginLoadError, ToolError
from llmos.misfits import in_words
from llmos.permissions import Permission
from llmos.results import Result

P = ParamSpec("P")
R = TypeVar("R")
R2 = TypeVar("R2", bound=Result)
M = TypeVar("M")


@dataclass(frozen=True)
class Destination:
    """Marks where something goes, for example `to: Annotated[str, Destination("address")]`.

    An `event` or `id` is the id of a record, as the plugin's own results cite it.
    """

    kind: Literal["address", "path", "host", "event", "id"]


_TAKEN = {"address": "person", "event": "event"}
"""What a destination takes, unless it is marked otherwise."""


@dataclass(frozen=True)
class Takes:
    """Marks a parameter that may name what an earlier step found, for example
    `id: Annotated[str, Takes("mail")]`; `event`, `mail`, `file` and `person` are known to all.
    """

    kind: str


class Tool(Generic[P, R]):
    """A function together with what it declares. Calling it calls the function."""

    def __init__(
        self,
        function: Callable[P, R],
        needs: Sequence[Permission],
        effect: Effect,
        examples: Sequence[str],
        offered: bool = True,
        yields: Mapping[str, str] | None = None,
    ) -> None:
        functools.update_wrapper(self, function)
        self.function = function
        self.needs = tuple(needs)
        self.effect = effect
        self.examples = tuple(examples)
        self.offered = offered
        self.yields = dict(yields or {})
        self.previewer: Tool[P, Result] | None = None

    def preview(self, function: Callable[P, R2]) -> Callable[P, R2]:
        """Declare what shows the effect before it happens, as a decorator: `@create.preview`.

        It takes the same parameters, runs first, and can change nothing but the plugin's own
        folder. The user sees the rendering of what it returns; the tool then finds its value in
        `ctx.previewed`, to refuse if the world has changed meanwhile.
        """
        self.previewer = Tool(function, self.needs, "read", ())
        return function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the function as if it were not declared at all."""
        return self.function(*args, **kwargs)

    @property
    def name(self) -> str:
        """The function's name, without the plugin's id."""
        return self.function.__name__


def tool(
    *,
    needs: Sequence[Permission] = (),
    effect: Effect = "read",
    examples: Sequence[str] = (),
    offered: bool = True,
    yields: Mapping[str, str] | None = None,
) -> Callable[[Callable[P, R]], Tool[P, R]]:
    """Declare a function as a tool: what it needs, what it does to the world, who would ask for it.

    A parameter annotated with `Context` is filled in by llmos and hidden from the model. The
    docstring is what the model reads. `examples` are requests in the words of a user. One that is
    not `offered` to the model is there for other plugins, which reach it with `ctx.call`. `yields`
    says where in the result later steps of a plan find what, such as `{"event": "events[].id"}`;
    `[0]` instead of `[]` says that the first one is meant where several were found.
    """

    def declare(function: Callable[P, R]) -> Tool[P, R]:
        return Tool(function, needs, effect, examples, offered, yields)

    return declare


class BoundTool:
    """A tool of a loaded plugin, checked and ready to run. Lives in the worker."""

    def __init__(self, plugin: str, declared: Tool[..., Any]) -> None:
        self.plugin = plugin
        self.tool = declared
        self.name = f"{plugin}.{declared.name}"
        self._hints = self._type_hints()
        self._context = self._context_parameter()
        self.schema = self._arguments_schema()
        self.preview = self._preview()

    def spec(self) -> ToolSpec:
        """What the kernel and the model may know of this tool."""
        return ToolSpec(
            name=self.name,
            plugin=self.plugin,
            description=self._description(),
            parameters=self.schema.model_json_schema(),
            needs=tuple(permission.name for permission in self.tool.needs),
            effect=self.tool.effect,
            destinations=self._destinations(),
            examples=self.tool.examples,
            previews=self.preview is not None,
            offered=self.tool.offered,
            takes=self._takes(),
            yields=self.tool.yields,
        )

    def validate(self, arguments: dict[str, Any]) -> BaseModel:
        """The arguments as the tool's own schema sees them; wrong ones are a sentence."""
        try:
            return self.schema.model_validate(arguments)
        except ValidationError as error:
            raise InvalidArguments(self.plugin, f"{self.name}: {in_words(error)}") from error

    def run(self, ctx: Context, arguments: dict[str, Any]) -> Result:
        """Call the function with validated arguments."""
        valid = self.validate(arguments)
        values = {name: getattr(valid, name) for name in type(valid).model_fields}
        if self._context is not None:
            values[self._context] = ctx
        result = self.tool.function(**values)
        if not isinstance(result, Result):
            raise self._wrong(f"returned {type(result).__name__}, not a Result")
        if unheeded := ctx.unheeded():
            raise ToolError(
                f"{self.name} does not know the limits that you set on {', '.join(unheeded)}, "
                "so its answer is not used.",
                hint="Grant it without these limits, or ask its authors to call ctx.scope(...).",
            )
        return result

    def _preview(self) -> BoundTool | None:
        if self.tool.previewer is None:
            return None
        if self.tool.effect == "read":
            raise self._wrong("has a preview, but no effect that it could show")
        preview = BoundTool(self.plugin, self.tool.previewer)
        if preview.schema.model_fields.keys() != self.schema.model_fields.keys():
            raise self._wrong(f"has a preview, {preview.name}, with other parameters")
        return preview

    def _description(self) -> str:
        text = inspect.getdoc(self.tool.function)
        if not text:
            raise self._wrong("has no docstring; the model reads it to choose the tool")
        return text

    def _type_hints(self) -> dict[str, Any]:
        try:
            return typing.get_type_hints(self.tool.function, include_extras=True)
        except NameError as error:
            raise self._wrong(f"has an annotation that cannot be resolved: {error}") from error

    def _context_parameter(self) -> str | None:
        return next((name for name, hint in self._hints.items() if hint is Context), None)

    def _parameters(self) -> list[inspect.Parameter]:
        parameters = inspect.signature(self.tool.function).parameters.values()
        for parameter in parameters:
            if parameter.name not in self._hints:
                raise self._wrong(f"has a parameter {parameter.name!r} without a type")
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                raise self._wrong(f"takes *{parameter.name}; a tool names its parameters")
        return [parameter for parameter in parameters if parameter.name != self._context]

    def _arguments_schema(self) -> type[BaseModel]:
        fields: dict[str, Any] = {
            parameter.name: (self._hints[parameter.name], _default(parameter))
            for parameter in self._parameters()
        }
        return create_model(
            self.name, __config__=ConfigDict(extra="forbid"), __doc__=self._description(), **fields
        )

    def _destinations(self) -> dict[str, str]:
        marks = {
            name: set(_marks(self._hints[name], Destination)) for name in self.schema.model_fields
        }
        for name, found in marks.items():
            if len(found) > 1:
                raise self._wrong(f"marks {name!r} as destinations of several kinds")
        return {name: mark.kind for name, found in marks.items() for mark in found}

    def _takes(self) -> dict[str, str]:
        goes = {name: _TAKEN[kind] for name, kind in self._destinations().items() if kind in _TAKEN}
        marked = {
            name: mark.kind
            for name in self.schema.model_fields
            for mark in _marks(self._hints[name], Takes)
        }
        return goes | marked

    def _wrong(self, what: str) -> PluginLoadError:
        return PluginLoadError(self.plugin, f"The tool {self.name} {what}.")


def _marks(hint: Any, mark: type[M], seen: frozenset[Any] = frozenset()) -> Iterator[M]:
    """The marks of an annotation, however deep: in an optional, a list, a field of a class."""
    if isinstance(hint, mark):
        yield hint
    elif isinstance(hint, type) and issubclass(hint, BaseModel) and hint not in seen:
        for field in hint.model_fields.values():
            for part in (field.annotation, *field.metadata):
                yield from _marks(part, mark, seen | {hint})
    else:
        for part in typing.get_args(hint):
            yield from _marks(part, mark, seen)


def _default(parameter: inspect.Parameter) -> Any:
    return Field() if parameter.default is parameter.empty else parameter.default
