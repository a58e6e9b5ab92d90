"""What stands for each answer that the router can give: the tools, and what belongs elsewhere."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from llmos.calls import ToolSpec
from llmos.router.matching import apart

TOPIC = "elsewhere."
"""How the name of an answer begins that stands for what no installed tool does."""

ABSENT = "absent."
"""How the name of an answer begins that stands for a well-known plugin that is not installed."""


class WellKnown(msgspec.Struct, frozen=True):
    """A plugin that is named when it could serve a request and is not installed."""

    distribution: str
    does: str
    needs: str
    phrases: list[str]


class Elsewhere(msgspec.Struct, frozen=True):
    """Requests that belong elsewhere, by topic and by well-known plugin."""

    topics: dict[str, list[str]]
    plugins: dict[str, WellKnown]

    def phrases(self) -> list[str]:
        """All of them."""
        known = (plugin.phrases for plugin in self.plugins.values())
        return [phrase for group in (*self.topics.values(), *known) for phrase in group]


@cache
def elsewhere() -> Elsewhere:
    """The phrases that come with the router."""
    text = files(__package__).joinpath("elsewhere.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Elsewhere)


def of_tool(tool: ToolSpec) -> list[str]:
    """What stands for a tool: its name and description, and each request that is known for it."""
    return [f"{apart(tool.name)}. {tool.description}", *tool.examples, *tool.phrases]


def by_answer(tools: Sequence[ToolSpec], installed: Collection[str] = ()) -> dict[str, list[str]]:
    """The phrases of every answer: tools by their names, then topics and absent plugins.

    `installed` names plugins that are there although none of these tools is theirs.
    """
    known = elsewhere()
    installed = {*installed, *(tool.plugin for tool in tools)}
    own = {tool.name: of_tool(tool) for tool in tools}
    said = {phrase.casefold() for phrases in own.values() for phrase in phrases}
    others = {f"{TOPIC}{name}": phrases for name, phrases in known.topics.items()}
    others |= {
        f"{ABSENT}{name}": plugin.phrases
        for name, plugin in known.plugins.items()
        if name not in installed
    }
    free = {
        answer: [phrase for phrase in phrases if phrase.casefold() not in said]
        for answer, phrases in others.items()
    }
    return own | {answer: phrases for answer, phrases in free.items() if phrases}
