"""JSON schemas without references: each one replaced by what it points at.

Then a schema can be put inside another one, and readers need not know where a reference leads.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

_DEEPEST = 8  # references within references; deeper than any tool's parameters


def inlined(schema: Schema) -> Schema:
    """The schema with every reference within it in place.

    A reference that leads elsewhere, or back to where it stands, becomes a schema that says
    nothing.
    """
    own = {key: part for key, part in schema.items() if key != "$defs"}
    whole: Schema = _inlined(own, schema, ())
    return whole


def _inlined(part: Any, root: Schema, path: tuple[str, ...]) -> Any:
    if isinstance(part, list):
        return [_inlined(item, root, path) for item in part]
    if not isinstance(part, dict):
        return part
    reference = part.get("$ref")
    if not isinstance(reference, str):
        return {key: _inlined(value, root, path) for key, value in part.items()}
    beside = {key: value for key, value in part.items() if key != "$ref"}
    endless = reference in path or len(path) >= _DEEPEST
    target = {} if endless else _target(reference, root)
    return _inlined({**target, **beside}, root, (*path, reference))


def _target(reference: str, root: Schema) -> Schema:
    if not reference.startswith("#/"):
        return {}
    target: Any = root
    for step in reference[2:].split("/"):
        target = target.get(step) if isinstance(target, dict) else None
    return target if isinstance(target, dict) else {}
