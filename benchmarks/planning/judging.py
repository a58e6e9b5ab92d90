"""Whether what was done is exactly what was asked: the tools, their arguments, the effects.

A label's argument is a value, `{"any": [...]}`, `{"has": "part"}`, or `"@TITLE"` for the record of
that title, whose id or path only a step before can have found. Arguments that a label does not
name may be there only if they leave things as they are: those of reading tools.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Any

from llmos.blocks import Output
from llmos.calls import Call

_PEOPLE = ("to", "sender", "person", "people")
_ARTICLES = re.compile(r"^(?:the|my|a|an|der|die|das|den|mein\w*|le|la)\s+", re.I)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def faults(
    label: dict[str, Any], calls: Sequence[Call], outputs: Sequence[Output], effects: Sequence[str]
) -> list[str]:
    """What is not as labelled, in short; nothing if all is."""
    steps = label["steps"]
    tools = [call.tool for call in calls]
    wanted = [step["tool"].split("|") for step in steps]
    named = titles_of(outputs)
    if not _fit(tools, wanted):
        return [f"tools: {' → '.join(tools) or 'none'}"]
    found = []
    for step, call in zip(steps, calls, strict=True):
        found += [
            f"{call.tool}.{name}: {_named(call.arguments.get(name), named)!r}"
            for name, value in step["arguments"].items()
            if not _is(name, value, call.arguments.get(name), named)
        ]
    if not same_effects(label["effects"], effects):
        found.append(f"effects: {list(effects)}")
    return found


def unasked(label: dict[str, Any], effects: Sequence[str]) -> list[str]:
    """The effects that the label does not have."""
    left = list(label["effects"])
    strange = []
    for effect in effects:
        fitting = next((one for one in left if fnmatchcase(effect, one)), None)
        if fitting is None:
            strange.append(effect)
        else:
            left.remove(fitting)
    return strange


def same_effects(wanted: Sequence[str], effects: Sequence[str]) -> bool:
    """Whether exactly these effects are there."""
    return len(wanted) == len(effects) and not unasked({"effects": list(wanted)}, effects)


def titles_of(outputs: Sequence[Output]) -> dict[str, str]:
    """The title of every record that was found, by its id and by its path."""
    titles: dict[str, str] = {}
    for output in outputs:
        titles = {citation.id: citation.title for citation in output.citations} | titles
        titles |= {
            file["path"]: file["name"] for file in output.value.get("files", []) if "path" in file
        }
    return titles


def _fit(tools: Sequence[str], wanted: Sequence[list[str]]) -> bool:
    return len(tools) == len(wanted) and all(
        tool in names for tool, names in zip(tools, wanted, strict=True)
    )


def _is(name: str, wanted: Any, value: Any, titles: dict[str, str]) -> bool:
    if isinstance(wanted, dict) and "any" in wanted:
        return any(_is(name, one, value, titles) for one in wanted["any"])
    if isinstance(wanted, dict):
        return _plain(wanted["has"]) in _plain(_named(value, titles))
    if wanted == "@moment":
        return isinstance(value, str) and "T" in value
    if isinstance(wanted, list):
        return (
            isinstance(value, list)
            and len(value) == len(wanted)
            and all(_is(name, one, each, titles) for one, each in zip(wanted, value, strict=True))
        )
    if isinstance(wanted, str) and wanted.startswith("@"):
        return _plain(titles.get(str(value), "")) == _plain(wanted[1:])
    if name in _PEOPLE and isinstance(value, str) and not _DATE.match(value):
        return _plain(value).split()[:1] == _plain(wanted).split()[:1]
    if isinstance(wanted, str) and isinstance(value, str):
        return _plain(value) == _plain(wanted) or (
            value.startswith(wanted) and bool(_DATE.match(wanted))
        )
    return bool(value == wanted)


def _named(value: Any, titles: dict[str, str]) -> Any:
    return titles.get(value, value) if isinstance(value, str) else value


def _plain(value: Any) -> str:
    return _ARTICLES.sub("", re.sub(r"\s+", " ", str(value)).strip(' .!?"“”')).casefold()
