"""Steps that nobody said, because a record is only described: it must be found first.

with somebody   "move the review with Ines": the events of that title with that person
by mail         "my pulse in the meeting that Omar mailed me about": his mails, the events with him,
                and of these the one that a mail is about
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec

from llmos.calls import Request, ToolSpec
from llmos.router.planning.clauses import asks_for
from llmos.router.planning.linking import FACETS
from llmos.router.planning.plan import Drafted, Ref, Step
from llmos.router.planning.pointing import KIND_OF
from llmos.router.words import mentions_time

_WITH = re.compile(
    r"(?P<what>[^,;]*?)\s*\b(?:with|mit|avec)\s+(?P<who>[A-ZÀ-Þ][\w-]+(?:\s+[A-ZÀ-Þ][\w-]+)?)"
)
_ARTICLE = re.compile(
    r"^(?:the|my|our|next|der|die|das|den|mein\w*|nächste\w*|le|la|l'|mon|ma)\s+", re.I
)
_WRITTEN = re.compile(
    r"(?P<noun>[^\W\d_]+)(?:\s*,)?\s+(?:(?:that|which)\s+)?"
    r"(?P<who>[A-ZÀ-Þ][\w-]+(?:\s+[A-ZÀ-Þ][\w-]+)?)\s+"
    r"(?:(?:e?-?mailed|wrote|messaged)(?:\s+(?:to\s+)?(?:me|us))?\s+about|told\s+me\s+about\s+by\s+mail)"
    r"|(?P<noun_de>[^\W\d_]+)\s*,\s+(?:von|über)\s+(?:dem|der|das|die)\s+"
    r"(?P<who_de>[A-ZÀ-Þ][\w-]+)\s+(?:mir\s+|uns\s+)?(?:geschrieben|gemailt)\s+hat"
    r"|(?P<noun_fr>[^\W\d_]+)\s+dont\s+(?P<who_fr>[A-ZÀ-Þ][\w-]+)\s+m['’]a\s+(?:écrit|parlé)"  # noqa: RUF001 typed by people
)
_PAST = re.compile(r"\b(?:was|were|did|had|war|waren|hatte|était|a\s+été)\b", re.I)
_CLOCK = re.compile(
    r"\b(?:to|at|auf|um|à)\s+(?:\d{1,2}(?::\d\d)?|noon|midday|mittag)"
    r"(?:\s*(?:am|pm|uhr|h|o'clock))?(?![\w.])",
    re.I,
)
_AROUND = timedelta(days=60)


class Written(msgspec.Struct, frozen=True):
    """A record that somebody wrote about: its kind, who wrote, and the clause without that."""

    kind: str
    who: str
    clause: str


def written_about(clause: str) -> Written | None:
    """What a clause asks for through somebody's mail."""
    hit = _WRITTEN.search(clause)
    if hit is None:
        return None
    noun = hit["noun"] or hit["noun_de"] or hit["noun_fr"]
    who = hit["who"] or hit["who_de"] or hit["who_fr"]
    kind = KIND_OF.get(noun.casefold(), "event")
    rest = clause[: hit.start()] + noun + clause[hit.end() :]
    return Written(kind, who, rest)


def through_mail(
    written: Written, tools: Sequence[ToolSpec], request: Request, *, changes: bool
) -> tuple[Drafted, Drafted] | None:
    """The mails of who wrote, and the records with that person; None without tools for both.

    What is over is left out where the record is to be changed.
    """
    mails = _finder("mail", "person", tools)
    records = _finder(written.kind, "person", tools)
    if mails is None or records is None or mails == records:
        return None
    days = [name for name, kind in records.takes.items() if kind == "day"]
    last = request.now if _PAST.search(written.clause) else request.now + _AROUND
    around = [request.now if changes else request.now - _AROUND, last]
    times = {
        name: f"{day:%Y-%m-%d}" for name, day in zip(days, around, strict=False) if len(days) == 2
    }
    return (
        _drafted(mails, {_parameter(mails, "person"): written.who}, written.who),
        _drafted(records, times | {_parameter(records, "person"): written.who}, written.clause),
    )


def found_first(
    step: Step,
    spec: ToolSpec,
    tools: Sequence[ToolSpec],
    place: int,
    request: Request,
    before: Sequence[Drafted],
) -> list[Drafted]:
    """The step, and before it the one that finds its record where that is only described, or where
    it must be known on which day it is. `place` is where they stand in the plan.
    """
    clock = _clock_alone(step, spec, request)
    found = with_somebody(step, spec, tools, place)
    if found is None and clock:
        found = _by_title(step, spec, tools, place)
    if found and spec.effect != "read":
        found = (_from_today(found[0], request), found[1])
    every = [*before, *([found[0]] if found else [])]
    last = found[1] if found else step
    return [*every[len(before) :], Drafted(_on_its_day(last, spec, clock, every), spec)]


def with_people(
    before: Sequence[Drafted], tools: Sequence[ToolSpec], request: Request
) -> list[Drafted]:
    """The steps with one more that finds the record of the last of them, where it is only named:
    with it the people are known who take part. The same steps if there is nothing to be found so.
    """
    for place, (step, spec) in reversed(list(enumerate((one.step, one.spec) for one in before))):
        if found := _by_title(step, spec, tools, place):
            finding, after = found
            if spec.effect != "read":
                finding = _from_today(finding, request)
            later = [_shifted(one, place) for one in before[place + 1 :]]
            return [*before[:place], finding, Drafted(after, spec), *later]
    return list(before)


