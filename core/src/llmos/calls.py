"""The values that travel through the kernel: a request, the call it becomes, what came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Effect = Literal["read", "write", "send", "destructive"]


@dataclass(frozen=True)
class Request:
    """Plain words from a user or a program, as a door handed them in."""

    text: str
    now: datetime
    door: str = "ask"
    foreground: bool = True


@dataclass(frozen=True)
class ToolSpec:
    """Everything that is known of a tool without its plugin's code.

    `parameters` is the JSON schema of the arguments (an object schema, from pydantic);
    `destinations` maps each parameter that says where something goes to its kind (`address`,
    `path`, ...).
    """

    name: str
    plugin: str
    description: str
    parameters: dict[str, Any]
    needs: tuple[str, ...]
    effect: Effect = "read"
    destinations: dict[str, str] = field(default_factory=dict)
    examples: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The first line of the description."""
        return self.description.partition("\n")[0]


@dataclass(frozen=True)
class Call:
    """A tool's full name and arguments that fit its schema."""

    tool: str
    arguments: dict[str, Any] = field(default_factory=dict)

    @property
    def plugin(self) -> str:
        """The id of the plugin that owns the tool."""
        return self.tool.partition(".")[0]
