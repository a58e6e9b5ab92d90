"""Arguments about time, filled in from what the request says about it; the model never does.

date        since and until from the days of a span, any other field its first day
date-time   the moment of a span; a part of a day begins with its first hour
either      the moment, where the request names one and no other field takes hours, else the day
time        the hours that bound a span
minutes     a whole number whose field or description speaks of minutes
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from llmos.calls import Request, ToolSpec
from llmos.router import moves
from llmos.router.cues import GERMAN
from llmos.router.offer import Schema, offered
from llmos.router.resolving import Leaning, Span, find_spans, later
from llmos.router.words import stems, words

_LAST = {"until", "latest", "to", "till", "end", "last", "before", "through", "finish"}
_PAST = frozenset(
    words(
        """
        did was were had went ago yesterday last recently
        war waren hatte hatten gestern letzte letzten letzter
        hier dernier dernière passé étais avais
        """
    )
)
_GERMAN = GERMAN | frozenset(words("muss steht kommt liegt"))
"""Beside these "was" is no past."""

_LONGEST_FOR_A_DAY = timedelta(days=31)
_PLANNED = "calendar:"
"""What a tool needs first is what it is about; one may read the calendar beside a diary."""

_FORMATS = ("date", "date-time", "time")


def spans_for(tool: ToolSpec, request: Request) -> list[Span]:
    """What the request says about time, leaning the way of the tool."""
    leans = leaning(tool, request.text)
    found = find_spans(request.text, request.now, leans)
    if _is_bare(tool, request.text) and leans == "future":
        before = find_spans(request.text, request.now, "past")
        found = [_nearer(*both, request.now.date()) for both in zip(found, before, strict=False)]
    return [
        span
        for span in found
        if not (_is_a_name(request.text, span) or _is_a_topic(request.text, span))
    ]


def _is_bare(tool: ToolSpec, text: str) -> bool:
    """Whether a question does not say where it looks: "rowing in October?"."""
    return tool.effect == "read" and not _STATED.intersection(words(text))


_STATED = frozenset(
    words(
        """
        is are do does have has will can may should when next coming free ist sind bin habe hat
        haben kann wird wann nächste nächsten nächstes steht gibt liegt frei est sont ai avons
        avez suis quand prochain prochaine libre
        """
    )
)
"""Beside these a question looks ahead."""

_FAR, _JUST = timedelta(days=180), timedelta(days=92)


def _nearer(ahead: Span, behind: Span, today: date) -> Span:
    """The time that has just been, where the next one of that name is far."""
    if ahead.first is None or behind.last is None or ahead.begin != behind.begin:
        return ahead
    return behind if ahead.first - today > _FAR and today - behind.last < _JUST else ahead


def _is_a_name(text: str, span: Span) -> bool:
    """Whether it is Jan who is written to, and not January, or what a folder is called."""
    before = words(text[: span.begin])[-1:]
    after = words(text[span.end :])[:1]
    said = words(text[span.begin : span.end])
    if after in _CALLED and said[-1:] != [] and text[: span.end].split()[-1].istitle():
        return said[-1] not in _RELATIVE
    return text[span.begin : span.end] == "Jan" and before[:1] != [] and before[0] in _TO_SOMEBODY


def _is_a_topic(text: str, span: Span) -> bool:
    """Whether the words are what something is about and not when it is: "wegen Weihnachten"."""
    said = text[span.begin : span.end]
    before = words(text[: span.begin])[-1:]
    is_plain = span.has_days and said.isalpha() and span.minutes is None and span.start is None
    return is_plain and before != [] and before[0] in _ABOUT


_CALLED = (["folder"], ["ordner"], ["dossier"])
_RELATIVE = frozenset(words("today yesterday tomorrow week month year heute gestern morgen hier"))

_ABOUT = frozenset(words("about concerning regarding wegen bezüglich betreffend concernant"))

_TO_SOMEBODY = frozenset(
    words(
        "to an von from with mit and und et à de avec schreib schreibe antworte reply answer tell"
        " email mail"
    )
)


def leaning(tool: ToolSpec, text: str) -> Leaning:
    """Plans look ahead and records back, unless the words of the request say otherwise."""
    plans = any(need.startswith(_PLANNED) for need in tool.needs[:1])
    moments = any(_formats(schema) == {"date-time"} for schema in _properties(tool).values())
    if not (plans or moments):
        return "past"
    return "past" if tool.effect == "read" and _asks_back(set(words(text))) else "future"


def _asks_back(said: set[str]) -> bool:
    return bool(_PAST & (said - {"was"} if _GERMAN & said else said))


def is_about_time(name: str, schema: Schema) -> bool:
    """Whether this field is filled in here."""
    return bool(_formats(schema)) or _counts_minutes(name, schema)


def dated(tool: ToolSpec, spans: Sequence[Span], request: Request) -> dict[str, Any]:
    """The arguments about time that these spans give."""
    fields = {
        name: schema for name, schema in _properties(tool).items() if is_about_time(name, schema)
    }
    lengths = dict(_lengths(fields, spans, request.text))
    if "event" in _properties(tool) and moves.GOAL in fields:
        return lengths | dict(moves.said(spans, request, fields, stays=bool(lengths)))
    spans = _together(spans)
    days = [span for span in spans if span.has_days]
    if "event" in _properties(tool) and not _ends(fields):
        days = moves.towards(days, request.text)
    found = dict(_days(fields, days, request.now.date()))
    moments = dict(_moments(fields, [*days, *spans], request.now))
    if moments:  # a day beside them would say the same twice, or end what only begins
        both = [name for name in fields if len(_formats(fields[name])) > 1]
        told = both if tool.effect != "read" else []
        found = {n: value for n, value in found.items() if not (_is_single(n) or n in told)}
    if lengths and tool.effect != "read" and not any(span.start for span in spans):
        # "two hours on Friday morning" are not all of the morning
        moments = {n: value for n, value in moments.items() if n.rpartition("_")[2] not in _LAST}
    return found | moments | dict(_hours(fields, spans)) | lengths


def _together(spans: Sequence[Span]) -> list[Span]:
    """The one day and the one hour of a request as one time, wherever they stand in it."""
    days = [span for span in spans if span.has_days]
    hours = [span for span in spans if span.start and not span.has_days and not span.finish]
    if len(days) != 1 or len(hours) != 1 or days[0].start or days[0].after or days[0].before:
        return list(spans)
    day, hour = _one_day(days[0]), hours[0].start
    if day is None or hour is None:
        return list(spans)
    both = replace(days[0], start=hour.replace(year=day.year, month=day.month, day=day.day))
    return [both if span is days[0] else span for span in spans if span is not hours[0]]


def _days(
    fields: dict[str, Schema], spans: Sequence[Span], today: date
) -> Iterator[tuple[str, str]]:
    """Each pair of fields ("since", "until"; "other_since", "other_until") takes one span."""
    names = [name for name, schema in fields.items() if "date" in _formats(schema)]
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name.rpartition("_")[0], []).append(name)
    if len(groups) == 1:
        spans = _in_a_row(spans)
    for group, span in zip(groups.values(), spans, strict=False):
        for name in group:
            first, last = _counted_days(span, fields[name], today)
            day = last if name.rpartition("_")[2] in _LAST else first
            if len(group) == 1 and name.rpartition("_")[2] not in _LAST:
                day = None if _is_single(name) and _is_long(span) else first or last
            if day is not None and (span.first is None or not _ends_a_row(name)):
                yield name, day.isoformat()


def _counted_days(span: Span, schema: Schema, today: date) -> tuple[date | None, date | None]:
    """The first and the last day as a field counts them, which may say so in its description.

    A night can count for the day on which it ends, and an end that lies ahead for none.
    """
    first, last, said = span.first, span.last, str(schema.get("description", ""))
    is_night = span.after and span.before and span.before <= span.after
    if first and last and is_night and "night counts for the day on which it ends" in said:
        first, last = first + timedelta(days=1), last + timedelta(days=1)
    if last and last > today and "at most today" in said:
        last = None
    return first, last


def _ends(fields: Collection[str]) -> bool:
    """Whether one of these fields takes the end of a stretch of time."""
    return any(name.rpartition("_")[2] in _LAST for name in fields)


def _ends_a_row(name: str) -> bool:
    """Whether it says up to when something repeats: only "until" does, and no other day."""
    return name == "repeat_until"


def _in_a_row(spans: Sequence[Span]) -> list[Span]:
    """Single days that follow each other as one stretch: "on Thursday or Friday"."""
    row: list[Span] = []
    for span in spans:
        before = row[-1].last if row else None
        day = _one_day(span)
        if before and day and day - before == timedelta(days=1):
            row[-1] = replace(row[-1], last=day)
        else:
            row.append(span)
    return row


def _moments(
    fields: dict[str, Schema], spans: Sequence[Span], now: datetime
) -> Iterator[tuple[str, str]]:
    takes_hours = any(_formats(schema) == {"time"} for schema in fields.values())
    for name, schema in fields.items():
        formats = _formats(schema)
        if "date-time" not in formats or ("date" in formats and takes_hours):
            continue
        last = name.rpartition("_")[2] in _LAST
        for span in spans:
            if "date" in formats:
                moment = _closed(span, now) if last else _clocked(span, now)
                if moment is None and last and not _has_beginning(name, fields):
                    moment = _clocked(span, now)
                    if moment is None and span.minutes:
                        moment = later(now, span.minutes)
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
    """The moment from which a span counts, if it names an hour of one day."""
    day = _one_day(span)
    if span.start is None and span.after is not None and day is not None:
        return datetime.combine(day, span.after, now.tzinfo)
    return span.start


def _closed(span: Span, now: datetime) -> datetime | None:
    """The moment up to which a span counts, if it names an hour; a night ends on the next day."""
    day = _one_day(span)
    if span.finish is not None or span.before is None or day is None:
        return span.finish
    if span.after and span.before <= span.after:
        day += timedelta(days=1)
    return datetime.combine(day, span.before, now.tzinfo)


def _hours(fields: dict[str, Schema], spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """The hours that bound a time of day; an exact one goes to the field `at`, if there is one."""
    exact = next((span.start for span in spans if _is_exact(span)), None)
    if exact is not None and "time" in _formats(fields.get("at", {})):
        yield "at", exact.time().isoformat(timespec="minutes")
        return
    for name, schema in fields.items():
        if "time" not in _formats(schema) or name == "at":
            continue
        is_last = name.rpartition("_")[2] in _LAST
        hours = [span.before if is_last else span.after for span in spans]
        hour = next((hour for hour in hours if hour is not None), None)
        if hour is not None:
            yield name, hour.isoformat(timespec="minutes")


def _is_exact(span: Span) -> bool:
    """Whether it is one hour and not from or until one."""
    if span.start is None or span.finish is not None or span.before is not None:
        return False
    return span.after in (None, span.start.time())


def _lengths(
    fields: dict[str, Schema], spans: Sequence[Span], text: str
) -> Iterator[tuple[str, int]]:
    """The length goes to the field whose other words are said ("remind_minutes"), else to the
    plain one.
    """
    length = next((span for span in spans if span.minutes), None)
    if length is None and not any(name.rpartition("_")[2] in _LAST for name in fields):
        length = next((whole for span in spans if (whole := _from_to(span)).minutes), None)
    counting = [name for name, schema in fields.items() if _counts_minutes(name, schema)]
    if length and length.minutes and counting:
        said = stems(text) | ({"by"} if words(text[: length.begin])[-1:] in _BY else set())
        meant = [name for name in counting if (_purpose(name, fields[name]) - {"by"}) & said]
        meant += [name for name in counting if _purpose(name, fields[name]) & said & {"by"}]
        plain = [name for name in counting if not stems(name.replace("_", " ")) - {"minut"}]
        for name in (meant or plain)[:1]:
            yield name, length.minutes


_BY = (["by"], ["um"], ["d"], ["de"])
"""Before a length they say how far something goes."""


def _purpose(name: str, schema: Schema) -> set[str]:
    """What a length of this field is for, by its name and the other words that it gives."""
    given = re.findall(r"\((.*?)\)", str(schema.get("description", "")))
    others = {"by"} if "by" in words(" ".join(given)) else set()
    return (stems(f"{name} {' '.join(given)}".replace("_", " ")) - {"minut"}) | others


def _from_to(span: Span) -> Span:
    """A span with the minutes between the two hours that it names: "from 9 to 11"."""
    if span.start is None or span.finish is None or span.finish <= span.start:
        return span
    return replace(span, minutes=int((span.finish - span.start).total_seconds()) // 60)


def _counts_minutes(name: str, schema: Schema) -> bool:
    said = f"{name} {schema.get('description', '')}".casefold()
    return schema.get("type") == "integer" and "minute" in said


def _one_day(span: Span) -> date | None:
    return span.first if span.first == span.last else None


def _is_long(span: Span) -> bool:
    """Whether it is a season or a year, of which no one day is meant: "the last winter"."""
    return bool(span.first and span.last and span.last - span.first > _LONGEST_FOR_A_DAY)


def _is_single(name: str) -> bool:
    return name.rpartition("_")[2] in ("day", "date", "on")


def _formats(schema: Schema) -> set[str]:
    """The kinds of time that a field takes; none if it is about something else."""
    kinds = [schema, *schema.get("anyOf", ())]
    return {kind["format"] for kind in kinds if kind.get("format") in _FORMATS}


def _properties(tool: ToolSpec) -> dict[str, Schema]:
    properties: dict[str, Schema] = offered(tool.parameters)["properties"]
    return properties
