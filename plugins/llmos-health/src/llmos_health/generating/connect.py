"""A synthetic Health Connect export: the archive with its database, of the same body every time."""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from llmos_health.generating.body import Body
from llmos_health.generating.clock import LocalClock

NAME = "health_connect_export.db"
APPS = {1: "Steps App", 2: "Watch App"}
_ORIGIN = "app_info_id INTEGER, device_info_id INTEGER, recording_method INTEGER"
_SPAN = "start_time INTEGER, start_zone_offset INTEGER, end_time INTEGER, end_zone_offset INTEGER"
_INSTANT = f"row_id INTEGER PRIMARY KEY, time INTEGER, zone_offset INTEGER, {_ORIGIN}"
_INTERVAL = f"row_id INTEGER PRIMARY KEY, {_SPAN}, {_ORIGIN}"
_TABLES = f"""
CREATE TABLE application_info_table (row_id INTEGER PRIMARY KEY, package_name TEXT, app_name TEXT);
CREATE TABLE device_info_table (
    row_id INTEGER PRIMARY KEY, manufacturer TEXT, model TEXT, device_type INTEGER
);
CREATE TABLE steps_record_table ({_INTERVAL}, count INTEGER);
CREATE TABLE distance_record_table ({_INTERVAL}, distance REAL);
CREATE TABLE active_calories_burned_record_table ({_INTERVAL}, energy REAL);
CREATE TABLE heart_rate_record_table ({_INTERVAL});
CREATE TABLE heart_rate_record_series_table (
    parent_key INTEGER, beats_per_minute INTEGER, epoch_millis INTEGER
);
CREATE TABLE weight_record_table ({_INSTANT}, weight REAL);
CREATE TABLE oxygen_saturation_record_table ({_INSTANT}, percentage REAL);
CREATE TABLE blood_pressure_record_table ({_INSTANT}, systolic REAL, diastolic REAL);
CREATE TABLE menstruation_flow_record_table ({_INSTANT}, flow INTEGER);
CREATE TABLE sleep_session_record_table ({_INTERVAL}, title TEXT);
CREATE TABLE sleep_stages_table (
    parent_key INTEGER, stage_start_time INTEGER, stage_end_time INTEGER, stage_type INTEGER
);
CREATE TABLE exercise_session_record_table ({_INTERVAL}, exercise_type INTEGER, has_route INTEGER);
"""
_PHONE, _WATCH = (1, 1, 1), (2, 2, 1)
"""The app, the device and the way of recording of each."""

_TYPED = (1, 1, 3)
_STAGES = ((4, 90), (5, 60), (6, 45), (1, 10), (4, 120))
"""Kinds of sleep and their minutes."""

_RUNNING = 33
_MINUTE = 60_000
Row = tuple[str, tuple[object, ...]]


def write_connect(body: Body, path: Path) -> None:
    """Write the archive: steps of two devices that overlap, pulse, nights, runs, weights."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / NAME
        with closing(sqlite3.connect(database)) as connection:
            connection.executescript(_TABLES)
            for table, row in (*_origins(), *_rows(body)):
                marks = ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)
            connection.commit()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(database, NAME)


class _Day:
    """One day of the body; times are milliseconds since 1970."""

    def __init__(self, body: Body, number: int) -> None:
        self.number = number
        self._day = body.first + timedelta(days=number)
        self._clock = LocalClock(ZoneInfo(body.zone))

    def at(self, hour: float) -> tuple[int, int]:
        """That hour by the clock on the wall, and its seconds east of Greenwich."""
        return self._told(self._clock.moment(self._day, hour))

    def span(self, hour: float, minutes: int) -> tuple[int, int, int, int]:
        """A stretch of minutes from an hour on."""
        begin = self._clock.moment(self._day, hour)
        return *self._told(begin), *self._told(begin + minutes * 60)

    def _told(self, moment: int) -> tuple[int, int]:
        away = datetime.fromtimestamp(moment, self._clock.zone).utcoffset() or timedelta()
        return moment * 1000, int(away.total_seconds())


def _origins() -> Iterator[Row]:
    for number, name in APPS.items():
        yield "application_info_table", (number, f"org.example.app{number}", name)
    yield "device_info_table", (1, "Maker", "Phone", 2)
    yield "device_info_table", (2, "Maker", "Watch", 1)


def _rows(body: Body) -> Iterator[Row]:
    random = Random(body.seed)
    for number in range(body.days):
        day = _Day(body, number)
        yield from _scales(random, day)
        yield from _waking(random, day)
        yield from _night(day)


def _scales(random: Random, day: _Day) -> Iterator[Row]:
    grams = 64_000 + random.randrange(900)
    yield "weight_record_table", (None, *day.at(7), *_PHONE, grams)
    yield "oxygen_saturation_record_table", (None, *day.at(3), *_WATCH, 97.0)
    yield "blood_pressure_record_table", (None, *day.at(8), *_TYPED, 118.0, 76.0)
    yield "menstruation_flow_record_table", (None, *day.at(9), *_PHONE, 2)


def _waking(random: Random, day: _Day) -> Iterator[Row]:
    for hour in range(8, 20):
        steps = random.randrange(200, 900)
        # The phone lay in the pocket of whoever wore the watch, and counted half an hour longer.
        yield "steps_record_table", (None, *day.span(hour, 30), *_WATCH, steps)
        yield "steps_record_table", (None, *day.span(hour, 60), *_PHONE, 2 * steps)
        parent = day.number * 100 + hour
        yield "heart_rate_record_table", (parent, *day.span(hour, 60), *_WATCH)
        for minute in range(0, 60, 10):
            at, _ = day.at(hour + minute / 60)
            pulse = 58 + random.randrange(20)
            yield "heart_rate_record_series_table", (parent, pulse, at)
    run = day.span(18, 40)
    yield "distance_record_table", (None, *run, *_WATCH, 6_500.0)
    yield "active_calories_burned_record_table", (None, *run, *_WATCH, 420_000.0)
    yield "exercise_session_record_table", (None, *run, *_WATCH, _RUNNING, 1)


def _night(day: _Day) -> Iterator[Row]:
    begin, _ = day.at(0.5)
    minutes = sum(length for _, length in _STAGES)
    row = (day.number + 1, *day.span(0.5, minutes), *_WATCH, None)
    yield "sleep_session_record_table", row
    for stage, length in _STAGES:
        yield "sleep_stages_table", (day.number + 1, begin, begin + length * _MINUTE, stage)
        begin += length * _MINUTE