def _shifted(drafted: Drafted, place: int) -> Drafted:
    """A step whose references know of one more step at this place."""
    refs = {
        name: msgspec.structs.replace(ref, step=ref.step + (ref.step >= place))
        for name, ref in drafted.step.references.items()
    }
    return Drafted(msgspec.structs.replace(drafted.step, references=refs), drafted.spec)


def _from_today(finding: Drafted, request: Request) -> Drafted:
    """The finding step without what is over: that is not what is to be changed."""
    days = [name for name, kind in finding.spec.takes.items() if kind == "day"]
    if len(days) != 2 or any(day in finding.step.arguments for day in days):
        return finding
    arguments = finding.step.arguments | {days[0]: f"{request.now:%Y-%m-%d}"}
    return Drafted(msgspec.structs.replace(finding.step, arguments=arguments), finding.spec)


def _clock_alone(step: Step, spec: ToolSpec, request: Request) -> str:
    """The time of day to which a record goes, where the request names no day; else empty."""
    if all(kind in FACETS for kind in spec.takes.values()):
        return ""
    today = f"{request.now:%Y-%m-%d}T"
    values = (
        str(step.arguments.get(name, "")) for name, kind in spec.takes.items() if kind == "moment"
    )
    moment = next((value for value in values if value.startswith(today)), "")
    says_day = mentions_time(_CLOCK.sub(" ", step.clause)) or not _CLOCK.search(step.clause)
    return "" if says_day else moment[len(today) : len(today) + 5]


def _on_its_day(step: Step, spec: ToolSpec, clock: str, before: Sequence[Drafted]) -> Step:
    """The step with the moment on the day of the record that it is about."""
    moment = _parameter(spec, "moment")
    records = [ref for ref in step.references.values() if ref.kind not in FACETS]
    if not clock or not records:
        return step
    path = before[records[0].step].spec.yields.get("moment")
    if path is None:
        return step
    arguments = {name: value for name, value in step.arguments.items() if name != moment}
    ref = Ref(records[0].step, "moment", path, records[0].like, clock)
    return msgspec.structs.replace(
        step, arguments=arguments, references=step.references | {moment: ref}
    )


def _by_title(
    step: Step, spec: ToolSpec, tools: Sequence[ToolSpec], place: int
) -> tuple[Drafted, Step] | None:
    """The step that finds a record by its title, and the step that uses it."""
    for name, kind in spec.takes.items():
        value = step.arguments.get(name)
        finder = _finder(kind, "title", [one for one in tools if one.plugin == spec.plugin])
        if kind in FACETS or not isinstance(value, str) or finder is None:
            continue
        arguments = {_parameter(finder, "title"): _plain(value)}
        kept = {key: each for key, each in step.arguments.items() if key != name}
        refs = step.references | {name: Ref(place, kind, finder.yields[kind])}
        after = msgspec.structs.replace(step, arguments=kept, references=refs)
        return _drafted(finder, arguments, step.clause), after
    return None


def with_somebody(
    step: Step, spec: ToolSpec, tools: Sequence[ToolSpec], place: int
) -> tuple[Drafted, Step] | None:
    """The step that finds a record described by who has to do with it, and the step that uses it.

    `place` is where the finding step will stand in the plan.
    """
    for name, kind in spec.takes.items():
        value = step.arguments.get(name)
        if kind in FACETS or not isinstance(value, str):
            continue
        finder = _finder(kind, "title", [one for one in tools if one.plugin == spec.plugin])
        described = _described(value, step.clause)
        if finder is None or described is None:
            continue
        what, who = described
        arguments = {_parameter(finder, "person"): who}
        if what:
            arguments[_parameter(finder, "title")] = what
        kept = {key: each for key, each in step.arguments.items() if key != name}
        if (day := kept.pop(_parameter(spec, "day"), None)) is not None:
            arguments |= {key: day for key, taken in finder.takes.items() if taken == "day"}
        refs = step.references | {name: Ref(place, kind, finder.yields[kind])}
        after = msgspec.structs.replace(step, arguments=kept, references=refs)
        return _drafted(finder, arguments, step.clause), after
    return None


def _described(value: str, clause: str) -> tuple[str, str] | None:
    """What and with whom, where the request says so of this value."""
    begin = clause.find(value)
    hit = _WITH.match(clause[begin:]) if begin >= 0 else None
    if hit is None or not value.startswith(hit["what"][: len(value)].strip()):
        return None
    if hit.start("who") > len(value) + len(" with ") + 1:
        return None
    what = _plain(hit["what"])
    return ("" if what.casefold() in KIND_OF else what), hit["who"]


def _plain(what: str) -> str:
    what = asks_for(what)
    while (shorter := _ARTICLE.sub("", what.strip())) != what:
        what = shorter
    return what


def _finder(kind: str, by: str, tools: Sequence[ToolSpec]) -> ToolSpec | None:
    """The tool that lists records of this kind, by a person and by this."""
    for tool in tools:
        lists = tool.effect == "read" and "[" in tool.yields.get(kind, "")
        if lists and {"person", by, "title"} <= set(tool.takes.values()):
            return tool
    return None


def _parameter(spec: ToolSpec, kind: str) -> str:
    return next((name for name, taken in spec.takes.items() if taken == kind), "")


def _drafted(spec: ToolSpec, arguments: dict[str, Any], clause: str) -> Drafted:
    return Drafted(Step(spec.name, arguments, clause=clause), spec)
