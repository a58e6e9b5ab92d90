"""By when a sentence means, seen from Monday, 23 November 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from llmos_mail.followups.due import due


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("I'll send it by Friday.", date(2026, 11, 27)),
        ("by next Friday", date(2026, 12, 4)),
        ("by next Monday", date(2026, 11, 30)),
        ("by Monday morning", date(2026, 11, 30)),
        ("today", date(2026, 11, 23)),
        ("by end of day", date(2026, 11, 23)),
        ("tomorrow at noon", date(2026, 11, 24)),
        ("the day after tomorrow", date(2026, 11, 25)),
        ("by the end of the week", date(2026, 11, 27)),
        ("some time next week", date(2026, 12, 4)),
        ("by the end of the month", date(2026, 11, 30)),
        ("by the end of January", date(2027, 1, 31)),
        ("by 15 December", date(2026, 12, 15)),
        ("bis Mitte Dezember", date(2026, 12, 15)),
        ("by early January", date(2027, 1, 10)),
        ("by December 15th, 2026", date(2026, 12, 15)),
        ("before the 3rd of January", date(2027, 1, 3)),
        ("by the 30th", date(2026, 11, 30)),
        ("by the 5th", date(2026, 12, 5)),
        ("until 2026-12-24", date(2026, 12, 24)),
        ("in two days", date(2026, 11, 25)),
        ("within a week", date(2026, 11, 30)),
        ("Since Wednesday is full, by Thursday", date(2026, 11, 26)),
        ("schicke ich dir bis Freitag", date(2026, 11, 27)),
        ("bis Mittwochabend", date(2026, 11, 25)),
        ("morgen früh", date(2026, 11, 24)),
        ("übermorgen", date(2026, 11, 25)),
        ("heute Morgen", date(2026, 11, 23)),
        ("bis Ende der Woche", date(2026, 11, 27)),
        ("nächste Woche", date(2026, 12, 4)),
        ("bis zum 15.", date(2026, 12, 15)),
        ("bis zum 15. Dezember", date(2026, 12, 15)),
        ("bis 3.12.", date(2026, 12, 3)),
        ("am 03.12.2026", date(2026, 12, 3)),
        ("bis Monatsende", date(2026, 11, 30)),
        ("in drei Tagen", date(2026, 11, 26)),
        ("Guten Morgen", None),
        ("Thanks a lot.", None),
        ("on 31 February", None),
        ("99.99.", None),
    ],
)
def test_days_are_read_in_english_and_german(sentence: str, day: date | None, said_on: date):
    assert due(sentence, said_on) == day


def test_a_question_is_due_only_where_it_says_by_when(said_on):
    assert due("Are you free on Friday?", said_on, deadline_only=True) is None
    assert due("Can you tell me by Friday?", said_on, deadline_only=True) == date(2026, 11, 27)


def test_a_named_day_is_never_in_the_past(said_on):
    for ahead in range(400):
        said = said_on + timedelta(days=ahead)
        for words in (
            "by Sunday",
            "by the 29th",
            "by 29 February",
            "end of the month",
            "next week",
        ):
            day = due(words, said)
            assert day is None or said <= day
