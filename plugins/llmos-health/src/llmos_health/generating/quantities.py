"""Records of quantities: pulse, steps, energy and whatever else devices measure by themselves."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Literal

from llmos_health.generating.body import Body
from llmos_health.generating.clock import LocalClock
from llmos_health.generating.elements import (
    QUANTITY,
    Device,
    apple_watch,
    head,
    iphone,
    record,
)

Measure = Callable[[Body, Random, int, float], float]
"""The value at a moment, which is so many hours after midnight."""


@dataclass(frozen=True)
class Stream:
    """One kind of record by one device: how often it comes, how long it lasts, what it says.

    `hours` are those of the day in which it comes; `decimals` are those of its value.
    """

    type: str
    unit: str
    by: Literal["watch", "phone"]
    a_day: float
    seconds: int
    hours: tuple[float, float]
    decimals: int
    measure: Measure
    motion: bool = False


def _pulse(body: Body, random: Random, moment: int, hour: float) -> float:
    asleep = hour < 6.5 or hour > 23
    daily = -6.0 if asleep else 14.0 + 6.0 * math.sin((hour - 8) / 15 * math.pi)
    strain = sum(one.rise for one in body.strains if one.start <= moment < one.end)
    return max(38.0, random.gauss(body.resting + daily + strain, 5.0))


def _steady(mean: float, spread: float) -> Measure:
    return lambda body, random, moment, hour: max(0.0, random.gauss(mean, spread))


def _steps(share: float) -> Measure:
    def measure(body: Body, random: Random, moment: int, hour: float) -> float:
        weekday = 0.8 if moment // 86_400 % 7 in (2, 3) else 1.0
        return max(1.0, random.gauss(body.steps * weekday * share, body.steps * share / 3))

    return measure


def _resting(body: Body, random: Random, moment: int, hour: float) -> float:
    return random.gauss(body.resting, 1.5)


STREAMS = (
    Stream("HeartRate", "count/min", "watch", 300, 0, (0, 24), 0, _pulse, motion=True),
    Stream("StepCount", "count", "watch", 90, 240, (7, 22.5), 0, _steps(1 / 90)),
    Stream("StepCount", "count", "phone", 60, 420, (7, 22.5), 0, _steps(1 / 75)),
    Stream("DistanceWalkingRunning", "km", "watch", 90, 240, (7, 22.5), 5, _steady(0.068, 0.03)),
    Stream("DistanceWalkingRunning", "km", "phone", 60, 420, (7, 22.5), 5, _steady(0.085, 0.03)),
    Stream("ActiveEnergyBurned", "Cal", "watch", 300, 60, (6.5, 23), 3, _steady(1.6, 0.7)),
    Stream("BasalEnergyBurned", "Cal", "watch", 100, 860, (0, 24), 3, _steady(14.2, 0.4)),
    Stream("FlightsClimbed", "count", "phone", 7, 60, (7, 22), 0, _steady(1.5, 0.5)),
    Stream("AppleStandTime", "min", "watch", 60, 300, (7, 23), 0, _steady(2.6, 1)),
    Stream("AppleExerciseTime", "min", "watch", 32, 60, (7, 21), 0, _steady(1, 0)),
    Stream("EnvironmentalAudioExposure", "dBASPL", "watch", 40, 1740, (7, 23), 3, _steady(62, 8)),
    Stream("RespiratoryRate", "count/min", "watch", 60, 0, (0, 6.5), 1, _steady(14.2, 1)),
    Stream("OxygenSaturation", "%", "watch", 20, 0, (0, 24), 2, _steady(0.965, 0.012)),
    Stream("WalkingSpeed", "km/hr", "phone", 25, 12, (7, 22), 2, _steady(4.9, 0.4)),
    Stream("WalkingStepLength", "cm", "phone", 25, 12, (7, 22), 0, _steady(72, 4)),
    Stream("HeartRateVariabilitySDNN", "ms", "watch", 6, 60, (0, 24), 4, _steady(46, 12)),
    Stream("RestingHeartRate", "count/min", "watch", 1, 50_000, (6, 7), 0, _resting),
    Stream("WalkingHeartRateAverage", "count/min", "watch", 1, 50_000, (7, 8), 0, _steady(98, 5)),
    Stream("VO2Max", "mL/min·kg", "watch", 0.2, 0, (17, 18), 2, _steady(38, 0.6)),
)


def stream_records(
    stream: Stream, body: Body, clock: LocalClock, days: list[date]
) -> Iterator[str]:
    """All records of one kind by one device, day by day."""
    device = apple_watch(body.watch) if stream.by == "watch" else iphone(body.phone)
    random = Random(f"{body.seed} {stream.type} {stream.by}")
    for number, day in enumerate(days):
        if not (stream.by == "watch" and is_gap(body, number)):
            yield from _of_day(stream, body, clock, day, number, device, random)


def is_gap(body: Body, number: int) -> bool:
    """Whether the watch was left at home on that day."""
    return body.gap > 0 and number % body.gap == body.gap - 1


def _of_day(
    stream: Stream,
    body: Body,
    clock: LocalClock,
    day: date,
    number: int,
    device: Device,
    random: Random,
) -> Iterator[str]:
    start, end = (clock.moment(day, hour) for hour in stream.hours)
    midnight = clock.moment(day, 0)
    wanted = stream.a_day * (body.density if stream.a_day > 1 else 1.0)
    count = int(wanted) + (random.random() < wanted % 1)
    line = head(QUANTITY + stream.type, device, number, stream.unit)
    for index in range(count):
        begun = start + int((index + random.random()) * (end - start) / count)
        ended = begun + min(stream.seconds, max(1, (end - start) // count)) * bool(stream.seconds)
        value = stream.measure(body, random, begun, (begun - midnight) / 3600)
        metadata = (
            (("HKMetadataKeyHeartRateMotionContext", str(random.randrange(3))),)
            if stream.motion
            else ()
        )
        yield record(
            line,
            clock.written(ended + 7),
            clock.written(begun),
            clock.written(ended),
            f"{value:.{stream.decimals}f}",
            metadata,
        )
