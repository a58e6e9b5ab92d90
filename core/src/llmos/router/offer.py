"""A tool's parameters as the model is offered them: optional means omitted, never null.

A model that may write null writes it, and one that is told a default repeats it. So neither is
offered, and where an answer holds them all the same, they are dropped.
"""

from __future__ import annotations

from typing import Any

from llmos.engines import inlined

Schema = dict[str, Any]

_NULL = {"type": "null"}


def offered(parameters: Schema) -> Schema:
    """The JSON schema of the arguments without references, null, titles and defaults."""
    properties = inlined(parameters).get("properties", {})
    required = parameters.get("required", ())
    return {
        "type": "object",
        "properties": {name: _without_null(schema) for name, schema in properties.items()},
        "required": [name for name in required if not _may_be_null(properties[name])],
        "additionalProperties": False,
    }


def said(arguments: dict[str, Any], parameters: Schema) -> dict[str, Any]:
    """The arguments that say something: neither null nor just the default."""
    properties = parameters.get("properties", {})

    def says_something(name: str, value: Any) -> bool:
        default = properties.get(name, {}).get("default", _NULL)
        return value is not None and value != default

    return {name: value for name, value in arguments.items() if says_something(name, value)}


def optional(parameters: Schema) -> set[str]:
    """The names that a call may leave out."""
    properties = parameters.get("properties", {})
    return set(properties) - set(parameters.get("required", ()))


def _may_be_null(schema: Schema) -> bool:
    return _NULL in schema.get("anyOf", ())


def _without_null(schema: Schema) -> Schema:
    kept = {key: value for key, value in schema.items() if key not in ("default", "title")}
    if not _may_be_null(schema):
        return kept
    others = [part for part in kept.pop("anyOf") if part != _NULL]
    return {**kept, **others[0]} if len(others) == 1 else {**kept, "anyOf": others}
