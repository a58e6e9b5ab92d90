"""The values behind a plan's references: taken out of results by kind and place.

A path such as `events[].id` names a field of each record; `[0]` instead of `[]` the first one.
Where several records are left and one is meant, the user is asked which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from llmos.blocks import Output
from llmos.errors import LlmosError
from llmos.router.planning import Ref

_ANSWERED = re.compile(r"^(?:\s*(?:re|aw|fwd?|wg|tr|sv)\s*:)+\s*", re.I)
_MOST_NAMED = 6
_SHORTEST_WORD = 4


class Unresolved(LlmosError):
    """A reference to which a result has nothing, or too much."""


class Wanted(msgspec.Struct, frozen=True):
    """What a parameter takes: all the values or one, as a day or as they are; `not_these` are the
    user's own addresses, whom nobody has to tell. `named` are the words that the step before was
    told to look for, `titles` those of them that are to be like a title. `certain` says that the
    first of several will not do, because something is to be changed.
    """

    many: bool = False
    not_these: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    certain: bool = False


def value_of(ref: Ref, outputs: Sequence[Output], tool: str, wanted: Wanted) -> Any:
    """The value of a reference to these results; raises `Unresolved` in words for the user."""
    output = outputs[ref.step]
    records, field = _records(ref.path, output.value, wanted)
    if ref.called:
        who = _called_so(ref.called, records, field)
        return [who] if wanted.many else who
    if ref.like is not None:
        records = _alike(records, outputs[ref.like])
    record = _the_one(records, tool)
    found = [each for each in _values(record, field) if _is_for(each, wanted)]
    if not found:
        raise Unresolved(f"{tool} found no {ref.kind}.")
    if ref.one:
        found = [_the_one_named(found, wanted.named)]
    values = [_as(ref, each) for each in found]
    return values if wanted.many else values[0]


def _called_so(name: str, records: list[Any], field: str) -> str:
    """The only one of that name in these records, with the address that stands there; else just
    the name.
    """
    said = _words(name, 2)
    found = {str(one) for record in records for one in _values(record, field)}
    fitting = [one for one in found if said <= _words(one.partition("<")[0], 2)]
    return fitting[0] if len(fitting) == 1 else name


def _as(ref: Ref, value: Any) -> Any:
    """A day without its time, a moment at the time of day that was asked for."""
    if ref.kind == "day":
        return str(value)[:10]
    return f"{str(value)[:10]}T{ref.clock}" if ref.clock else value


def _records(path: str, value: dict[str, Any], wanted: Wanted) -> tuple[list[Any], str]:
    """The records that a path goes through, and the field of each."""
    head, mark, field = path.partition(".")
    if not mark:
        return [value], head
    inner = value.get(head.partition("[")[0])
    records = inner if isinstance(inner, list) else [inner] * (inner is not None)
    if not head.endswith("[0]"):
        return records, field
    called = _called(records, wanted.titles)
    return (called if wanted.certain else called[:1]), field


def value_for(kind: str, id: str, output: Output, yields: Mapping[str, str]) -> str:
    """What the record with this id is to be called by, where a parameter takes this kind; empty if
    the tool that found it does not say.
    """
    head, mark, field = yields.get(kind, "").partition(".")
    records = output.value.get(head.partition("[")[0]) if mark else None
    found = (one for one in records or () if isinstance(one, dict) and one.get("id") == id)
    return next((str(one[field]) for one in found if field in one), "")


def _called(records: list[Any], titles: Sequence[str]) -> list[Any]:
    """The records whose titles are most like what was looked for, one of each exchange of mails."""
    looked_for = {word for title in titles for word in _words(title)}
    shared = [len(_words(_title(one)) & looked_for) for one in records]
    most = max(shared, default=0)
    found: dict[str, Any] = {}
    for one, count in zip(records, shared, strict=True):
        if count == most:
            found.setdefault(_ANSWERED.sub("", _title(one)).casefold(), one)
    return list(found.values())


def _alike(records: list[Any], other: Output) -> list[Any]:
    """The records whose titles share words with the titles that another step found, those that
    share most.
    """
    titles = [_words(citation.title) for citation in other.citations]
    shared = [
        max((len(_words(_title(one)) & each) for each in titles), default=0) for one in records
    ]
    most = max(shared, default=0)
    return [one for one, count in zip(records, shared, strict=True) if count == most and most]


def _the_one(records: list[Any], tool: str) -> Any:
    if not records:
        raise Unresolved(f"{tool} found nothing that fits.")
    titles = list(dict.fromkeys(map(_title, records)))
    if len(titles) > 1:
        named = "; ".join(titles[:_MOST_NAMED])
        more = f" and {len(titles) - _MOST_NAMED} more" * (len(titles) > _MOST_NAMED)
        raise Unresolved(f"Several could be meant: {named}{more}.", hint="Say which one.")
    return records[0]


def _the_one_named(values: list[Any], named: Sequence[str]) -> Any:
    """The one that is meant by "her": the only one, or the one that was asked for by name."""
    called = [
        each for each in values if any(_words(name, 2) & _words(str(each), 2) for name in named)
    ]
    left = list(dict.fromkeys(called or values))
    if len(left) > 1:
        several = "; ".join(map(str, left[:_MOST_NAMED]))
        raise Unresolved(f"Several people could be meant: {several}.", hint="Say who.")
    return left[0]


def _values(record: Any, field: str) -> list[Any]:
    value = record.get(field) if isinstance(record, dict) else None
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str | int | float) and each != ""]


def _is_for(value: Any, wanted: Wanted) -> bool:
    return not any(own and own in str(value) for own in wanted.not_these)


def _title(record: Any) -> str:
    names = ("title", "subject", "name")
    found = (record.get(name) for name in names) if isinstance(record, dict) else ()
    return next((str(name) for name in found if name), str(record))


def _words(text: str, shortest: int = _SHORTEST_WORD) -> set[str]:
    plain = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return {word for word in plain.split() if len(word) >= shortest}
