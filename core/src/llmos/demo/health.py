"""The health export of the sample life: ten weeks of pulse, steps, sleep, weight and sport."""

from __future__ import annotations

import tomllib
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from importlib import resources
from pathlib import Path
from random import Random
from xml.sax.saxutils import quoteattr
from zoneinfo import ZoneInfo

import msgspec

from llmos.demo.dates import move

_PHONE = "Mira\N{RIGHT SINGLE QUOTATION MARK}s iPhone"
_WATCH = "Mira\N{RIGHT SINGLE QUOTATION MARK}s Apple Watch"
_SCALE = "Bathroom Scale"
_SAME_TIME = (2026, 1, 1, 0, 0, 0)
"""Of the files in the archive, so that the same present gives the same bytes."""

_STAGES = (("Core", 35), ("Deep", 24), ("Core", 30), ("REM", 21))
_PULSE_MINUTES = 10


class Strain(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A time on a working day before the present in which the pulse was raised."""

    what: str
    day: int
    time: time
    minutes: int
    rise: int


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the export follows; on days `without_watch`, counted back, only the phone measured."""

    days: int
    resting: int
    steps: int
    weight: float
    without_watch: tuple[int, ...]
    strains: tuple[Strain, ...]


def read_body() -> Body:
    """What the data file says."""
    text = (resources.files("llmos.demo") / "life" / "health.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Body)


def write_health(path: Path, now: datetime, zone: str) -> None:
    """Write the export as a phone does, up to yesterday."""
    path.parent.mkdir(parents=True)
    written = _Export(read_body(), now.astimezone(ZoneInfo(zone)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo("apple_health_export/Exportieren.xml", _SAME_TIME)
        member.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(member, "".join(written.lines()))


class _Sport(msgspec.Struct, frozen=True):
    kind: str
    distance: str
    start: datetime
    minutes: int
    km: float

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


class _Export:
    def __init__(self, body: Body, now: datetime) -> None:
        self._body = body
        self._today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        self._now = now
        self._strains = [self._stretch(strain) for strain in body.strains]

    def lines(self) -> Iterator[str]:
        """The export, element by element."""
        yield '<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="de_DE">\n'
        yield f' <ExportDate value="{_written(self._now)}"/>\n'
        for back in range(self._body.days, 0, -1):
            day = self._today - timedelta(days=back)
            random = Random(f"{back} health")
            yield from self._phone(day, random)
            if back not in self._body.without_watch:
                yield from self._watch(day, random)
            if back % 2:
                weight = self._body.weight + back * 0.012 + random.gauss(0, 0.3)
                at = day + timedelta(hours=7, minutes=5)
                yield _record("BodyMass", _SCALE, at, at, f"{weight:.1f}", "kg")
        yield "</HealthData>\n"

    def _phone(self, day: datetime, random: Random) -> Iterator[str]:
        for hour in range(8, 22):
            start = day + timedelta(hours=hour, minutes=random.randrange(20))
            steps = max(5, round(random.gauss(self._body.steps / 16, 160)))
            end = start + timedelta(minutes=25)
            yield _record("StepCount", _PHONE, start, end, str(steps), "count")

    def _watch(self, day: datetime, random: Random) -> Iterator[str]:
        sport = self._sport(day, random)
        yield from self._night(day, random)
        for minute in range(0, 24 * 60, _PULSE_MINUTES):
            at = day + timedelta(minutes=minute + random.randrange(_PULSE_MINUTES))
            moves = sport is not None and sport.start <= at < sport.end
            pulse = self._pulse(at, random) + (70 if moves else 0)
            yield _record("HeartRate", _WATCH, at, at, f"{pulse:.0f}", "count/min")
        for hour in range(7, 23):
            start = day + timedelta(hours=hour, minutes=random.randrange(10))
            end = start + timedelta(minutes=45)
            steps = max(8, round(random.gauss(self._body.steps / 16, 140)))
            yield _record("StepCount", _WATCH, start, end, str(steps), "count")
            energy = f"{random.gauss(31, 8):.1f}"
            yield _record("ActiveEnergyBurned", _WATCH, start, end, energy, "kcal")
        resting = f"{random.gauss(self._body.resting, 1.3):.0f}"
        at = day + timedelta(hours=6, minutes=50)
        yield _record("RestingHeartRate", _WATCH, at, at, resting, "count/min")
        if sport:
            yield _workout(sport, random)

    def _sport(self, day: datetime, random: Random) -> _Sport | None:
        """Rowing on Wednesdays, as her calendar has it, and a run on Saturdays."""
        if day.weekday() == 2:
            start = day + timedelta(hours=18, minutes=30)
            return _Sport("Rowing", "DistanceRowing", start, 90, random.gauss(11.2, 0.6))
        if day.weekday() == 5:
            start = day + timedelta(hours=10, minutes=random.randrange(30))
            return _Sport("Running", "DistanceWalkingRunning", start, 40, random.gauss(6.4, 0.4))
        return None

    def _night(self, day: datetime, random: Random) -> Iterator[str]:
        moment = day - timedelta(minutes=random.gauss(45, 25))
        until = day + timedelta(hours=6, minutes=random.gauss(35, 15))
        place = 0
        while moment < until:
            stage, usual = _STAGES[place % len(_STAGES)]
            end = min(until, moment + timedelta(minutes=max(4, round(random.gauss(usual, 6)))))
            yield _sleep(moment, end, stage)
            moment, place = end, place + 1

    def _pulse(self, at: datetime, random: Random) -> float:
        by_day = 14 if 7 <= at.hour < 23 else -4
        raised = sum(rise for start, end, rise in self._strains if start <= at < end)
        return max(42.0, random.gauss(self._body.resting + by_day, 3.5)) + raised

    def _stretch(self, strain: Strain) -> tuple[datetime, datetime, int]:
        day = move(self._today.date(), strain.day, "working")
        start = datetime.combine(day, strain.time, self._today.tzinfo)
        return start, start + timedelta(minutes=strain.minutes), strain.rise


def _record(kind: str, source: str, start: datetime, end: datetime, value: str, unit: str) -> str:
    return (
        f' <Record type="HKQuantityTypeIdentifier{kind}" sourceName={quoteattr(source)} '
        f'unit="{unit}" creationDate="{_written(end)}" startDate="{_written(start)}" '
        f'endDate="{_written(end)}" value="{value}"/>\n'
    )


def _sleep(start: datetime, end: datetime, stage: str) -> str:
    return (
        f' <Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName={quoteattr(_WATCH)} '
        f'creationDate="{_written(end)}" startDate="{_written(start)}" endDate="{_written(end)}" '
        f'value="HKCategoryValueSleepAnalysisAsleep{stage}"/>\n'
    )


def _workout(sport: _Sport, random: Random) -> str:
    start, end = _written(sport.start), _written(sport.end)
    energy = sport.minutes * random.gauss(9.5, 0.5)
    sums = ((sport.distance, sport.km, "km"), ("ActiveEnergyBurned", energy, "kcal"))
    statistics = "".join(
        f'  <WorkoutStatistics type="HKQuantityTypeIdentifier{kind}" sum="{total:.2f}" '
        f'unit="{unit}"/>\n'
        for kind, total, unit in sums
    )
    return (
        f' <Workout workoutActivityType="HKWorkoutActivityType{sport.kind}" '
        f'duration="{sport.minutes}" durationUnit="min" sourceName={quoteattr(_WATCH)} '
        f'creationDate="{end}" startDate="{start}" endDate="{end}">\n{statistics} </Workout>\n'
    )


def _written(moment: datetime) -> str:
    # Through Greenwich, because an hour that the clocks skip does not exist on any phone.
    return f"{moment.astimezone(UTC).astimezone(moment.tzinfo):%Y-%m-%d %H:%M:%S %z}"
