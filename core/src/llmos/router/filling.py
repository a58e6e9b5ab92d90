"""The arguments of a chosen tool: resolved by code where code can, else decided by the model.

Times, switches and named choices come from the words of the request by rule. What is left are
fields for words and numbers, and the model may fill them only with what stands in the request;
an engine that knows such forms decides them without writing. A required field for which the
request offers nothing is asked for, not invented.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from llmos.calls import Call, Request, ToolSpec
from llmos.engines import Engine, create
from llmos.errors import RoutingError
from llmos.router.business import Business, Nothing, Titles
from llmos.router.dates import dated, is_about_time, spans_for
from llmos.router.grounding import grounded
from llmos.router.offer import Schema, offered, said
from llmos.router.prompt import filling
from llmos.router.resolving import Span
from llmos.router.roles import PERSONS, role
from llmos.router.sayings import beside, errand, headed, saying, settled
from llmos.router.schema import Check, filled
from llmos.router.segments import cut
from llmos.router.slots import Slots, assign
from llmos.router.stories import told
from llmos.router.values import Values
from llmos.router.words import stems, words

_INTO = frozenset(
    ("into", "to", "in", "as", "en", "dans", "zu", "called", "be", "nom", "name", "namen")
)


class Filled(msgspec.Struct, frozen=True):
    """A call, or the required fields that the request says nothing about and what it does say."""

    call: Call | None
    missing: tuple[str, ...] = ()
    known: dict[str, Any] = {}


def fill(
    engine: Engine, tool: ToolSpec, request: Request, check: Check, *, attempts: int
) -> Filled:
    """The call of this tool that the request means."""
    spans = [one for one in spans_for(tool, request) if not _is_a_name(one, request.text)]
    spans = _asked(spans, request.text)
    form = offered(tool.parameters)
    known = dated(tool, spans, request)
    known |= _resolved(tool, form, Values(_without_saying(form, request.text), spans))
    slots = _worded(tool, form, known, request.text, spans)
    known |= slots.found
    left, missing = _left(form, known, Values(request.text, spans), slots)
    if missing:
        return Filled(None, missing, said(known, tool.parameters))

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


def _is_a_name(span: Span, text: str) -> bool:
    """Whether somebody is called like a time: "Frau Sommer", "Mr. May"."""
    return _TITLED.search(text[: span.begin]) is not None


_TITLED = re.compile(r"\b(?:Frau|Herrn?|Mr|Mrs|Ms|Dr|Prof|Madame|Monsieur|Mme)\.?\s+$")


def _asked(spans: Sequence[Span], text: str) -> list[Span]:
    """The times of what is asked for, if there are any, and not those of what is told."""
    tales = told(text)
    kept = [span for span in spans if not any(a <= span.begin < b for a, b in tales)]
    if any(span.has_days or span.start for span in kept):
        return kept
    return list(spans)


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


def _without_saying(form: Schema, text: str) -> str:
    """The request without the words that are only to be written down."""
    fields = form["properties"]
    messages = [name for name, schema in fields.items() if role(name, schema) == "message"]
    place = saying(text, required=False, encloses=_encloses(fields)) if messages else None
    return text[: place[0]] + text[place[1] :] if place else text


def _resolved(tool: ToolSpec, form: Schema, values: Values) -> dict[str, Any]:
    """Switches, named choices, and the one id or number that a request offers for its field."""
    subject = stems(tool.name.replace(".", " "))
    found: dict[str, Any] = {}
    integers = {n: one for n, one in form["properties"].items() if one.get("type") == "integer"}
    for name, schema in form["properties"].items():
        if schema.get("type") == "boolean":
            found[name] = values.says(name, schema, subject)
        elif "enum" in schema:
            found[name] = values.named(schema["enum"], schema.get("description", ""))
        elif schema.get("type") == "string" and (said := values.such_as(schema)):
            found[name] = said
        elif len(ids := _ids(name, schema, values)) == 1:
            found[name] = ids[0]
        elif schema.get("type") == "integer" and not is_about_time(name, schema):
            found[name] = values.counted(name, integers)
    found |= _of_files(form["properties"], values.files())
    return {name: value for name, value in found.items() if value is not None}


def _ids(name: str, schema: Schema, values: Values) -> Sequence[str]:
    """What may be the id that a field takes, alone or besides other words: "Id of the draft or
    what it is about".
    """
    if role(name, schema) == "id":
        return values.ids()
    may_be = "id" in words(str(schema.get("description", ""))) and schema.get("type") == "string"
    return values.ids(whole=True) if may_be else ()


def _encloses(fields: Schema) -> bool:
    return bool(fields.get("attach", {}).get("type") == "array")


def _of_files(properties: Schema, files: dict[str, str]) -> dict[str, Any]:
    """File names go where the word before them says, the first one else to what is called so; all
    of them to what is to be attached.
    """
    if files and _encloses(properties):
        return {"attach": [*files]}
    found: dict[str, Any] = {}
    roles = {name: role(name, schema) for name, schema in properties.items()}
    goal = next(
        (
            n
            for n in roles
            if roles[n] in ("target", "name") or (n in ("into", "to") and not roles[n])
        ),
        "",
    )
    thing = next((name for name in roles if roles[name] == "thing"), "")
    for name, before in files.items():
        if goal and goal not in found and (before in _INTO or not thing or thing in found):
            found[goal] = name
        elif thing and thing not in found:
            found[thing] = name
    return found


def _worded(
    tool: ToolSpec, form: Schema, known: Mapping[str, Any], text: str, spans: Sequence[Span]
) -> Slots:
    """The fields for words, as far as the request says plainly what goes where."""
    free = {name: one for name, one in form["properties"].items() if name not in known}
    fields = {name: one for name, one in free.items() if role(name, one)}
    slots = Slots(fields, form["required"], tool.effect == "read")
    head = headed(text) if "subject" in fields else None
    if head:
        slots.put("subject", head[0])
    place = _taken(text, spans, slots, encloses=_encloses(form["properties"]))
    taken = [place] if place else []
    taken += [head[1:]] if head else []
    slots.told = slots.has("message") and place is not None
    own = Titles() if slots.has("title") else Business(tool, known)
    asked = cut(text, spans, own, [*taken, *told(text)])
    if not (asked or spans):  # what is told says it: "I lost the offer, search my mail"
        asked = cut(text, spans, own, taken)
    files = [one for value in known.values() for one in _listed(value)]
    asked = [one for one in asked if "." not in one.text or one.text not in files]
    assign(text, asked, slots)
    slots.anything = _parts([one.text for one in cut(text, spans, Nothing({}), taken)])
    if any(name in fields and name not in slots.found for name in form["required"]):
        # A word of the tool's own may be what is meant where no other is: "open the budget".
        found = dict(slots.found)
        assign(text, cut(text, spans, Nothing(known), taken), slots)
        said = [one for value in found.values() for one in _listed(value)]
        slots.found = {
            name: value
            for name, value in slots.found.items()
            if name in found or (name in form["required"] and value not in said)
        }
    if "day" in known:
        slots.found = {name: _without_its_day(value) for name, value in slots.found.items()}
    return slots


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _parts(runs: Sequence[str]) -> list[str]:
    """These runs of words and, of the longer ones, each word and pair of words."""
    found = list(runs)
    for run in runs:
        said = run.split()
        found += [" ".join(pair) for pair in pairwise(said)] + said
    return list(dict.fromkeys(found))


def _without_its_day(value: Any) -> Any:
    """A value without the day that another field holds: "yesterday's presentation"."""
    return _ITS_DAY.sub("", value) if isinstance(value, str) else value


_ITS_DAY = re.compile(r"^(?:today|yesterday)\Ws ", re.I)


def _taken(
    text: str, spans: Sequence[Span], slots: Slots, *, encloses: bool
) -> tuple[int, int] | None:
    """Fill what is to be taken as it stands; the places that hold it."""
    if (question := slots.of("question")) is not None:
        slots.put(question, text.strip())
    if (task := slots.of("task")) is not None and (said := _errand(text, spans, slots)):
        slots.put(task, said)
        return 0, len(text)
    thing = slots.of("thing")
    if thing is not None and thing in slots.required and (said := settled(text)):
        slots.put(thing, said)
        return 0, len(text)
    message = slots.of("message")
    if message is None:
        return None
    place = saying(text, required=message in slots.required, encloses=encloses)
    if place is None:
        return None
    slots.put(message, text[slice(*place)].strip())
    return place


def _errand(text: str, spans: Sequence[Span], slots: Slots) -> str:
    """What to be reminded of; the event beside which that is goes into its own field."""
    by = beside(text, spans)
    if by is None or by[0] not in slots.fields:
        return errand(text, spans)
    side, event, rest = by
    slots.put(side, event)
    return errand(rest, ()) or event


def _left(
    form: Schema, known: Mapping[str, Any], values: Values, slots: Slots
) -> tuple[Schema, tuple[str, ...]]:
    """The form of what the model decides, and what is required but nowhere in the request."""
    required, properties = form["required"], form["properties"]
    parts: dict[str, Schema] = {}
    for name in sorted(properties, key=lambda name: name not in required):
        if name not in known and (part := _part(name, properties[name], values, slots, known)):
            parts[name] = part
    for name in list(parts):
        is_closed = "enum" in properties[name] or role(name, properties[name]) is None
        if is_closed and name not in required and properties[name].get("type") == "string":
            del parts[name]  # a choice that may be left out and is not named is left out
    missing = tuple(name for name in required if name not in known and name not in parts)
    return {
        "type": "object",
        "properties": parts,
        "required": [name for name in required if name in parts],
        "additionalProperties": False,
    }, missing


def _part(
    name: str, schema: Schema, values: Values, slots: Slots, known: Mapping[str, Any]
) -> Schema | None:
    """The field with the values that the request still offers; None if there are none."""
    kind = schema.get("type")
    if kind == "boolean" or is_about_time(name, schema):
        return None
    if "enum" in schema or "const" in schema or "anyOf" in schema:
        return schema
    if kind in ("integer", "number"):
        taken = list(known.values())
        offers: Sequence[Any] = [one for one in values.numbers(schema) if one not in taken]
    elif role(name, schema) == "id":
        offers = values.ids()
    elif kind == "string" and role(name, schema) is None:
        runs = slots.anything
        return {"type": kind, "enum": runs, "x-own-words": True} if runs else None
    elif role(name, schema) in (*PERSONS, "thing", "topic", "message"):
        runs = list(dict.fromkeys(slots.open))
        offer: Schema = {"type": "string", "enum": runs}
        if kind == "array":
            offer = {"type": kind, "items": offer}
        return {**offer, "x-own-words": True} if runs else None
    else:
        return schema if kind not in ("array", "string") else None
    return {"type": kind, "enum": list(offers)} if offers else None


def _choices(form: Schema) -> set[str]:
    return {name for name, schema in form["properties"].items() if "enum" in schema}
