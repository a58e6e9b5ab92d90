"""Words instead of figures."""

from __future__ import annotations

from datetime import date

import numpy as np

from llmos_health.words.judging import direction, in_one, judged
from llmos_health.words.sheet import Sheet, lettered, read_sheet, write_sheet


def test_a_day_is_judged_by_the_four_weeks_before_it():
    values = np.r_[np.tile([59.0, 60.0, 61.0], 7), 80.0, 60.0, 40.0]
    words = judged(np.arange(len(values)), values)
    assert words[:7] == ["new"] * 7
    assert words[-3:] == ["elevated", "usual", "low"]


def test_days_without_a_figure_are_nothing():
    days = np.r_[np.arange(10), 13]
    assert judged(days, np.full(11, 5.0))[10:] == ["nothing"] * 3 + ["usual"]


def test_several_days_become_one_phrase():
    assert in_one(["usual"] * 5 + ["elevated"]) == "usual, at times elevated"
    assert in_one(["elevated"] * 3 + ["usual", "low"]) == "elevated, at times low"
    assert in_one(["nothing", "new"]) == "new"
    assert in_one([]) == "nothing"


def test_a_direction_needs_a_week_and_a_real_change():
    assert direction(["low"] * 5 + ["usual"] * 5) == "rising"
    assert direction(["usual"] * 5 + ["low"] * 5) == "falling"
    assert direction(["usual"] * 9 + ["elevated"]) == "steady"
    assert direction(["usual"] * 3) == "new"


def test_a_sheet_comes_back_as_it_was_written_and_holds_no_digit(tmp_path):
    state = lettered("0123456789abcdef")
    sheet = Sheet(
        date(2026, 4, 1), state, {"steps": ["usual", "low"], "sleep": ["new"]}, ("ux", "xe")
    )
    path = tmp_path / "words.txt"
    write_sheet(path, sheet)
    assert read_sheet(path) == sheet
    assert not any(letter.isdigit() for letter in path.read_text("utf-8"))


def test_a_sheet_is_read_by_days():
    sheet = Sheet(date(2026, 4, 3), "", {"steps": ["low", "usual", "elevated"]})
    assert sheet.between("steps", date(2026, 4, 2), date(2026, 4, 3)) == ["usual", "low"]
    assert sheet.between("steps", date(2026, 1, 1), date(2026, 4, 1)) == ["elevated"]
    assert sheet.between("steps", date(2026, 4, 4), date(2026, 4, 9)) == []
    assert sheet.between("sleep", date(2026, 4, 1), date(2026, 4, 3)) == []


def test_a_sheet_that_cannot_be_read_is_none(tmp_path):
    path = tmp_path / "words.txt"
    assert read_sheet(path) is None
    path.write_text("nonsense\n")
    assert read_sheet(path) is None
