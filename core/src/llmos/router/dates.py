"""Arguments about time, filled in from what the request says about it; the model never does.

date        since and until from the days of a span, any other field its first day
date-time   the moment of a span; a part of a day begins with its first hour
either      the moment, where the request names one and no other field takes hours, else the day
time        the hours that bound a span
minutes     a whole number whose field or description speaks of minutes
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from llmos.calls import Request, ToolSpec
from llmos.router.offer import Schema, offered
from llmos.router.resolving import Leaning, Span, find_spans, later
from llmos.router.words import words

_LAST = {"until", "latest", "to", "till", "end", "last", "before", "through", "finish"}
_PAST = frozenset(
    words(
        """
        did was were had went ago yesterday last past recently
        war waren hatte hatten habe gestern letzte letzten letzter
        hier dernier dernière passé étais avais
        """
    )
)
_PLANNED = "calendar:"
_FORMATS = ("date", "date-time", "time")


def spans_for(tool: ToolSpec, request: Request) -> list[Span]:
    """What the request says about time, leaning the way of the tool."""
    return find_spans(request.text, request.now, leaning(tool, request.text))


def leaning(tool: ToolSpec, text: str) -> Leaning:
    """Plans look ahead and records back, unless the words of the request say otherwise."""
    plans = any(need.startswith(_PLANNED) for need in tool.needs)
    moments = any(_formats(schema) == {"date-time"} for schema in _properties(tool).values())
    if not (plans or moments):
        return "past"
    asks_back = tool.effect == "read" and _PAST & set(words(text))
    return "past" if asks_back else "future"


def is_about_time(name: str, schema: Schema) -> bool:
    """Whether this field is filled in here."""
    return bool(_formats(schema)) or _counts_minutes(name, schema)


def dated(tool: ToolSpec, spans: Sequence[Span], now: datetime) -> dict[str, Any]:
    """The arguments about time that these spans give."""
    fields = {
        name: schema for name, schema in _properties(tool).items() if is_about_time(name, schema)
    }
    days = [span for span in spans if span.has_days]
    if "event" in _properties(tool) and any("date-time" in _formats(s) for s in fields.values()):
        days = days[-1:]  # the words before say which event; the last ones, where it goes
    found = dict(_days(fields, days))
    moments = dict(_moments(fields, [*days, *spans], now))
    if moments:  # a day beside them would say the same twice, or end what only begins
        both = [name for name in fields if len(_formats(fields[name])) > 1]
        told = both if tool.effect != "read" else []
        found = {n: value for n, value in found.items() if not (_is_single(n) or n in told)}
    return found | moments | dict(_hours(fields, spans)) | dict(_lengths(fields, spans))


def _days(fields: dict[str, Schema], spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """Each pair of fields ("since", "until"; "other_since", "other_until") takes one span."""
    names = [name for name, schema in fields.items() if "date" in _formats(schema)]
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name.rpartition("_")[0], []).append(name)
    for group, span in zip(groups.values(), spans, strict=False):
        for name in group:
            day = span.last if name.rpartition("_")[2] in _LAST else span.first
            if len(group) == 1:
                day = span.first or span.last
            if day is not None:
                yield name, day.isoformat()


def _moments(
    fields: dict[str, Schema], spans: Sequence[Span], now: datetime
) -> Iterator[tuple[str, str]]:
    takes_hours = any("time" in _formats(schema) for schema in fields.values())
    for name, schema in fields.items():
        formats = _formats(schema)
        if "date-time" not in formats or ("date" in formats and takes_hours):
            continue
        last = name.rpartition("_")[2] in _LAST
        for span in spans:
            if "date" in formats:
                last = last and _has_beginning(name, fields)
                moment = span.finish if last else _clocked(span, now)
            else:
                moment = _moment(span, now, last=last)
            if moment is not None:
                yield name, moment.isoformat(timespec="minutes")
                break


def _moment(span: Span, now: datetime, *, last: bool) -> datetime | None:
    """The moment that a span gives; a length of time counts from now where an end is wanted."""
    if last and span.minutes:
        return later(now, span.minutes)
    if last:
        return span.finish or span.start
    if span.start or span.after is None or span.first is None:
        return span.start or span.finish
    return datetime.combine(span.first, span.after, now.tzinfo)


def _has_beginning(name: str, fields: dict[str, Schema]) -> bool:
    """Whether another field says from when, so that this one says until when."""
    others = [other for other in fields if other != name and _formats(fields[other])]
    return any(not _is_single(one) and one.rpartition("_")[2] not in _LAST for one in others)


def _clocked(span: Span, now: datetime) -> datetime | None:
    """The moment from which a span counts, if it names an hour."""
    if span.start is None and span.after is not None and span.first is not None:
        return datetime.combine(span.first, span.after, now.tzinfo)
    return span.start


def _hours(fields: dict[str, Schema], spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
    for name, schema in fields.items():
        if "time" not in _formats(schema):
            continue
        is_last = name.rpartition("_")[2] in _LAST
        hours = [span.before if is_last else span.after for span in spans]
        hour = next((hour for hour in hours if hour is not None), None)
        if hour is not None:
            yield name, hour.isoformat(timespec="minutes")


def _lengths(fields: dict[str, Schema], spans: Sequence[Span]) -> Iterator[tuple[str, int]]:
    minutes = next((span.minutes for span in spans if span.minutes), None)
    for name, schema in fields.items():
        if minutes and _counts_minutes(name, schema):
            yield name, minutes


def _counts_minutes(name: str, schema: Schema) -> bool:
    said = f"{name} {schema.get('description', '')}".casefold()
    return schema.get("type") == "integer" and "minute" in said


def _is_single(name: str) -> bool:
    return name.rpartition("_")[2] in ("day", "date", "on")


def _formats(schema: Schema) -> set[str]:
    """The kinds of time that a field takes; none if it is about something else."""
    kinds = [schema, *schema.get("anyOf", ())]
    return {kind["format"] for kind in kinds if kind.get("format") in _FORMATS}


def _properties(tool: ToolSpec) -> dict[str, Schema]:
    properties: dict[str, Schema] = offered(tool.parameters)["properties"]
    return properties
