"""The facts by which wordings are checked."""

from __future__ import annotations

import pytest

from llmos_mail.facts import facts, invented, lost


@pytest.mark.parametrize(
    ("text", "names", "numbers"),
    [
        ("Please send it to Omar by 5 pm.", {"omar"}, {"5"}),
        ("Dear Ms Brandt,\nthe rent is £2,340.", {"brandt"}, {"2340"}),
        ("Liebe Katja, die Rechnung 88.213 ist da.", {"katja"}, {"88213"}),
        ("Das Haus hat einen Garten.", set(), set()),
        ("Write to ana@example.org at 10:30.", {"ana@example.org"}, {"10:30"}),
        ("See you there.\n\nTom Hale", {"tom", "hale"}, set()),
        ("I think that I can come.", set(), set()),
    ],
)
def test_names_and_numbers_are_seen(text, names, numbers):
    found = facts(text)
    assert (found.names, found.numbers) == (names, numbers)


def test_a_known_name_is_one_wherever_it_stands():
    assert facts("karen kommt", ["Karen Doyle"]).names == {"karen"}


def test_days_are_the_same_in_both_languages_and_forms():
    assert not lost(facts("by Friday, 3 Nov"), "bis Freitag, 3. November")


def test_what_a_wording_lost_is_named():
    before = facts("Omar pays 30 euros on Monday.")
    assert lost(before, "He pays on Tuesday.") == ["omar", "30", "monday"]
    assert lost(before, "On Monday, Omar's 30 euros come.") == []


def test_what_a_wording_invented_is_named():
    source = "The rent is due."
    assert invented(facts(source), "Omar will pay 30 on Monday.", source) == [
        "omar",
        "30",
        "monday",
    ]
    assert invented(facts(source), "The rent is due, please.", source) == []
