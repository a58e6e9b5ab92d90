"""The tables of Health Connect's database: what each measures, as Apple's types and in which unit.

Names of tables and columns and the numbers of stages are those of Android's Health Connect
provider. Masses are in grams, lengths in metres, energies in calories.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

_QUANTITY, _CATEGORY = "HKQuantityTypeIdentifier", "HKCategoryTypeIdentifier"
MANUAL = 3
"""The way of recording that is typing in."""

_WORN = {1: "watch", 4: "watch", 6: "watch", 2: "phone"}
"""Kinds of devices: watches, rings and bands are worn, and count before phones."""

_INSTANT = ("r.time", "r.zone_offset", "r.time", "r.zone_offset")
_INTERVAL = ("r.start_time", "r.start_zone_offset", "r.end_time", "r.end_zone_offset")
_ORIGIN = ("r.app_info_id", "r.device_info_id", "r.recording_method")


class Measured(NamedTuple):
    """A query for rows of start, offset, end, offset, value, app, device and way of recording.

    `words` turn the value into the word of a category; without them it is a number in `unit`.
    """

    what: str
    tables: frozenset[str]
    query: str
    type: str
    unit: str = ""
    words: Mapping[int, str] = {}


class Origins(NamedTuple):
    """Who wrote a record, by the numbers of apps and devices."""

    apps: Mapping[int, str]
    devices: Mapping[int, tuple[str, str]]

    @classmethod
    def of(cls, database: sqlite3.Connection, tables: set[str]) -> Origins:
        """What the database says of them."""
        apps = "SELECT row_id, coalesce(app_name, package_name) FROM application_info_table"
        devices = "SELECT row_id, model, manufacturer, device_type FROM device_info_table"
        known = database.execute(devices) if "device_info_table" in tables else ()
        return cls(
            dict(database.execute(apps)),
            {
                number: (str(model or ""), f"type:{_WORN.get(type_, '')}, manufacturer:{maker}")
                for number, model, maker, type_ in known
            },
        )

    def named(self, app: int, device: int) -> dict[str, str]:
        """The name of the source and what is known of the device."""
        model, about = self.devices.get(device, ("", ""))
        name = str(self.apps.get(app) or "")
        return {"sourceName": f"{name} ({model})" if model else name, "device": about}


def _query(times: tuple[str, ...], value: str, rows: str) -> str:
    """A query whose columns are numbers, whatever somebody wrote into them."""
    begin, end = (
        ", ".join(f"CAST(coalesce({name}, 0) AS INTEGER)" for name in names)
        for names in (times, _ORIGIN)
    )
    return f"SELECT {begin}, {value}, {end} FROM {rows}"


def _measured(times: tuple[str, ...], table: str, column: str, type_: str, unit: str) -> Measured:
    what = table.removesuffix("_record_table").replace("_", " ")
    rows = f"{table} r WHERE r.{column} IS NOT NULL"
    query = _query(times, f"CAST(r.{column} AS REAL)", rows)
    return Measured(what, frozenset({table}), query, _QUANTITY + type_, unit)


def _instant(table: str, column: str, type_: str, unit: str) -> Measured:
    return _measured(_INSTANT, table, column, type_, unit)


def _interval(table: str, column: str, type_: str, unit: str) -> Measured:
    return _measured(_INTERVAL, table, column, type_, unit)


def _of_parent(
    what: str, times: tuple[str, ...], value: str, tables: tuple[str, str]
) -> tuple[str, frozenset[str], str]:
    child, parent = tables
    rows = f"{child} s JOIN {parent} r ON r.row_id = s.parent_key WHERE {value} IS NOT NULL"
    return what, frozenset(tables), _query(times, value, rows)


_PULSE = Measured(
    *_of_parent(
        "heart rate",
        ("s.epoch_millis", "r.start_zone_offset", "s.epoch_millis", "r.end_zone_offset"),
        "CAST(s.beats_per_minute AS REAL)",
        ("heart_rate_record_series_table", "heart_rate_record_table"),
    ),
    f"{_QUANTITY}HeartRate",
    "count/min",
)
_SLEEP_WORDS = {
    number: f"HKCategoryValueSleepAnalysis{word}"
    for number, word in enumerate(
        "InBed Awake AsleepUnspecified Awake AsleepCore AsleepDeep AsleepREM Awake".split()
    )
}
"""What a stage is called; 0 is the whole session, in which somebody lay in bed."""

_FLOW_WORDS = {
    number: f"HKCategoryValueMenstrualFlow{word}"
    for number, word in enumerate("Unspecified Light Medium Heavy".split())
}

MEASURED = (
    _PULSE,
    _interval("steps_record_table", "count", "StepCount", "count"),
    _interval("distance_record_table", "distance", "DistanceWalkingRunning", "m"),
    _interval("active_calories_burned_record_table", "energy", "ActiveEnergyBurned", "cal"),
    _interval("total_calories_burned_record_table", "energy", "TotalEnergyBurned", "cal"),
    _interval("floors_climbed_record_table", "floors", "FlightsClimbed", "count"),
    _interval("hydration_record_table", "volume", "DietaryWater", "L"),
    _instant("weight_record_table", "weight", "BodyMass", "g"),
    _instant("height_record_table", "height", "Height", "m"),
    _instant("body_fat_record_table", "percentage", "BodyFatPercentage", "percent"),
    _instant("lean_body_mass_record_table", "mass", "LeanBodyMass", "g"),
    _instant(
        "resting_heart_rate_record_table", "beats_per_minute", "RestingHeartRate", "count/min"
    ),
    _instant(
        "heart_rate_variability_rmssd_record_table",
        "heart_rate_variability_millis",
        "HeartRateVariabilityRMSSD",
        "ms",
    ),
    _instant("oxygen_saturation_record_table", "percentage", "OxygenSaturation", "percent"),
    _instant("respiratory_rate_record_table", "rate", "RespiratoryRate", "count/min"),
    _instant("body_temperature_record_table", "temperature", "BodyTemperature", "degC"),
    _instant("blood_pressure_record_table", "systolic", "BloodPressureSystolic", "mmHg"),
    _instant("blood_pressure_record_table", "diastolic", "BloodPressureDiastolic", "mmHg"),
    _instant("blood_glucose_record_table", "level", "BloodGlucose", "mmol<180.1558800000541>/L"),
    _instant("vo2_max_record_table", "vo2_milliliters_per_minute_kilogram", "VO2Max", "mL/min·kg"),
)

CATEGORIES = (
    Measured(
        *_of_parent(
            "sleep stages",
            ("s.stage_start_time", "r.start_zone_offset", "s.stage_end_time", "r.end_zone_offset"),
            "CAST(s.stage_type AS INTEGER)",
            ("sleep_stages_table", "sleep_session_record_table"),
        ),
        f"{_CATEGORY}SleepAnalysis",
        words=_SLEEP_WORDS,
    ),
    Measured(
        "sleep",
        frozenset({"sleep_session_record_table", "sleep_stages_table"}),
        _query(
            _INTERVAL,
            "CASE WHEN r.row_id IN (SELECT parent_key FROM sleep_stages_table) THEN 0 ELSE 2 END",
            "sleep_session_record_table r",
        ),
        f"{_CATEGORY}SleepAnalysis",
        words=_SLEEP_WORDS,
    ),
    Measured(
        "mindfulness",
        frozenset({"mindfulness_session_record_table"}),
        _query(_INTERVAL, "0", "mindfulness_session_record_table r"),
        f"{_CATEGORY}MindfulSession",
        words={0: "HKCategoryValueNotApplicable"},
    ),
    Measured(
        "menstrual flow",
        frozenset({"menstruation_flow_record_table"}),
        _query(_INSTANT, "CAST(r.flow AS INTEGER)", "menstruation_flow_record_table r"),
        f"{_CATEGORY}MenstrualFlow",
        words=_FLOW_WORDS,
    ),
)
