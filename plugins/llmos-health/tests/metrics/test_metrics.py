"""Names, groups and units."""

from __future__ import annotations

from datetime import date

import pytest

from llmos_health.metrics.catalogue import known, metric_of
from llmos_health.metrics.limits import Shown
from llmos_health.metrics.units import Conversion, conversion
from llmos_health.metrics.wanted import wanted

METRICS = list(known().values())
PULSE = metric_of("HKQuantityTypeIdentifierHeartRate")
FLOW = metric_of("HKCategoryTypeIdentifierMenstrualFlow")


def test_names_and_types_are_unique():
    assert len({metric.name for metric in METRICS}) == len(METRICS)
    assert len({metric.label for metric in METRICS}) == len(METRICS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("heart rate", "heart_rate"),
        ("heart_rate", "heart_rate"),
        ("Puls", "heart_rate"),
        ("RUHEPULS", "resting_heart_rate"),
        ("Schritte", "steps"),
        ("step", "steps"),
        ("Gewicht", "weight"),
        ("resting heart-rate", "resting_heart_rate"),
        ("HRV", "heart_rate_variability"),
        ("blood pressure", "systolic"),
    ],
)
def test_a_metric_is_found_by_what_people_call_it(name, expected):
    assert wanted(name, METRICS).name == expected


def test_what_is_not_there_is_not_found():
    assert wanted("shoe size", METRICS) is None
    assert wanted("steps", [PULSE]) is None


def test_without_names_everything_but_reproductive_health_is_shown():
    everything = Shown.of((), None, None)
    assert everything.has(PULSE)
    assert not everything.has(FLOW)
    assert [m.name for m in METRICS if not everything.has(m)] == [
        m.name for m in METRICS if m.is_reproductive
    ]


def test_names_are_metrics_or_groups():
    assert Shown.of(["Heart Rate"], None, None).has(PULSE)
    assert Shown.of(["heart"], None, None).has(PULSE)
    assert Shown.of(["Puls"], None, None).has(PULSE)
    assert not Shown.of(["sleep"], None, None).has(PULSE)
    assert Shown.of(["reproductive health"], None, None).has(FLOW)
    assert Shown.of(["menstrual_flow"], None, None).has(FLOW)
    assert not Shown.of(["heart", "activity", "sleep", "body"], None, None).has(FLOW)


def test_names_that_nobody_knows_are_said():
    assert Shown.of(["heart", "shoe size", "workouts"], None, None).unknown() == ["shoe size"]


def test_new_types_about_reproduction_are_kept_apart():
    assert metric_of("HKCategoryTypeIdentifierPregnancyNausea").is_reproductive
    assert not metric_of("HKQuantityTypeIdentifierNoseLength").is_reproductive


def test_days_are_counted_since_1970():
    shown = Shown.of((), date(1970, 1, 2), date(1971, 1, 1))
    assert (shown.first, shown.last) == (1, 365)


@pytest.mark.parametrize(
    ("exported", "told", "value", "expected"),
    [
        ("lb", "kg", 150, 68.0389),
        ("mi", "km", 1, 1.609344),
        ("kJ", "kcal", 418.4, 100),
        ("Cal", "kcal", 5, 5),
        ("degF", "°C", 98.6, 37),
        ("%", "%", 0.97, 97),
        ("count/min", "bpm", 60, 60),
        ("mmol<180.1558800000541>/L", "mg/dL", 5, 90.078),
        ("fl_oz_us", "mL", 1, 29.5735),
        ("hr", "min", 2, 120),
    ],
)
def test_units_are_converted(exported, told, value, expected):
    how = conversion(exported, told)
    assert value * how.factor + how.shift == pytest.approx(expected, rel=1e-4)


def test_units_of_different_things_are_not_converted():
    assert conversion("kg", "km") is None
    assert conversion("kg", "kg") == Conversion()
