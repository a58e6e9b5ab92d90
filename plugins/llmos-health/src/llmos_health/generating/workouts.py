"""Workouts with their events, statistics and routes, and the rings of each day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random

from llmos_health.generating.body import Body
from llmos_health.generating.clock import LocalClock
from llmos_health.generating.elements import QUANTITY, apple_watch, entries
from llmos_health.generating.quantities import is_gap

_KINDS = ("Running", "Cycling", "Walking", "Yoga")
_KM_A_MINUTE = {"Running": 0.17, "Cycling": 0.36, "Walking": 0.085, "Yoga": 0.0}


@dataclass(frozen=True)
class Workout:
    """One workout, before it is written."""

    kind: str
    start: int
    minutes: int
    number: int

    @property
    def end(self) -> int:
        """When it ended."""
        return self.start + self.minutes * 60

    @property
    def km(self) -> float:
        """How far it went."""
        return round(_KM_A_MINUTE[self.kind] * self.minutes, 3)

    @property
    def route(self) -> str:
        """Where its route lies; only runs have one."""
        return f"/workout-routes/route_{self.number:05}.gpx" if self.kind == "Running" else ""


def workouts(body: Body, clock: LocalClock, days: list[date]) -> list[Workout]:
    """Every third day, one of four kinds, at six in the evening."""
    random = Random(f"{body.seed} workouts")
    found = []
    for number, day in enumerate(days):
        if number % 3 == 0 and not is_gap(body, number):
            kind = _KINDS[number // 3 % len(_KINDS)]
            start = clock.moment(day, 18) + random.randrange(1200)
            found.append(Workout(kind, start, random.randrange(25, 56), number))
    return found


def workout_element(one: Workout, body: Body, clock: LocalClock) -> str:
    """A workout as an export since iOS 16 writes it."""
    start, end = clock.written(one.start), clock.written(one.end)
    device = apple_watch(body.watch).attributes(one.number)
    pause = clock.written(one.start + 600)
    lines = [
        f' <Workout workoutActivityType="HKWorkoutActivityType{one.kind}" '
        f'duration="{one.minutes}.0" durationUnit="min" {device} '
        f'creationDate="{end}" startDate="{start}" endDate="{end}">\n',
        entries((("HKIndoorWorkout", str(int(one.kind == "Yoga"))), ("HKTimeZone", body.zone))),
        f'  <WorkoutEvent type="HKWorkoutEventTypePause" date="{pause}"/>\n',
        f'  <WorkoutEvent type="HKWorkoutEventTypeResume" date="{pause}"/>\n',
        _statistic("ActiveEnergyBurned", start, end, f"{one.minutes * 8.5:.1f}", "Cal"),
    ]
    if one.km:
        distance = "DistanceCycling" if one.kind == "Cycling" else "DistanceWalkingRunning"
        lines.append(_statistic(distance, start, end, str(one.km), "km"))
    if one.route:
        lines += [
            f'  <WorkoutRoute sourceName="{body.watch}" sourceVersion="10.2" '
            f'creationDate="{end}" startDate="{start}" endDate="{end}">\n',
            f'   <FileReference path="{one.route}"/>\n  </WorkoutRoute>\n',
        ]
    return "".join(lines) + " </Workout>\n"


def _statistic(type_: str, start: str, end: str, total: str, unit: str) -> str:
    return (
        f'  <WorkoutStatistics type="{QUANTITY}{type_}" startDate="{start}" endDate="{end}" '
        f'sum="{total}" unit="{unit}"/>\n'
    )


def route_file(one: Workout) -> str:
    """A straight run to the north, a point every five seconds."""
    points = one.minutes * 12
    step = one.km / points / 111.195
    written = "".join(
        f'   <trkpt lon="13.400000" lat="{52.5 + index * step:.6f}">'
        f"<ele>{34 + index % 40 / 10:.1f}</ele><time>{_universal(one.start + index * 5)}</time>"
        "</trkpt>\n"
        for index in range(points + 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx version="1.1" creator="llmos-health" xmlns="http://www.topografix.com/GPX/1/1">\n'
        f" <trk>\n  <trkseg>\n{written}  </trkseg>\n </trk>\n</gpx>\n"
    )


def activity_summaries(body: Body, days: list[date]) -> Iterator[str]:
    """The rings of each day."""
    random = Random(f"{body.seed} rings")
    for day in days:
        yield (
            f' <ActivitySummary dateComponents="{day}" '
            f'activeEnergyBurned="{random.gauss(520, 90):.3f}" activeEnergyBurnedGoal="500" '
            f'activeEnergyBurnedUnit="Cal" appleMoveTime="0" appleMoveTimeGoal="0" '
            f'appleExerciseTime="{random.randrange(10, 70)}" appleExerciseTimeGoal="30" '
            f'appleStandHours="{random.randrange(8, 15)}" appleStandHoursGoal="12"/>\n'
        )


def _universal(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
