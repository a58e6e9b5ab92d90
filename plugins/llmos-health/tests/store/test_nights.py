"""Nights and their stages."""

from __future__ import annotations

from ..conftest import record

STAGE = "HKCategoryValueSleepAnalysis"
WATCH, PHONE = "Mira's Apple Watch", "Mira's iPhone"


def sleep(begin: str, end: str, stage: str, source: str = WATCH) -> str:
    return record(
        "HKCategoryTypeIdentifierSleepAnalysis",
        start=f"2026-03-{begin}:00 +0100",
        end=f"2026-03-{end}:00 +0100",
        value=STAGE + stage,
        source=source,
        unit=None,
    )


def night(store, export, *records: str) -> dict[str, object]:
    store.read(export(*records))
    query = (
        "SELECT date(day * 86400, 'unixepoch'), asleep, core, deep, rem, awake, in_bed FROM nights"
    )
    names = ("day", "asleep", "core", "deep", "rem", "awake", "in_bed")
    (row,) = store.rows(query)
    return dict(zip(names, row, strict=True))


def test_a_night_bears_the_day_on_which_it_ends(store, export):
    found = night(store, export, sleep("02 23:00", "03 06:00", "AsleepCore"))
    assert (found["day"], found["asleep"]) == ("2026-03-03", 7 * 3600)


def test_a_night_across_two_months_is_one(store, export):
    parts = (
        sleep("31 22:00", "31 23:30", "AsleepDeep"),
        record(
            "HKCategoryTypeIdentifierSleepAnalysis",
            start="2026-04-01 00:10:00 +0200",
            end="2026-04-01 05:10:00 +0200",
            value=f"{STAGE}AsleepREM",
            source=WATCH,
            unit=None,
        ),
    )
    found = night(store, export, *parts)
    assert (found["day"], found["deep"], found["rem"]) == ("2026-04-01", 5400, 18000)


def test_stages_of_the_watch_count_rather_than_sleep_of_another_app(store, export):
    found = night(
        store,
        export,
        sleep("02 22:00", "03 08:00", "Asleep", "Sleep App"),
        sleep("02 22:30", "03 07:30", "InBed", PHONE),
        sleep("02 23:00", "03 03:00", "AsleepCore"),
        sleep("03 03:00", "03 03:10", "Awake"),
        sleep("03 03:10", "03 06:10", "AsleepREM"),
    )
    assert found["asleep"] == 7 * 3600
    assert (found["awake"], found["in_bed"]) == (600, 9 * 3600)


def test_overlapping_sleep_of_one_source_counts_once(store, export):
    found = night(
        store,
        export,
        sleep("02 23:00", "03 03:00", "AsleepUnspecified"),
        sleep("03 01:00", "03 05:00", "AsleepUnspecified"),
    )
    assert found["asleep"] == 6 * 3600


def test_time_in_bed_alone_is_no_sleep(store, export):
    found = night(store, export, sleep("02 23:00", "03 07:00", "InBed", PHONE))
    assert (found["asleep"], found["in_bed"]) == (0, 8 * 3600)
    assert store.days("sleep") == {}


def test_a_nap_in_the_afternoon_belongs_to_its_day(store, export):
    found = night(store, export, sleep("02 14:00", "02 15:00", "AsleepCore"))
    assert found["day"] == "2026-03-02"
