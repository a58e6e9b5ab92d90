"""The part of JSON Schema that llama.cpp's grammars can hold, and schemas brought down to it.

A grammar guides the form; whether values are right is checked afterwards by validators. So what
a grammar cannot say is left out here, in one place, instead of failing: llama-cpp-python would
fall back to "any JSON" without a word.
"""

from __future__ import annotations

from typing import Any

from llmos.engines.references import inlined

Schema = dict[str, Any]

_KEPT = (
    "type",
    "const",
    "enum",
    "required",
    "minItems",
    "maxItems",
    "format",
    "minLength",
    "minProperties",
    "x-own-words",
)
_FORMATS = {"date", "date-time", "time", "uuid"}
_MOST_REPETITIONS = 32  # each becomes a rule of its own; larger bounds slow every token
_ANYTHING: Schema = {"type": ["object", "array", "string", "number", "boolean"]}


def plain(schema: Schema) -> Schema:
    """The schema without references, annotations and what a grammar cannot say."""
    return _plain(inlined(schema))


def _plain(schema: Schema) -> Schema:
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return {"anyOf": [_plain(part) for part in schema[union]]}
    if len(schema.get("allOf", ())) == 1:
        return _plain(schema["allOf"][0])
    return _leaf(schema) | _parts(schema) or _ANYTHING


def _leaf(schema: Schema) -> Schema:
    leaf = {key: schema[key] for key in _KEPT if key in schema}
    if leaf.get("format") not in _FORMATS:
        leaf.pop("format", None)
    for bound in ("minLength", "minItems", "maxItems"):
        if leaf.get(bound, 0) > _MOST_REPETITIONS:
            del leaf[bound]
    return leaf


def _parts(schema: Schema) -> Schema:
    parts: Schema = {}
    if "properties" in schema:
        properties = schema["properties"].items()
        parts["properties"] = {name: _plain(part) for name, part in properties}
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            parts[key] = _plain(schema[key])
    if "prefixItems" in schema:
        parts["prefixItems"] = [_plain(part) for part in schema["prefixItems"]]
    return parts
