"""The values that travel through the kernel: a request, the call it becomes, what came back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

Effect = Literal["read", "write", "send", "destructive"]


class Request(msgspec.Struct, frozen=True):
    """Plain words from a user or a program, as a door handed them in."""

    text: str
    now: datetime
    door: str = "ask"
    foreground: bool = True


class ToolSpec(msgspec.Struct, frozen=True):
    """Everything that is known of a tool without its plugin's code.

    `parameters` is the JSON schema of the arguments (an object schema, from pydantic);
    `destinations` maps each parameter that says where something goes to its kind (`address`,
    `path`, ...); `previews` says whether its effect can be shown before it happens; what is not
    `offered` is for other plugins only, and the model does not hear of it. `takes` maps
    parameters to the kind of record that they name (`event`, `mail`, `person`, ...), `yields` such
    kinds to where they stand in the tool's result; with these a plan's steps lean on each other.
    `examples` are requests that the tool's author shows; `phrases` are more of them, for telling
    tools apart alone.
    """

    name: str
    plugin: str
    description: str
    parameters: dict[str, Any]
    needs: tuple[str, ...]
    effect: Effect = "read"
    destinations: dict[str, str] = {}
    examples: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    previews: bool = False
    offered: bool = True
    takes: dict[str, str] = {}
    yields: dict[str, str] = {}

    @property
    def summary(self) -> str:
        """The first line of the description."""
        return self.description.partition("\n")[0]


class Call(msgspec.Struct, frozen=True):
    """A tool's full name and arguments that fit its schema."""

    tool: str
    arguments: dict[str, Any] = {}

    @property
    def plugin(self) -> str:
        """The id of the plugin that owns the tool."""
        return self.tool.partition(".")[0]
