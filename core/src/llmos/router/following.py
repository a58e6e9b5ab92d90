"""What a request means that leans on the one before: "and on Friday?", "the second one".

Two ways of leaning are understood by rule; everything else is a request of its own.

    another time    the same call, with the times that are said now
    a record        the tool of the same plugin that takes an id, with that of the record meant
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmos.calls import Call, Request, ToolSpec
from llmos.router.dates import dated, is_about_time, spans_for
from llmos.router.offer import offered
from llmos.router.words import FUNCTION_WORDS, words

_JOINED = re.compile(
    r"^(?:and|or|but|then|what about|how about|und|oder|was ist mit|wie ist es|et|ou)\b", re.I
)
_PLACES: dict[str, int] = {
    word: place
    for place, line in enumerate(
        (
            "first erste ersten erster premier première 1st",
            "second zweite zweiten zweiter deuxième 2nd",
            "third dritte dritten dritter troisième 3rd",
            "fourth vierte vierten quatrième 4th",
            "fifth fünfte fünften cinquième 5th",
        )
    )
    for word in line.split()
}
_LAST = frozenset("last letzte letzten letzter dernier dernière".split())
_POINTING = frozenset(
    "one it that this read open show me please die der das den lies zeig öffne mir bitte "
    "le la lis ouvre montre moi the them eine".split()
)


def followed(
    request: Request, before: Call, records: Sequence[str], tools: Sequence[ToolSpec]
) -> Call | None:
    """The call that a request means after this one, whose answer cited these records.

    None if the request stands by itself.
    """
    named = {tool.name: tool for tool in tools}
    if before.tool in named and (call := _another_time(request, before, named[before.tool])):
        return call
    return _record(request, before, records, tools)


def _another_time(request: Request, before: Call, tool: ToolSpec) -> Call | None:
    joined = _JOINED.match(request.text.strip())
    spans = spans_for(tool, request)
    if not spans or (joined is None and len(request.text.split()) > _SHORT):
        return None
    rest = request.text
    for span in reversed(spans):
        rest = rest[: span.begin] + " " + rest[span.end :]
    rest = _JOINED.sub("", rest.strip())
    if any(word not in FUNCTION_WORDS for word in words(rest)):
        return None
    properties = offered(tool.parameters)["properties"]
    times = dated(tool, spans, request)
    kept = {
        name: value
        for name, value in before.arguments.items()
        if name not in properties or not is_about_time(name, properties[name])
    }
    return Call(before.tool, kept | times) if times else None


_SHORT = 4
"""Words up to which a bare time ("on Friday?") is taken to lean on the request before."""


def _record(
    request: Request, before: Call, records: Sequence[str], tools: Sequence[ToolSpec]
) -> Call | None:
    said = words(request.text)
    places = [_PLACES[word] for word in said if word in _PLACES]
    places += [len(records) - 1 for word in said if word in _LAST]
    others = [word for word in said if word not in _PLACES and word not in _LAST | _POINTING]
    if len(places) != 1 or others or not 0 <= places[0] < len(records):
        return None
    reader = next((tool for tool in tools if _reads_one(tool, before.plugin)), None)
    return Call(reader.name, {"id": records[places[0]]}) if reader else None


def _reads_one(tool: ToolSpec, plugin: str) -> bool:
    return (
        tool.plugin == plugin
        and tool.effect == "read"
        and list(tool.parameters.get("required", ())) == ["id"]
    )
