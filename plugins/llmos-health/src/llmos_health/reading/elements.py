"""What the small trees of an export mean: workouts, correlations, rings."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import NamedTuple

from llmos_health.metrics.units import conversion
from llmos_health.reading.document import Element
from llmos_health.reading.moments import read_moment

_WORKOUT = "HKWorkoutActivityType"
_EVENT = "HKWorkoutEventType"
_CORRELATION = "HKCorrelationTypeIdentifier"
_QUANTITY = "HKQuantityTypeIdentifier"
_EPOCH = date(1970, 1, 1)
_MOST_EVENTS = 500


class Workout(NamedTuple):
    """One workout; `km` and `kcal` are None where none was measured, `indoor` where it is not said.

    `events` are pairs of seconds since 1970 and a name; `route` is the path of its file.
    """

    kind: str
    start: int
    offset: int
    seconds: int
    km: float | None
    kcal: float | None
    source: str
    indoor: bool | None
    events: tuple[tuple[int, str], ...]
    route: str


class Correlation(NamedTuple):
    """Values that were measured together, such as the two of a blood pressure."""

    kind: str
    start: int
    offset: int
    source: str
    parts: tuple[tuple[str, float, str], ...]


class Rings(NamedTuple):
    """The rings of one day and their goals: kilocalories, minutes, hours."""

    day: int
    move: float | None
    move_goal: float | None
    exercise: float | None
    exercise_goal: float | None
    stand: float | None
    stand_goal: float | None


def workout(element: Element) -> Workout | None:
    """A workout; None if it has no time."""
    times = _times(element)
    if times is None:
        return None
    start, seconds, offset = times
    data = element.attributes
    metadata = {
        child.attributes.get("key"): child.attributes.get("value")
        for child in element.named("MetadataEntry")
    }
    return Workout(
        kind=spaced(data.get("workoutActivityType", "").removeprefix(_WORKOUT)),
        start=start,
        offset=offset,
        seconds=seconds,
        km=_sum(element, "Distance", "km") or _old(data, "totalDistance", "km"),
        kcal=_sum(element, "ActiveEnergyBurned", "kcal") or _old(data, "totalEnergyBurned", "kcal"),
        source=data.get("sourceName", ""),
        indoor={"0": False, "1": True}.get(str(metadata.get("HKIndoorWorkout"))),
        events=tuple(_events(element)),
        route=_route(element),
    )


def correlation(element: Element) -> Correlation | None:
    """A correlation; None if it has no time."""
    times = _times(element)
    if times is None:
        return None
    parts = tuple(
        (
            one.attributes.get("type", "").removeprefix(_QUANTITY),
            value,
            one.attributes.get("unit", ""),
        )
        for one in element.named("Record")
        if (value := _number(one.attributes.get("value"))) is not None
    )
    kind = spaced(element.attributes.get("type", "").removeprefix(_CORRELATION))
    return Correlation(kind, times[0], times[2], element.attributes.get("sourceName", ""), parts)


def rings(element: Element) -> Rings | None:
    """The rings of a day; None if it names no day."""
    data = element.attributes
    try:
        day = (date.fromisoformat(data.get("dateComponents", "")) - _EPOCH).days
    except ValueError:
        return None
    how = conversion(data.get("activeEnergyBurnedUnit", "kcal"), "kcal")
    factor = how.factor if how else 1.0

    def energy(name: str) -> float | None:
        value = _number(data.get(name))
        return None if value is None else value * factor

    return Rings(
        day,
        energy("activeEnergyBurned"),
        energy("activeEnergyBurnedGoal"),
        _number(data.get("appleExerciseTime")),
        _number(data.get("appleExerciseTimeGoal")),
        _number(data.get("appleStandHours")),
        _number(data.get("appleStandHoursGoal")),
    )


def spaced(name: str) -> str:
    """`TraditionalStrengthTraining` as `traditional strength training`."""
    words = "".join(f" {letter}" if letter.isupper() else letter for letter in name)
    return words.strip().lower() or "other"


def _times(element: Element) -> tuple[int, int, int] | None:
    start = read_moment(element.attributes.get("startDate", ""))
    end = read_moment(element.attributes.get("endDate", ""))
    if start is None or end is None or end < start:
        return None
    return int(start.timestamp()), int((end - start).total_seconds()), _offset(start)


def _offset(moment: datetime) -> int:
    away = moment.utcoffset()
    return int(away.total_seconds()) if away else 0


def _sum(element: Element, type_: str, unit: str) -> float | None:
    found = []
    for one in element.named("WorkoutStatistics"):
        if one.attributes.get("type", "").removeprefix(_QUANTITY).startswith(type_):
            value = _number(one.attributes.get("sum"))
            how = conversion(one.attributes.get("unit", ""), unit)
            if value is not None and how:
                found.append(value * how.factor)
    return sum(found) if found else None


def _old(data: dict[str, str], name: str, unit: str) -> float | None:
    """A total as exports before iOS 16 wrote it; a zero there means that nothing was measured."""
    value, how = _number(data.get(name)), conversion(data.get(f"{name}Unit", unit), unit)
    return value * how.factor if value and how else None


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _events(element: Element) -> list[tuple[int, str]]:
    found = []
    for one in list(element.named("WorkoutEvent"))[:_MOST_EVENTS]:
        moment = read_moment(one.attributes.get("date", ""))
        if moment:
            name = spaced(one.attributes.get("type", "").removeprefix(_EVENT))
            found.append((int(moment.timestamp()), name))
    return found


def _route(element: Element) -> str:
    for route in element.named("WorkoutRoute"):
        for reference in route.named("FileReference"):
            return reference.attributes.get("path", "").lstrip("/")
    return ""
