"""What Health Connect holds besides records: exercises as workouts, blood pressures as pairs."""

from __future__ import annotations

import sqlite3

from llmos_health.reading.connect_tables import Origins
from llmos_health.reading.elements import Correlation, Workout

_KINDS = dict(
    enumerate(
        "other|badminton|baseball|basketball|cycling|stationary cycling|boot camp|boxing|"
        "calisthenics|cricket|dancing|exercise class|fencing|american football|"
        "australian football|disc sports|golf|guided breathing|gymnastics|handball|"
        "high intensity interval training|hiking|ice hockey|ice skating|martial arts|paddling|"
        "paragliding|pilates|racquetball|climbing|roller hockey|rowing|rugby|running|"
        "treadmill running|sailing|scuba diving|skating|skiing|snowboarding|snowshoeing|soccer|"
        "softball|squash|stair climbing|strength training|stretching|surfing|"
        "open water swimming|pool swimming|table tennis|tennis|volleyball|walking|water polo|"
        "weightlifting|wheelchair|yoga|other|stair machine|elliptical|rowing machine".split("|")
    )
)
_INDOORS = frozenset({5, 34, 49, 59, 60, 61})
_LONGEST = 7 * 86_400_000
"""Milliseconds."""

_LATEST = 7_258_118_400_000
"""The year 2200, in milliseconds since 1970."""

_FURTHEST = 15 * 3600
_MOST = 100_000


def workouts(database: sqlite3.Connection, origins: Origins, tables: set[str]) -> list[Workout]:
    """All exercises; distance and energy are what the same app wrote within their time."""
    if "exercise_session_record_table" not in tables:
        return []
    query = (
        f"SELECT {_whole('start_time')}, {_whole('end_time')}, {_whole('start_zone_offset')},"
        f" {_whole('exercise_type')},"
        f" {_within('distance_record_table', 'distance', tables)},"
        f" {_within('active_calories_burned_record_table', 'energy', tables)},"
        " app_info_id, device_info_id FROM exercise_session_record_table e ORDER BY start_time"
    )
    found: list[Workout] = []
    for start, end, offset, kind, metres, calories, *origin in database.execute(query):
        if len(found) < _MOST and _is_time(start, offset) and 0 <= end - start <= _LONGEST:
            found.append(
                Workout(
                    kind=_KINDS.get(kind, "other"),
                    start=start // 1000,
                    offset=offset,
                    seconds=(end - start) // 1000,
                    km=metres / 1000 if metres else None,
                    kcal=calories / 1000 if calories else None,
                    source=origins.named(*origin)["sourceName"],
                    indoor=kind in _INDOORS or None,
                    events=(),
                    route="",
                )
            )
    return found


def pressures(
    database: sqlite3.Connection, origins: Origins, tables: set[str]
) -> list[Correlation]:
    """All readings of the blood pressure, whose two values belong together."""
    if "blood_pressure_record_table" not in tables:
        return []
    query = (
        f"SELECT {_whole('time')}, {_whole('zone_offset')},"
        " CAST(systolic AS REAL), CAST(diastolic AS REAL), app_info_id, device_info_id"
        " FROM blood_pressure_record_table WHERE systolic > 0 AND diastolic > 0 LIMIT ?"
    )
    return [
        Correlation(
            "blood pressure",
            at // 1000,
            offset,
            origins.named(*origin)["sourceName"],
            (
                ("BloodPressureSystolic", systolic, "mmHg"),
                ("BloodPressureDiastolic", diastolic, "mmHg"),
            ),
        )
        for at, offset, systolic, diastolic, *origin in database.execute(query, (_MOST,))
        if _is_time(at, offset)
    ]


def _whole(column: str) -> str:
    return f"CAST(coalesce({column}, 0) AS INTEGER)"


def _is_time(at: int, offset: int) -> bool:
    return 0 < at < _LATEST and abs(offset) <= _FURTHEST


def _within(table: str, column: str, tables: set[str]) -> str:
    if table not in tables:
        return "NULL"
    return (
        f"(SELECT sum(CAST({column} AS REAL)) FROM {table} r WHERE r.app_info_id = e.app_info_id"
        " AND r.start_time >= e.start_time AND r.end_time <= e.end_time)"
    )
