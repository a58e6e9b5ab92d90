"""What a request means that leans on the one before: "and on Friday?", "the second one".

Understood by rule; everything else is a request of its own.

    another time     the same call, with the times that are said now; shifting.py: "the day after"
    another value    the same call, with another person or other words: "and from Jan?"
    narrower         the same call with a switch of its tool's: "only the unread ones"
    a record         the tool of the same plugin that reads one; pointing.py finds which is meant
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from llmos.calls import Call, Request, ToolSpec
from llmos.router.dates import dated, is_about_time, spans_for
from llmos.router.offer import offered
from llmos.router.pointing import Mention, pointed_at, refers_to_one
from llmos.router.shifting import is_shift, shifted
from llmos.router.words import FUNCTION_WORDS, stems, words

_JOINED = re.compile(
    r"^(?:(?:no|nein|non|sorry|pardon)\b[, ]*)?(?:and(?: what about)?|or|but|then|what about"
    r"|how about|(?:no, )?i (?:mean|meant)|rather|instead|only|just|those|the ones"
    r"|und(?: was ist mit)?|oder|was ist mit|wie ist es|ich mein(?:e|te)|lieber|nur"
    r"|et|ou|plutôt|seulement|je (?:veux|voulais) dire)\b[, ]*",
    re.I,
)
_ONLY = re.compile(r"^(?:(?:and|und|et) )?(?:only|just|nur|seulement)\b", re.I)
_ASKED_OF_IT = re.compile(
    r"^(?:and |und )?(?:(?:does|did|do|what does|what did) (?:it|he|she|they|that) (?:also )?"
    r"(?:say|mention|write|tell)|(?:was )?(?:steht|sagt|schreibt)"
    r"(?: (?:da|dort|darin|drin|er|sie|es))?(?: auch)?)\s+"
    r"(?=(?:(?:anything|something|was|etwas) )?(?:about|on|über|zu|zum|zur)\b)",
    re.I,
)
"""What asks one thing more of what was read: "does it say anything about cats?"."""

_ANYTHING = frozenset("what anything something was etwas quoi".split())
_FROM = frozenset("from by with von mit de d avec chez".split())
_TO = frozenset("to an à".split())
_ABOUT = frozenset("about regarding for on in at über zu zum zur bei im sur pour dans".split())
_EMPTY = frozenset(
    "the a an der die das den dem le la les un une ones one those welche ceux".split()
)
_PERSONS = ("sender", "person", "who", "to")
_TOPICS = ("about", "text", "question", "document", "words")
_MONTHS_AND_NAMES = frozenset(("Jan", "April", "May", "June", "August"))
_SHORT = 4
"""Words up to which a bare time ("on Friday?") is taken to lean on the request before, and up to
which words that follow "and" can be one value.
"""


def followed(
    request: Request, before: Call, mentions: Sequence[Mention], tools: Sequence[ToolSpec]
) -> Call | None:
    """The call that a request means after this one, whose answer mentioned these records.

    None if the request stands by itself, or does more to a record than read it.
    """
    named = {tool.name: tool for tool in tools}
    tool = named.get(before.tool)
    pointed = pointed_at(request.text, mentions)
    reader = next((one for one in tools if refers_to_one(one, before.plugin)), None)
    if pointed is not None and pointed.reads and reader is not None:
        return Call(reader.name, {"id": pointed.mention.id})
    if tool is not None and tool.effect == "read":
        said = _JOINED.sub("", request.text.strip())
        if is_shift(said):
            moved = shifted(said, before.arguments)
            return Call(before.tool, before.arguments | moved) if moved else None
        for way in (_switched, _another_value, _another_time):
            if call := way(request, before, tool):
                return call
    return None


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


def _switched(request: Request, before: Call, tool: ToolSpec) -> Call | None:
    """The same call with the one switch that "only" names."""
    if not _ONLY.match(request.text.strip()):
        return None
    said, subject = stems(request.text), stems(tool.name.replace(".", " "))
    found = [
        name
        for name, schema in offered(tool.parameters)["properties"].items()
        if schema.get("type") == "boolean"
        and (stems(f"{name.replace('_', ' ')} {schema.get('description', '')}") - subject) & said
    ]
    return Call(before.tool, before.arguments | {found[0]: True}) if len(found) == 1 else None


def _another_value(request: Request, before: Call, tool: ToolSpec) -> Call | None:
    text = request.text.strip().rstrip("?!. ")
    asked = _ASKED_OF_IT.match(text)
    joined = asked or _JOINED.match(text)
    if joined is None or not (said := text[joined.end() :].split()):
        return None
    while len(said) > 1 and said[0].casefold() in _EMPTY | _ANYTHING:
        said = said[1:]
    lead = said[0].casefold() if said[0].casefold() in _FROM | _TO | _ABOUT else ""
    value = said[1:] if lead else said
    while value and value[0].casefold() in _EMPTY:
        value = value[1:]
    if not 1 <= len(value) <= _SHORT:
        return None
    had_person = any(name in before.arguments for name in _PERSONS)
    is_name = lead in _FROM and had_person and value[0] in _MONTHS_AND_NAMES
    if spans_for(tool, request) and not is_name:
        return None
    if _ONLY.match(text) and not lead and not value[0][:1].isupper():
        return None  # a kind of record, which no field of this tool knows
    target = _target(lead, value, before.arguments, offered(tool.parameters)["properties"])
    return Call(before.tool, before.arguments | {target: " ".join(value)}) if target else None


def _target(lead: str, value: list[str], before: dict[str, Any], fields: dict[str, Any]) -> str:
    """The field that such a value belongs to; empty if that cannot be told."""
    named = all(word[:1].isupper() for word in value)
    persons = [name for name in _PERSONS if _is_text(fields.get(name, {}))]
    topics = [name for name in _TOPICS if _is_text(fields.get(name, {}))]
    if lead in _TO and named and "to" in persons:
        return "to"
    if lead in _FROM | _TO and persons:
        return _first(persons, before) if named else ""
    if lead in _ABOUT and topics:
        return _first(topics, before)
    had = next((name for name in (*persons, *topics) if name in before), "")
    if named and persons:
        return had if had in persons else _first(persons, before)
    return had if had in topics or not topics else _first(topics, before)


def _first(names: Sequence[str], before: dict[str, Any]) -> str:
    """The one that was filled in before, or the first of them."""
    return next((name for name in names if name in before), names[0] if names else "")


def _is_text(schema: dict[str, Any]) -> bool:
    return any(kind.get("type") == "string" for kind in (schema, *schema.get("anyOf", ())))
