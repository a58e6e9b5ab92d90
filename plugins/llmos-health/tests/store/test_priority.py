"""Which source counts where several measured at the same time."""

from __future__ import annotations

from ..conftest import record

WATCH, PHONE, APP = "Mira's Apple\N{NO-BREAK SPACE}Watch", "Mira's iPhone", "Step App"


def at(begin: str, end: str, value: int, source: str, **more: str) -> str:
    return record(
        start=f"2026-03-02 {begin}:00 +0100",
        end=f"2026-03-02 {end}:00 +0100",
        value=str(value),
        source=source,
        **more,
    )


def steps(store, export, *records: str) -> float:
    store.read(export(*records))
    return store.days("steps")["2026-03-02"]


def test_where_watch_and_phone_measured_the_watch_counts(store, export):
    both = at("10:00", "11:00", 500, PHONE), at("10:00", "11:00", 600, WATCH)
    assert steps(store, export, *both) == 600


def test_the_phone_counts_for_the_time_in_which_the_watch_was_silent(store, export):
    both = at("10:00", "12:00", 400, PHONE), at("10:00", "11:00", 600, WATCH)
    assert steps(store, export, *both) == 600 + 200


def test_apps_come_after_the_phone(store, export):
    both = at("10:00", "11:00", 500, APP), at("10:30", "11:00", 100, PHONE)
    assert steps(store, export, *both) == 100 + 250


def test_what_the_user_typed_in_comes_first(store, export):
    entered = '<MetadataEntry key="HKWasUserEntered" value="1"/>'
    typed = at("10:00", "11:00", 50, "Health", inside=entered)
    assert steps(store, export, at("10:00", "11:00", 600, WATCH), typed) == 50


def test_records_of_one_source_all_count_but_the_same_record_counts_once(store, export):
    one = at("10:00", "11:00", 100, PHONE)
    assert steps(store, export, one, one, at("10:30", "11:30", 70, PHONE)) == 170


def test_a_moment_inside_a_stretch_of_an_earlier_source_does_not_count(store, export):
    moment = at("10:30", "10:30", 7, APP)
    assert steps(store, export, at("10:00", "11:00", 600, WATCH), moment) == 600
    after = at("11:00", "11:00", 7, APP)
    assert steps(store, export, at("10:00", "11:00", 600, WATCH), after) == 607
