"""Exports of Google's Health Connect."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from random import Random

import pytest

from llmos_health.generating.connect import NAME, write_connect
from llmos_health.reading import connect

from ..conftest import small_body

BODY = small_body(first=date(2026, 3, 27), days=4, density=1.0)


@pytest.fixture
def archive(tmp_path):
    """An export of four days across the night in which the clocks go forward."""
    path = tmp_path / "Health Connect.zip"
    write_connect(BODY, path)
    return path


def changed(archive, *statements: str):
    """The export after somebody changed its database."""
    database = archive.parent / NAME
    with zipfile.ZipFile(archive) as packed:
        database.write_bytes(packed.read(NAME))
    with closing(sqlite3.connect(database)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return database


def test_steps_of_overlapping_devices_count_once_the_watch_before_the_phone(store, archive):
    store.read(archive)
    assert store.problems() == []
    database = changed(archive)
    with closing(sqlite3.connect(database)) as connection:
        # The phone counted twice as many in twice the time; the half beside the watch is left out.
        query = "SELECT sum(count) * 2 FROM steps_record_table WHERE device_info_id = 2"
        (expected,) = connection.execute(query).fetchone()
    days = store.days("steps")
    assert list(days) == ["2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30"]
    assert sum(days.values()) == pytest.approx(expected)


def test_units_are_normalised_and_sources_are_named(store, archive):
    store.read(archive)
    assert all(64 <= value < 65 for value in store.days("weight").values())
    assert set(store.days("oxygen_saturation").values()) == {97.0}
    assert set(store.days("active_energy").values()) == {420.0}
    assert set(store.days("distance").values()) == {6.5}
    sources = {name for (name,) in store.rows("SELECT DISTINCT source FROM kinds")}
    assert sources == {"Steps App (Phone)", "Watch App (Watch)"}
    assert ("g",) in store.rows("SELECT DISTINCT unit FROM kinds")


def test_each_pulse_is_a_record_at_its_moment(store, archive):
    store.read(archive)
    ((many,),) = store.rows(
        "SELECT sum(records) FROM daily JOIN metrics ON id = metric WHERE name = 'heart_rate'"
    )
    assert many == 4 * 12 * 6


def test_nights_have_their_stages_and_the_time_in_bed(store, archive):
    store.read(archive)
    rows = store.rows("SELECT asleep, core, deep, rem, awake, in_bed FROM nights")
    assert rows == [tuple(60 * n for n in (315, 210, 60, 45, 10, 325))] * 4


def test_workouts_have_the_distance_and_energy_of_their_time(store, archive):
    store.read(archive)
    rows = store.rows("SELECT DISTINCT kind, seconds, km, kcal, source FROM workouts")
    assert rows == [("running", 2400, 6.5, 420.0, "Watch App (Watch)")]


def test_blood_pressures_are_pairs_and_reproductive_health_stays_out(store, archive):
    store.read(archive)
    assert len(store.rows("SELECT * FROM correlations")) == 4
    assert store.days("menstrual_flow") == {}
    store.read(archive, intimate=True)
    assert len(store.days("menstrual_flow")) == 4


def test_reading_it_again_changes_nothing_and_a_newer_one_adds(store, archive):
    store.read(archive)
    before = store.days("steps")
    assert store.read(archive).added == 0
    write_connect(small_body(first=date(2026, 3, 27), days=5, density=1.0), archive)
    changes = store.read(archive)
    assert (changes.removed, changes.added > 0) == (0, True)
    assert {day: store.days("steps")[day] for day in before} == before


def test_the_bare_database_is_read_too(store, archive):
    store.read(changed(archive))
    assert len(store.days("steps")) == 4


def test_values_that_make_no_sense_are_counted_and_left_out(store, archive):
    database = changed(
        archive,
        "UPDATE steps_record_table SET start_time = 9e18 WHERE row_id = 1",
        "UPDATE weight_record_table SET weight = 'heavy' WHERE row_id = 1",
        "UPDATE heart_rate_record_table SET start_zone_offset = 'x', app_info_id = NULL",
        "UPDATE heart_rate_record_series_table SET beats_per_minute = NULL WHERE rowid % 2",
        "UPDATE application_info_table SET app_name = x'ff00'",
    )
    store.read(database)
    assert any("date that is none" in problem for problem in store.problems())
    assert len(store.days("steps")) == 4


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE steps_record_table",
        "ALTER TABLE steps_record_table RENAME COLUMN count TO number",
        "DROP TABLE device_info_table",
    ],
)
def test_what_another_version_lacks_is_noted_and_the_rest_is_read(store, archive, statement):
    store.read(changed(archive, statement))
    assert len(store.days("weight")) == 4


def test_a_view_that_never_ends_is_not_asked(store, archive):
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    store.read(
        changed(
            archive,
            "DROP TABLE steps_record_table",
            f"CREATE VIEW steps_record_table AS {endless}",
        )
    )
    assert (store.days("steps"), len(store.days("weight"))) == ({}, 4)


def test_a_query_that_does_not_end_is_stopped_and_said(store, archive, monkeypatch):
    monkeypatch.setattr(connect, "QUERY_STEPS", 0)
    monkeypatch.setattr(connect, "STEPS_AT_ONCE", 10)
    store.read(archive)
    assert "interrupted" in " ".join(store.problems())


def test_a_database_of_something_else_is_said(store, tmp_path):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")
    store.read(path)
    assert store.problems() == ["It holds a database that is not one of Health Connect's."]


def test_a_damaged_database_ends_in_a_sentence(store, archive):
    database = changed(archive)
    raw = bytearray(database.read_bytes())
    raw[100:40_000] = bytes(39_900)
    database.write_bytes(raw)
    store.read(database)
    assert store.problems()


@pytest.mark.parametrize("seed", range(20))
def test_a_database_damaged_anywhere_ends_in_a_sentence_or_a_result(store, archive, seed):
    database = changed(archive)
    raw, random = bytearray(database.read_bytes()), Random(seed)
    for _ in range(random.randrange(1, 200)):
        raw[random.randrange(100, len(raw))] = random.randrange(256)
    database.write_bytes(raw)
    store.read(database)
    assert store.problems() or store.days("steps")


def test_a_database_larger_than_any_phones_is_not_copied(store, archive, monkeypatch):
    monkeypatch.setattr(connect, "DATABASE_BYTES", 1_000)
    store.read(archive)
    assert "larger than any phone" in store.problems()[0]
