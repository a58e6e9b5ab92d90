"""Which arguments of a call an earlier step brings: matched by kind, in code.

A tool says which kinds its parameters take and its result yields (`ToolSpec.takes`, `yields`). A
person, a title, a day, a moment and words are what any record may have; all other kinds are records
by themselves: a mail, an event, a file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from llmos.calls import ToolSpec
from llmos.router.planning.plan import Drafted, Ref
from llmos.router.planning.pointing import Pointing

FACETS = frozenset(("person", "title", "day", "moment", "words"))
_SAYING_WHICH = frozenset(("person", "title", "day"))


def pointed(spec: ToolSpec, at: Pointing, before: Sequence[Drafted]) -> dict[str, Ref]:
    """What the words of a clause that point back bring to the parameters of its tool."""
    found: dict[str, Ref] = {}
    if at.things:
        found |= _record(spec, before, at.kind) or _facets(spec, before)
    if at.people:
        people = _first(spec, before, "person", spec.destinations or spec.takes)
        found |= {
            name: msgspec.structs.replace(ref, one=at.one_person) for name, ref in people.items()
        }
    if at.there:
        found |= _first(spec, before, "moment", spec.parameters.get("required", ()))
    return found


def lacking(
    spec: ToolSpec, arguments: Mapping[str, Any], missing: Sequence[str], before: Sequence[Drafted]
) -> dict[str, Ref]:
    """What earlier steps bring to what is required and missing, or to a call that does not say
    which record it means. To whom something goes must be said: nobody is taken for that.
    """
    found: dict[str, Ref] = {}
    for name in missing:
        kind = spec.takes.get(name)
        if kind and spec.destinations.get(name) != "address":
            found |= _first(spec, before, kind, (name,))
    says_which = any(spec.takes.get(name) in _SAYING_WHICH for name in arguments)
    if not says_which and not any(spec.takes.get(name) in _records(spec) for name in arguments):
        found = _record(spec, before, "") | found
    return found


def met(spec: ToolSpec, known: Mapping[str, Any], before: Sequence[Drafted]) -> dict[str, Ref]:
    """Who is told something by name and was looked for among those who take part in something:
    there the address may stand. Who writes a mail can call himself anything.
    """
    found: dict[str, Ref] = {}
    for name, value in known.items():
        if spec.takes.get(name) != "person" or not isinstance(value, list) or len(value) != 1:
            continue
        for step, drafted in enumerate(before):
            path = drafted.spec.yields.get("person")
            if path and "mail" not in drafted.spec.yields and value[0] in _people(drafted):
                found[name] = Ref(step, "person", path, called=value[0])
    return found


def called_like_people(spec: ToolSpec, arguments: Mapping[str, Any]) -> tuple[str, ...]:
    """Parameters for a record that hold who it is for: "invite Priya" names no event."""
    people = [
        one
        for name, value in arguments.items()
        if spec.takes.get(name) == "person"
        for one in (value if isinstance(value, list) else [value])
    ]
    records = _records(spec)
    return tuple(
        name
        for name, value in arguments.items()
        if spec.takes.get(name) in records and value in people
    )


def _people(drafted: Drafted) -> list[Any]:
    takes = drafted.spec.takes
    return [each for name, each in drafted.step.arguments.items() if takes.get(name) == "person"]


def saying_what_was_done(spec: ToolSpec, before: Sequence[Drafted]) -> dict[str, Ref]:
    """The words of the latest step that has some, for a message that says none itself."""
    return _first(spec, before, "words", spec.takes)


def narrowed(spec: ToolSpec, references: Mapping[str, Ref]) -> ToolSpec:
    """The tool without the parameters that are brought, and without those that would only say once
    more which record is meant.
    """
    required = spec.parameters.get("required", ())
    records = [name for name in references if spec.takes[name] in _records(spec)]
    if any(name not in required for name in records):
        saying = _SAYING_WHICH
    else:
        saying = frozenset({"day"}) if records else frozenset()
    dropped = {
        name
        for name, kind in spec.takes.items()
        if name in references or (kind in saying and name not in spec.destinations)
    }
    return without(spec, dropped)


def without(spec: ToolSpec, names: set[str]) -> ToolSpec:
    """The tool as if it did not have these parameters."""
    kept = {
        name: schema
        for name, schema in spec.parameters.get("properties", {}).items()
        if name not in names
    }
    required = [name for name in spec.parameters.get("required", ()) if name not in names]
    parameters = {**spec.parameters, "properties": kept, "required": required}
    return msgspec.structs.replace(spec, parameters=parameters)


def yielding(kinds: set[str], before: Sequence[Drafted]) -> str:
    """The kind of record that was found last, of these kinds if any are given; or empty."""
    for drafted in reversed(before):
        for kind in drafted.spec.yields:
            if kind not in FACETS and (not kinds or kind in kinds):
                return kind
    return ""


def _records(spec: ToolSpec) -> set[str]:
    return {kind for kind in spec.takes.values() if kind not in FACETS}


def _record(spec: ToolSpec, before: Sequence[Drafted], kind: str) -> dict[str, Ref]:
    for name, taken in spec.takes.items():
        if taken not in FACETS and kind in ("", taken) and (ref := _latest(taken, before)):
            return {name: ref}
    return {}


def _facets(spec: ToolSpec, before: Sequence[Drafted]) -> dict[str, Ref]:
    """A tool that knows no records by their ids is told the title and the day of one."""
    kinds = {kind: name for name, kind in spec.takes.items()}
    if not {"title", "day"} <= kinds.keys() or _records(spec):
        return {}
    for step, drafted in reversed(list(enumerate(before))):
        has = drafted.spec.yields
        if {"title", "day"} <= has.keys():
            return {
                name: Ref(step, kind, has[kind])
                for name, kind in spec.takes.items()
                if kind in ("title", "day")
            }
    return {}


def _first(spec: ToolSpec, before: Sequence[Drafted], kind: str, names: Any) -> dict[str, Ref]:
    ref = _latest(kind, before)
    return next(({name: ref} for name in names if ref and spec.takes.get(name) == kind), {})


def _latest(kind: str, before: Sequence[Drafted]) -> Ref | None:
    for step, drafted in reversed(list(enumerate(before))):
        if kind in drafted.spec.yields:
            return Ref(step, kind, drafted.spec.yields[kind])
    return None
