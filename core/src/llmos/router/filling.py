"""The arguments of a chosen tool: resolved by code where code can, else decided by the model.

Times, switches and named choices come from the words of the request by rule. What is left are
fields for words and numbers, and the model may fill them only with what stands in the request;
an engine that knows such forms decides them without writing. A required field for which the
request offers nothing is asked for, not invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from llmos.calls import Call, Request, ToolSpec
from llmos.engines import Engine, create
from llmos.errors import RoutingError
from llmos.router.dates import dated, is_about_time, spans_for
from llmos.router.grounding import grounded
from llmos.router.offer import Schema, offered, said
from llmos.router.prompt import filling
from llmos.router.schema import Check, filled
from llmos.router.values import Values, is_person, reach
from llmos.router.words import stems

_INTO = frozenset(("into", "to", "in", "as", "en", "dans", "zu", "called", "be"))


class Filled(msgspec.Struct, frozen=True):
    """A call, or the required fields that the request says nothing about."""

    call: Call | None
    missing: tuple[str, ...] = ()


def fill(
    engine: Engine, tool: ToolSpec, request: Request, check: Check, *, attempts: int
) -> Filled:
    """The call of this tool that the request means."""
    spans = spans_for(tool, request)
    form = offered(tool.parameters)
    known = dated(tool, spans, request.now)
    known |= _resolved(tool, form, Values(request.text, spans, tool), request)
    values = Values(request.text, spans, tool, known)
    left, missing = _left(tool, form, known, values)
    if missing:
        return Filled(None, missing)

    def whole(arguments: dict[str, Any]) -> dict[str, Any]:
        stated = grounded(request, tool, arguments, chosen=_choices(form) | set(known))
        order = form["properties"]
        both = said(known | stated, tool.parameters)
        return {name: both[name] for name in order if name in both}

    answers = filled(tool, left, check, whole)
    if not left["properties"]:
        return Filled(Call(tool.name, _checked(answers, tool)))
    asked = filling(tool, list(left["properties"]), request)
    answer: Any = create(engine, answers, asked, attempts=attempts)
    return Filled(Call(tool.name, answer.root))


def _checked(answers: Any, tool: ToolSpec) -> dict[str, Any]:
    """The known arguments by themselves, checked like an answer."""
    from pydantic import ValidationError

    try:
        checked: dict[str, Any] = answers.model_validate({}).root
    except ValidationError as error:
        raise RoutingError(
            f"{tool.name} cannot be called for this: {error.errors()[0]['msg']}.",
            attempts=0,
            hint="Say it in other words.",
        ) from error
    return checked


def _resolved(tool: ToolSpec, form: Schema, values: Values, request: Request) -> dict[str, Any]:
    """Switches, named choices, and the one id or number that a request offers for its field."""
    subject = stems(tool.name.replace(".", " "))
    found: dict[str, Any] = {}
    for name, schema in form["properties"].items():
        if schema.get("type") == "boolean":
            found[name] = values.says(name, schema, subject)
        elif "enum" in schema:
            found[name] = values.named(schema["enum"], schema.get("description", ""))
        elif _is_id(name) and len(ids := values.ids()) == 1:
            found[name] = ids[0]
        elif schema.get("type") == "integer" and not is_about_time(name, schema):
            numbers = values.numbers(schema)
            found[name] = numbers[0] if len(numbers) == 1 else None
    found |= _of_files(form["properties"], values.files())
    messages = [name for name, schema in form["properties"].items() if _is_message(name, schema)]
    if "question" in messages:
        found["question"] = request.text.strip()
    elif len(messages) == 1 and (tail := values.tail()):
        found[messages[0]] = tail
    return {name: value for name, value in found.items() if value is not None}


def _of_files(properties: Schema, files: dict[str, str]) -> dict[str, Any]:
    """File names go where the word before them says, the first one else to `file`."""
    found: dict[str, Any] = {}
    for name, before in files.items():
        target = next((field for field in ("into", "to") if field in properties), "")
        if target and before in _INTO and target not in found:
            found[target] = name
        elif "file" in properties and "file" not in found:
            found["file"] = name
    return found


def _is_message(name: str, schema: Schema) -> bool:
    return schema.get("type") == "string" and reach(name, schema) == "message"


def _left(
    tool: ToolSpec, form: Schema, known: dict[str, Any], values: Values
) -> tuple[Schema, tuple[str, ...]]:
    """The form of what the model decides, and what is required but nowhere in the request."""
    required, properties = form["required"], form["properties"]
    parts: dict[str, Schema] = {}
    order = ("name", "title", "message")
    ranks = {n: (n not in required, order.index(reach(n, s))) for n, s in properties.items()}
    for name in sorted(properties, key=ranks.__getitem__):
        schema = properties[name]
        if name in known or schema.get("type") == "boolean":
            continue
        if is_about_time(name, schema) or ("enum" in schema and name not in required):
            continue  # a choice that may be left out and is not named is left out
        part = _part(name, schema, values, required=name in required)
        if part is not None:
            parts[name] = part
    missing = tuple(name for name in required if name not in known and name not in parts)
    kept = [name for name in required if name in parts]
    is_open = [name for name, part in parts.items() if part.get("x-own-words")]
    # Words that are taken as they stand say nothing about the other fields.
    taken = bool(values.tail()) and any(_is_message(name, properties[name]) for name in known)
    persons = [name for name in is_open if is_person(name, properties[name])]
    kept += [name for name in persons[:1] if len(persons) == 1 and name not in kept]
    return {
        "type": "object",
        "properties": parts,
        "required": kept,
        "minProperties": max(len(kept), 0 if taken else values.at_least(len(is_open))),
        "additionalProperties": False,
    }, missing


def _part(name: str, schema: Schema, values: Values, *, required: bool) -> Schema | None:
    """The field with the values that the request offers; None if there are none."""
    offers: Sequence[Any]
    if "enum" in schema or "const" in schema or "anyOf" in schema:
        return schema
    kind = schema.get("type")
    if kind == "string":
        if not _is_id(name):
            runs = values.runs(name, schema, required=required)
            return {"type": kind, "enum": runs, "x-own-words": True} if runs else None
        offers = values.ids()
    elif kind in ("integer", "number"):
        offers = values.numbers(schema)
    elif kind == "array" and schema.get("items", {}).get("type") == "string":
        runs = values.runs(name, schema, required=required)
        items = {"type": "string", "enum": runs}
        return {"type": "array", "items": items, "x-own-words": True} if runs else None
    else:
        return schema
    return {"type": kind, "enum": list(offers)} if offers else None


def _is_id(name: str) -> bool:
    return name == "id" or name.endswith("_id")


def _choices(form: Schema) -> set[str]:
    return {name for name, schema in form["properties"].items() if "enum" in schema}
