"""Drawings for terminals and pictures for everything else."""

from __future__ import annotations

import struct
from datetime import date
from xml.etree import ElementTree

import numpy as np
import pytest

from llmos_health.drawing.picture import Frame, draw, draw_nights, prepare
from llmos_health.drawing.terminal import bars
from llmos_health.metrics.catalogue import known
from llmos_health.store.figures import Daily, NightRow, number_of

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 10)


def figures(type_: str, *values: float | None) -> Daily:
    metric = known()[type_]
    there = [(number_of(FIRST) + n, value) for n, value in enumerate(values) if value is not None]
    day, value = (np.array(column) for column in zip(*there, strict=True)) if there else ([], [])
    value = np.array(value, float)
    return Daily(metric, metric.unit, np.array(day), value, value - 1, value + 1, ("Watch",))


STEPS = figures("StepCount", 1000, 2000, None, 4000, 8000, None, None, 500, 100, 50)


def test_a_drawing_has_a_column_for_each_day_and_a_dot_for_each_gap():
    head, *rows, axis, days = bars(STEPS, FIRST, LAST).splitlines()
    assert head == "steps (count)"
    assert len(rows) == 8
    ground = rows[-1].partition("┤")[2]
    assert len(ground) == 10
    assert [place for place, mark in enumerate(ground) if mark == "·"] == [2, 5, 6]
    assert rows[0].partition("┤")[2].strip() == "█"
    assert rows[0].startswith("8,000")
    assert axis.count("─") == 10
    assert days.strip() == "1 Mar 2026 to 10 Mar 2026"


def test_many_days_share_columns_and_nothing_is_no_drawing():
    lines = bars(STEPS, date(2026, 1, 1), date(2026, 12, 31)).splitlines()
    assert max(map(len, lines)) <= 70
    assert bars(figures("StepCount"), FIRST, LAST) == ""


@pytest.fixture
def fonts(tmp_path, monkeypatch):
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    prepare(tmp_path)


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("type_", ["StepCount", "HeartRate", "BodyMass"])
def test_a_picture_of_each_kind_of_metric(fonts, type_):
    picture = draw(figures(type_, 60, 61, None, 63, 66), Frame(FIRST, LAST, "Watch"), "png")
    assert size_of(picture) == (1440, 672)


def test_a_picture_names_metric_unit_source_and_gaps(fonts):
    svg = draw(
        figures("HeartRate", *[60.0] * 4, None, *[66.0] * 5), Frame(FIRST, LAST, "My Watch"), "svg"
    )
    ElementTree.fromstring(svg)
    for word in (b"Heart rate", b"bpm", b"My Watch", b"measured on 9 of 10 days", b"not measured"):
        assert b"<!-- " + word in svg or word in svg


def test_the_same_figures_give_the_same_picture(fonts):
    frame = Frame(FIRST, LAST, "Watch")
    assert draw(STEPS, frame, "png") == draw(STEPS, frame, "png")


def test_nights_are_stacked_by_stage(fonts):
    night = NightRow(FIRST, "Watch", None, None, 8, 7, 4, 1.5, 1.5, 0.2)
    unknown = NightRow(LAST, "App", None, None, 8, 7, 0, 0, 0, 0)
    svg = draw_nights([night, unknown], Frame(FIRST, LAST, "Watch"), "svg")
    for word in (b"deep", b"REM", b"stage unknown"):
        assert word in svg
