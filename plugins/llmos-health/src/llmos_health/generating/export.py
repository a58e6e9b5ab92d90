"""A whole export: `export.xml` with its document type, and the files that lie beside it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from llmos_health.generating.body import Body
from llmos_health.generating.clock import LocalClock
from llmos_health.generating.doctype import DOCTYPE
from llmos_health.generating.nights import (
    cycle_records,
    mindful_records,
    sleep_records,
    stand_records,
)
from llmos_health.generating.papers import clinical_record, electrocardiogram
from llmos_health.generating.quantities import STREAMS, stream_records
from llmos_health.generating.scales import pressure_correlations, weight_records
from llmos_health.generating.workouts import (
    activity_summaries,
    route_file,
    workout_element,
    workouts,
)

FOLDER = "apple_health_export"
_LINES_AT_ONCE = 2_000
_FIXED_DATE = (2026, 1, 1, 0, 0, 0)
"""Of every member of the archive, so that the same seed gives the same bytes."""


def write_xml(body: Body, target: IO[bytes]) -> None:
    """Write `export.xml` without ever holding more than a few lines of it."""
    lines = export_lines(body)
    while block := "".join(islice(lines, _LINES_AT_ONCE)):
        target.write(block.encode())


def write_zip(body: Body, path: Path, *, name: str = "export.xml") -> None:
    """Write the archive as a phone does; `name` is that of the export in the phone's language."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        with archive.open(_member(name), "w", force_zip64=True) as target:
            write_xml(body, target)
        for beside, text in files_beside(body):
            archive.writestr(_member(beside), text)


def export_lines(body: Body) -> Iterator[str]:
    """The text of `export.xml`, in pieces of some lines."""
    clock = LocalClock(ZoneInfo(body.zone))
    days = days_of(body)
    written = clock.written(clock.moment(days[-1] + timedelta(days=1), 8))
    yield f'{DOCTYPE}<HealthData locale="de_DE">\n <ExportDate value="{written}"/>\n'
    if body.has_me:
        yield (
            ' <Me HKCharacteristicTypeIdentifierDateOfBirth="1987-05-20" '
            'HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexFemale" '
            'HKCharacteristicTypeIdentifierBloodType="HKBloodTypeNotSet" '
            'HKCharacteristicTypeIdentifierFitzpatrickSkinType="HKFitzpatrickSkinTypeNotSet"/>\n'
        )
    for stream in STREAMS:
        yield from stream_records(stream, body, clock, days)
    for records in (weight_records, sleep_records, stand_records, mindful_records, cycle_records):
        yield from records(body, clock, days)
    yield from pressure_correlations(body, clock, days)
    for workout in workouts(body, clock, days):
        yield workout_element(workout, body, clock)
    yield from activity_summaries(body, days)
    yield "</HealthData>\n"


def files_beside(body: Body) -> Iterator[tuple[str, str]]:
    """Names and texts of routes, electrocardiograms and clinical records."""
    clock = LocalClock(ZoneInfo(body.zone))
    days = days_of(body)
    for workout in workouts(body, clock, days):
        if workout.route:
            yield workout.route.lstrip("/"), route_file(workout)
    for day in days[::90]:
        yield f"electrocardiograms/ecg_{day}.csv", electrocardiogram(clock, day)
    yield "clinical-records/Observation-1.json", clinical_record(days[0])


def days_of(body: Body) -> list[date]:
    """The days of the export, in order."""
    return [body.first + timedelta(days=number) for number in range(body.days)]


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(f"{FOLDER}/{name}", _FIXED_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
