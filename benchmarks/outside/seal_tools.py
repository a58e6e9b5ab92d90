"""Seal-Tools: thousands of functions as tools, and requests for one or several of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from llmos.calls import ToolSpec
from outside.fixtures import rows

_TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


class Wanted(NamedTuple):
    """A request and the names of the tools that it is for."""

    request: str
    tools: list[str]

    def sentences(self) -> list[str]:
        """A request for several tools says one thing after the other."""
        return _SENTENCE.split(self.request)


def tools(folder: Path) -> list[ToolSpec]:
    """Every function as a tool, its field standing for the plugin."""
    return [
        ToolSpec(
            row["api_name"],
            row["field"].partition("/")[0],
            row["api_description"],
            {
                "type": "object",
                "properties": {
                    name: {**one, "type": _TYPES.get(one["type"], "string")}
                    for name, one in row["parameters"].items()
                },
                "required": row["required"],
            },
            (),
        )
        for row in rows(folder / "tool.jsonl")
    ]


def requests(folder: Path) -> list[Wanted]:
    """The requests of the development part."""
    found = rows(folder / "dev.jsonl")
    return [Wanted(row["query"], [call["api"] for call in row["calling"]]) for row in found]
