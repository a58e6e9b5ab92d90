"""Daily figures equal an independent slow computation, for every metric."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from ..conftest import BERLIN, document, record, small_body, text_of
from ..slow import slow_days

NEW_YORK = ZoneInfo("America/New_York")


def assert_same(store, xml: bytes, zone: ZoneInfo) -> None:
    expected = slow_days(xml, zone)
    assert expected
    for metric, days in expected.items():
        found = store.days(metric)
        assert found == pytest.approx(days, rel=1e-9, abs=1e-9), metric


@pytest.mark.parametrize(
    ("body", "zone"),
    [
        (small_body(), BERLIN),
        (small_body(first=date(2026, 10, 20), seed=3), BERLIN),
        (small_body(first=date(2026, 3, 4), zone="America/New_York", gap=3), NEW_YORK),
        (small_body(days=5, has_me=False, seed=11), BERLIN),
    ],
    ids=["clocks forward", "clocks back", "another zone", "no Me"],
)
def test_every_metric_of_a_synthetic_export(store, tmp_path, body, zone):
    xml = text_of(body)
    (tmp_path / "export.xml").write_bytes(xml)
    store.read(tmp_path / "export.xml", intimate=True)
    assert_same(store, xml, zone)


def test_a_month_that_begins_in_the_middle_of_a_record(store, tmp_path):
    times = ("2026-02-28 23:50:00 +0100", "2026-03-01 00:20:00 +0100")
    later = ("2026-03-01 00:10:00 +0100", "2026-03-01 00:40:00 +0100")
    xml = document(
        record(start=times[0], end=times[1], value="300", source="Mira's Apple Watch"),
        record(start=later[0], end=later[1], value="300"),
    ).encode()
    (tmp_path / "export.xml").write_bytes(xml)
    store.read(tmp_path / "export.xml")
    assert_same(store, xml, BERLIN)
    assert store.days("steps") == {"2026-02-28": 100.0, "2026-03-01": 400.0}


def test_a_record_that_lasts_from_one_month_over_another_into_a_third(store, tmp_path):
    times = ("2026-01-31 12:00:00 +0100", "2026-03-02 12:00:00 +0100")
    xml = document(record(start=times[0], end=times[1], value="60")).encode()
    (tmp_path / "export.xml").write_bytes(xml)
    store.read(tmp_path / "export.xml")
    days = store.days("steps")
    assert (len(days), sum(days.values())) == (31, pytest.approx(60))
    assert_same(store, xml, BERLIN)


def test_every_metric_of_other_projects_fixtures(store, fixtures):
    paths = sorted(path for path in fixtures.rglob("*.xml"))
    assert paths
    for path in paths:
        store.read(path)
        for metric, days in slow_days(path.read_bytes(), ZoneInfo("Etc/GMT-2")).items():
            if metric not in ("steps", "distance", "active_energy"):
                assert store.days(metric) == pytest.approx(days), (path, metric)


def test_apples_daily_steps_on_the_fixture_with_expected_rows(store, fixtures):
    folder = fixtures / "tdda" / "testdata"
    store.read(folder / "export6s3sample.xml")
    for name, metric in (("StepCount", "steps"), ("DistanceWalkingRunning", "distance")):
        head, *lines = (folder / f"{name}.csv").read_text("utf-8").splitlines()
        columns = head.split(",")
        start, value = columns.index("startDate"), columns.index("value")
        expected: dict[str, float] = {}
        for line in lines:
            cells = line.split(",")
            day = cells[start][:10]
            expected[day] = expected.get(day, 0.0) + float(cells[value])
        assert store.days(metric) == pytest.approx(expected)
