"""The part of JSON Schema that llama.cpp's grammars can hold, and schemas brought down to it.

A grammar guides the form; whether values are right is checked afterwards by validators. So what
a grammar cannot say is left out here, in one place, instead of failing: llama-cpp-python would
fall back to "any JSON" without a word.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

_UNIONS = ("anyOf", "oneOf")
_KEPT = ("type", "const", "enum", "required", "minItems", "maxItems", "format", "minLength")
_FORMATS = {"date", "date-time", "time", "uuid"}
_MOST_REPETITIONS = 32  # each becomes a rule of its own; larger bounds slow every token
_DEEPEST = 12


def plain(schema: Schema) -> Schema:
    """The schema without references, annotations and what a grammar cannot say."""
    return _plain(schema, schema, 0)


def _plain(schema: Schema, root: Schema, depth: int) -> Schema:
    if depth > _DEEPEST:  # a schema that refers to itself: from here on any object will do
        return {}
    if "$ref" in schema:
        return _plain(_resolve(schema["$ref"], root), root, depth + 1)
    for union in _UNIONS:
        if union in schema:
            return {"anyOf": [_plain(part, root, depth + 1) for part in schema[union]]}
    if len(schema.get("allOf", ())) == 1:
        return _plain(schema["allOf"][0], root, depth + 1)
    return _leaf(schema) | _parts(schema, root, depth)


def _leaf(schema: Schema) -> Schema:
    leaf = {key: schema[key] for key in _KEPT if key in schema}
    if leaf.get("format") not in _FORMATS:
        leaf.pop("format", None)
    for bound in ("minLength", "minItems", "maxItems"):
        if leaf.get(bound, 0) > _MOST_REPETITIONS:
            del leaf[bound]
    return leaf


def _parts(schema: Schema, root: Schema, depth: int) -> Schema:
    parts: Schema = {}
    if "properties" in schema:
        properties = schema["properties"].items()
        parts["properties"] = {name: _plain(part, root, depth + 1) for name, part in properties}
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            parts[key] = _plain(schema[key], root, depth + 1)
    if "prefixItems" in schema:
        parts["prefixItems"] = [_plain(part, root, depth + 1) for part in schema["prefixItems"]]
    return parts


def _resolve(reference: str, root: Schema) -> Schema:
    """What a reference within the schema points at; one that leads out of it allows anything."""
    if not reference.startswith("#/"):
        return {}
    target: Any = root
    for step in reference[2:].split("/"):
        target = target.get(step, {}) if isinstance(target, dict) else {}
    return target if isinstance(target, dict) else {}
