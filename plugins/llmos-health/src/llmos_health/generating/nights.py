"""Records of categories: nights with their stages, stand hours, mindful minutes, the cycle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from llmos_health.generating.body import Body
from llmos_health.generating.clock import LocalClock
from llmos_health.generating.elements import CATEGORY, Device, apple_watch, head, iphone, record
from llmos_health.generating.quantities import is_gap

_STAGE = "HKCategoryValueSleepAnalysis"
_CYCLE = ("Core", "Deep", "Core", "REM", "Awake")
_MINUTES = {"Core": 32, "Deep": 21, "REM": 19, "Awake": 2}


def sleep_records(body: Body, clock: LocalClock, days: list[date]) -> Iterator[str]:
    """Each night: the phone's time in bed, and the watch's stages."""
    random = Random(f"{body.seed} sleep")
    for number, day in enumerate(days):
        asleep = clock.moment(day, -0.6 + random.gauss(0, 0.4))
        woken = clock.moment(day, 6.8 + random.gauss(0, 0.3))
        in_bed = (asleep - 600, woken + 240, "InBed")
        yield _sleep(clock, number, iphone(body.phone), body.zone, in_bed)
        if not is_gap(body, number):
            for stage in _stages(asleep, woken, random):
                yield _sleep(clock, number, apple_watch(body.watch), body.zone, stage)


def _stages(asleep: int, woken: int, random: Random) -> Iterator[tuple[int, int, str]]:
    moment, index = asleep, 0
    while moment < woken:
        stage = _CYCLE[index % len(_CYCLE)]
        minutes = max(1.0, random.gauss(_MINUTES[stage], _MINUTES[stage] / 4))
        end = min(woken, moment + int(minutes * 2) * 30)
        yield moment, end, stage if stage == "Awake" else f"Asleep{stage}"
        moment, index = end, index + 1


def _sleep(
    clock: LocalClock, number: int, device: Device, zone: str, stage: tuple[int, int, str]
) -> str:
    start, end, what = stage
    line = head(f"{CATEGORY}SleepAnalysis", device, number)
    times = (clock.written(end + 30), clock.written(start), clock.written(end))
    return record(line, *times, _STAGE + what, (("HKTimeZone", zone),))


def stand_records(body: Body, clock: LocalClock, days: list[date]) -> Iterator[str]:
    """Each waking hour: stood or idle."""
    random = Random(f"{body.seed} stand")
    for number, day in enumerate(days):
        if is_gap(body, number):
            continue
        line = head(f"{CATEGORY}AppleStandHour", apple_watch(body.watch), number)
        for hour in range(7, 23):
            start, end = clock.moment(day, hour), clock.moment(day, hour + 1)
            what = "Stood" if random.random() < 0.75 else "Idle"
            times = (clock.written(end), clock.written(start), clock.written(end))
            yield record(line, *times, f"HKCategoryValueAppleStandHour{what}")


def mindful_records(body: Body, clock: LocalClock, days: list[date]) -> Iterator[str]:
    """Now and then five quiet minutes, which have no value but their time."""
    line = head(f"{CATEGORY}MindfulSession", apple_watch(body.watch), 0)
    for day in days[::3]:
        start = clock.moment(day, 7.25)
        times = (clock.written(start + 301), clock.written(start), clock.written(start + 300))
        yield record(line, *times, None)


def cycle_records(body: Body, clock: LocalClock, days: list[date]) -> Iterator[str]:
    """Four days out of each twenty-eight."""
    line = head(f"{CATEGORY}MenstrualFlow", iphone(body.phone), 0)
    for number, day in enumerate(days):
        if body.reproductive and number % 28 < 4:
            start, end = clock.moment(day, 0), clock.moment(day, 24)
            times = (clock.written(start + 30_000), clock.written(start), clock.written(end))
            metadata = (("HKMenstrualCycleStart", str(int(number % 28 == 0))),)
            yield record(line, *times, "HKCategoryValueMenstrualFlowMedium", metadata)
