"""Labelled requests: one JSON object a line, with the call that it should become.

    {"request": "mails from Ada since Monday", "tool": "mail.search",
     "arguments": {"sender": "Ada", "since": "2026-11-23"}, "language": "en", "split": "report"}

`tool` is null for what no tool serves. An argument's value may be "*" (anything) or
{"any": [...]}; a name that ends in "?" may be left out. `also` lists other calls that serve the
user just as well, each with `tool` and `arguments`. `now` is the moment of the request.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from llmos.calls import Effect, ToolSpec
from llmos.errors import LlmosError

_NOW = datetime.fromisoformat("2026-11-24T10:00:00")


class Wanted(msgspec.Struct, frozen=True):
    """One call that a request may become; without a tool, its refusal."""

    tool: str | None
    arguments: dict[str, Any] = {}


class Labelled(msgspec.Struct, frozen=True):
    """One request and what it should become."""

    request: str
    tool: str | None
    arguments: dict[str, Any] = {}
    now: datetime = _NOW
    language: str = "en"
    kind: str = ""
    split: str = ""
    also: tuple[Wanted, ...] = ()

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """The labelled call, and the others that serve as well."""
        return (Wanted(self.tool, self.arguments), *self.also)


class _Described(msgspec.Struct, frozen=True):
    """A tool that stands in for one of a plugin that is not installed."""

    name: str
    description: str
    needs: tuple[str, ...] = ()
    effect: Effect = "read"
    required: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    parameters: dict[str, dict[str, Any]] = {}


def read_labelled(file: Path, split: str = "") -> list[Labelled]:
    """The requests of a file, or those of one split."""
    lines = _text(file).splitlines()
    rows = list(_rows(file, lines))
    return [row for row in rows if not split or row.split == split]


def read_tools(file: Path) -> list[ToolSpec]:
    """Tools that are described in a TOML file instead of being installed."""
    try:
        found = msgspec.convert(tomllib.loads(_text(file)), dict[str, list[_Described]])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LlmosError(f"{file} describes no tools: {error}.") from error
    return [_spec(tool) for tool in found.get("tool", ())]


def _rows(file: Path, lines: list[str]) -> Iterator[Labelled]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield msgspec.json.decode(line, type=Labelled)
        except msgspec.DecodeError as error:
            raise LlmosError(
                f"{file}, line {number}, is no labelled request: {error}.",
                hint='Write lines like {"request": "mails from Ada", "tool": "mail.search"}.',
            ) from error


def _spec(tool: _Described) -> ToolSpec:
    return ToolSpec(
        name=tool.name,
        plugin=tool.name.partition(".")[0],
        description=tool.description,
        parameters={
            "type": "object",
            "properties": tool.parameters,
            "required": list(tool.required),
            "additionalProperties": False,
        },
        needs=tool.needs,
        effect=tool.effect,
        examples=tool.examples,
        phrases=tool.phrases,
    )


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LlmosError(f"{file} cannot be read: {error}.") from error
