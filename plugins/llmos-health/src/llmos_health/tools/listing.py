"""`workouts` and `records`: lists of what was done and what was measured."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated

from pydantic import Field

from llmos import Context, Result, tool
from llmos_health.aggregates.columns import Columns
from llmos_health.granted import DAILY, RAW, Granted
from llmos_health.metrics.catalogue import Metric
from llmos_health.opening import Health, current_health
from llmos_health.periods import Period, beginning, period
from llmos_health.reading.elements import spaced
from llmos_health.results.listing import RecordLine, Records, WorkoutLine, Workouts
from llmos_health.store.figures import daily, pressures, records_of, words
from llmos_health.store.figures import workouts as stored
from llmos_health.tools.choosing import metric_in
from llmos_health.tools.needs import HEALTH
from llmos_health.tools.parameters import MetricName, Since, Until

_PREFIX = "HKCategoryValue"
_PRESSURE = ("blood pressure", "blutdruck", "tension artérielle")


@tool(
    needs=[HEALTH],
    effect="read",
    examples=[
        "list my workouts of this month",
        "how far did I run last week?",
        "when did I last go cycling?",
        "how often did I do yoga in October?",
        "what was my longest run this year?",
        "welche Trainings habe ich diese Woche gemacht?",
        "wie weit bin ich letzten Monat gelaufen?",
        "how many kilometres did I ride this month?",
        "when was my last swim?",
        "welchen Sport habe ich gestern gemacht?",
        "wie oft war ich im Oktober laufen?",
    ],
)
def workouts(
    ctx: Context,
    kind: Annotated[
        str | None,
        Field(
            description="Kind of workout, such as running (run, runs, ran, jog, jogs, jogging, "
            "joggen, laufen, gelaufen, Lauf, Läufe, couru, courir, course à pied), cycling (cycle, "
            "cycled, bike, biked, biking, bike rides, ride, rides, rode, Rad, Fahrrad, Radfahren, "
            "Radtour, Radtouren, geradelt, vélo), swimming (swim, swims, swam, schwimmen, "
            "geschwommen, nager, nagé, natation), walking (walk, walks, walked, spazieren, "
            "Spaziergang, Spaziergänge, marche, marché), hiking (hike, hikes, hiked, wandern, "
            "gewandert, Wanderung, Wanderungen, randonnée, randonnées), rowing (row, rowed, "
            "rudern, gerudert, aviron), strength (gym, weights, Krafttraining, musculation), "
            "dance (dancing, danced, tanzen, danse), yoga, pilates, tennis."
        ),
    ] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, Field(ge=1, le=200, description="How many to list.")] = 20,
) -> Result:
    """List workouts (runs, rides, swims, yoga): when, how long, how far, energy and climb."""
    granted = Granted.of(ctx)
    granted.require(DAILY, "A list of workouts")
    days = period(ctx, since, until)
    with current_health(ctx) as health:
        found = [
            WorkoutLine.of(one)
            for one in stored(health.connection, days.first, days.last)
            if kind is None or _fits(kind, one.kind)
        ]
        return Workouts(
            since=days.first,
            until=days.last,
            workouts=found[:limit],
            total=len(found),
            minutes=sum(one.minutes for one in found),
            km=sum(one.km or 0.0 for one in found),
            timed=granted.resolution == RAW,
            notes=health.notes,
        )


@tool(
    needs=[HEALTH],
    effect="read",
    examples=[
        "show me the single heart rate measurements of yesterday",
        "list every weight record of this year",
        "raw blood pressure readings of the last month",
        "what did my watch measure at noon on Friday?",
        "show the individual step records of today",
        "zeig mir alle einzelnen Pulsmessungen von gestern",
        "each single blood pressure entry of this week",
        "every oxygen reading of last night, one by one",
        "liste die einzelnen Gewichtswerte dieses Monats auf",
    ],
)
def records(
    ctx: Context,
    metric: MetricName,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, Field(ge=1, le=500, description="How many to list.")] = 50,
) -> Result:
    """List single health records as the devices wrote them, with time, value and source."""
    granted = Granted.of(ctx)
    granted.require(RAW, "A list of single records")
    wanted = period(ctx, since, until)
    days = Period(*granted.clamp(wanted.first, wanted.last))
    with current_health(ctx) as health:
        if metric.casefold().strip() in _PRESSURE:
            return _pressures(health, days, limit)
        chosen = metric_in(health, metric)
        start, end = beginning(ctx, days.first), beginning(ctx, days.last + timedelta(days=1))
        columns, sources = records_of(health.connection, chosen, start, end)
        unit = daily(health.connection, chosen, days.first, days.last).unit
        last = columns.chosen(slice(max(columns.size - limit, 0), None))
        return Records(
            metric=chosen.label,
            since=days.first,
            until=days.last,
            records=_lines(last, sources, chosen, unit, words(health.connection)),
            total=columns.size,
            decimals=chosen.decimals,
            notes=health.notes,
        )


def _pressures(health: Health, days: Period, limit: int) -> Records:
    """Readings of the blood pressure, whose two values belong together."""
    found = pressures(health.connection, days.first, days.last)
    lines = [
        RecordLine(start=one.at, end=one.at, value=None, word=one.told, unit="", source=one.source)
        for one in found[:limit]
    ]
    return Records(
        metric="blood pressure",
        since=days.first,
        until=days.last,
        records=lines,
        total=len(found),
        decimals=0,
        notes=health.notes,
    )


def _fits(wanted: str, kind: str) -> bool:
    stems = {word.removesuffix("s") for word in wanted.casefold().split()}
    return any(stem[:4] in kind for stem in stems if stem not in ("workout", "training"))


def _lines(
    columns: Columns, sources: list[str], metric: Metric, unit: str, words: dict[int, str]
) -> list[RecordLine]:
    in_words = metric.how in ("times", "minutes", "sleep")
    lines = []
    for place in reversed(range(columns.size)):
        value = float(columns.value[place])
        word = words.get(int(value), "") if in_words and not math.isnan(value) else ""
        lines.append(
            RecordLine(
                start=_moment(int(columns.start[place]), int(columns.offset[place])),
                end=_moment(int(columns.end[place]), int(columns.end_offset[place])),
                value=None if in_words else value,
                word=spaced(word.removeprefix(_PREFIX)) if word else "",
                unit="" if in_words or unit == "count" else unit,
                source=sources[int(columns.source[place])],
            )
        )
    return lines


def _moment(at: int, offset: int) -> datetime:
    return datetime.fromtimestamp(at, UTC).astimezone(timezone(timedelta(seconds=offset)))
