"""Numbers and dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from llmos_files.sheets.values import Habits, date_of, habits_of, number_of

COMMA, POINT = Habits(","), Habits(".")


@pytest.mark.parametrize(
    ("text", "habits", "expected"),
    [
        ("1.234,50 €", POINT, 1234.5),
        ("1,234.50", COMMA, 1234.5),
        ("1 234,5", COMMA, 1234.5),
        ("1\u202f234", POINT, 1234),
        ("1'234.05", POINT, 1234.05),
        ("1.234", COMMA, 1234),
        ("1.234", POINT, 1.234),
        ("1,234", POINT, 1234),
        ("12 %", POINT, 12),
        ("(500)", POINT, -500),
        ("-3,5", COMMA, -3.5),
        ("\u22127", POINT, -7),
        ("$ 19.99", POINT, 19.99),
        ("abc", POINT, None),
        ("12 Monkeys", POINT, None),
        ("1.2.3", POINT, None),
    ],
)
def test_a_number_is_read_as_its_writer_meant_it(text, habits, expected):
    assert number_of(text, habits) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-17", date(2026, 11, 17)),
        ("17.11.2026", date(2026, 11, 17)),
        ("17/11/26", date(2026, 11, 17)),
        ("17 Nov 2026", date(2026, 11, 17)),
        ("Tuesday, 17 November 2026", date(2026, 11, 17)),
        ("17. November 2026", date(2026, 11, 17)),
        ("November 17th, 2026", date(2026, 11, 17)),
        ("17 de noviembre de 2026", date(2026, 11, 17)),
        ("März 2026", date(2026, 3, 1)),
        ("31.02.2026", None),
        ("soon", None),
    ],
)
def test_a_day_is_read_in_several_languages(text, expected):
    assert date_of(text, Habits()) == expected


def test_clear_cases_decide_about_unclear_ones():
    assert habits_of(["1.234", "5,50", "7,25"]) == COMMA
    assert habits_of(["03/04/2026", "03/25/2026"]).month_first
    assert not habits_of(["03/04/2026", "25/03/2026"]).month_first
