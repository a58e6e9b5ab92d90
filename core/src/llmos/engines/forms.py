"""JSON schemas from outside as forms for the model to fill in: checked, and as a pydantic class.

A form may come from a plugin, so nothing in it may cost more than it is worth: no references, no
regular expressions, bounded in size and depth.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from llmos.errors import EngineError, ToolError

Form = dict[str, Any]

_LARGEST = 20_000  # characters of JSON
_DEEPEST = 20  # levels of JSON, two for each level of fields
_COSTLY = ("pattern", "patternProperties", "format", "uniqueItems")


def checked(form: Form) -> Form:
    """The form without what is costly to check; a `ToolError` if it cannot be used at all."""
    if len(json.dumps(form)) > _LARGEST or _depth(form) > _DEEPEST:
        raise ToolError("The form is too large for the model.", hint="Ask for fewer fields.")
    if form.get("type") != "object" or not form.get("properties"):
        raise ToolError("The form has no fields: it must be a class with at least one.")
    if _mentions(form, "$ref"):
        raise ToolError("The form refers to others; llmos needs it whole.")
    plain: Form = _without_costly(form)
    return plain


def answers(form: Form) -> type[BaseModel]:
    """The class of answers in this (checked) form; the values are in `model_extra`."""
    validator = _validator(form)

    def be_the_form(schema: Form) -> None:
        schema.clear()
        schema.update(form, title="Facts")

    class Facts(BaseModel):
        """The facts, in the form that was asked for."""

        model_config = ConfigDict(extra="allow", json_schema_extra=be_the_form)

        @model_validator(mode="before")
        @classmethod
        def fit(cls, values: Any) -> Any:
            for error in validator.iter_errors(values):
                place = ".".join(str(part) for part in error.absolute_path)
                raise ValueError(f"{place}: {error.message}" if place else error.message)
            return values

    return Facts


def _depth(value: Any) -> int:
    """How deep it is nested; counted by levels, because calling itself could go too deep."""
    level, depth = [value], 0
    while level and depth <= _DEEPEST:
        level = [part for one in level for part in _parts(one)]
        depth += 1
    return depth


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _mentions(value: Any, key: str) -> bool:
    return (isinstance(value, dict) and key in value) or any(
        _mentions(part, key) for part in _parts(value)
    )


def _without_costly(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_costly(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _fields(value) if key == "properties" else _without_costly(value)
        for key, value in schema.items()
        if key not in _COSTLY
    }


def _fields(properties: Any) -> Any:
    """The fields of an object, which may be called like anything."""
    if not isinstance(properties, dict):
        return properties
    return {name: _without_costly(field) for name, field in properties.items()}


def _validator(form: Form) -> Any:
    # Imported here because only extraction needs it.
    try:
        from jsonschema import Draft202012Validator, SchemaError  # type: ignore[import-untyped]
    except ImportError as error:
        raise EngineError(
            f"The model cannot be asked for facts: {error.name} is not installed.",
            hint='pip install "llmos[local]"',
        ) from error
    try:
        Draft202012Validator.check_schema(form)
    except SchemaError as error:
        raise ToolError(f"The form is no JSON schema: {error.message}.") from error
    return Draft202012Validator(form)
