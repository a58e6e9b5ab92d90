"""The facts of a text behind marks."""

from __future__ import annotations

import pytest

from llmos_mail.tone.masking import masked


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (
            "Omar, I need the list of 3 rooms by Friday at 5 pm. Send it to Ines too.",
            "{name1}, I need the list of {number1} rooms {date1} {number2}. Send it to {name2}"
            " too.",
        ),
        ("Pay 1,280 euros on 3 December, Mr Hale!", "Pay {number1} {date1}, {name1}!"),
        ("Ich komme am 3. nicht, Frau Kaya.", "Ich komme {number1} nicht, {name1}."),
        ("Le rapport avant le 12 mars.", "Le rapport {date1}."),
        ("The invoice 4471 was wrong.", "The {thing1} was wrong."),
        ("Ich komme am 4. Dezember mit 3 Kindern.", "Ich komme {date1} mit {number1} Kindern."),
        ("Would the 10th at 14:30 work?", "Would the {number1} {number2} work?"),
        ("Write to ana@example.org.", "Write to {name1}."),
        ("Is Karen's plan ready?", "Is {name1}'s plan ready?"),
        ("Nothing here stands for anything.", "Nothing here stands for anything."),
    ],
)
def test_names_numbers_and_days_are_hidden_and_come_back_as_they_were(text, hidden):
    found = masked(text)
    assert found.text == hidden
    assert found.unmasked(found.text) == text
    assert all(found.text.count(mark) == 1 for mark in found.marks)


def test_a_name_that_only_the_mail_knows_is_hidden_too():
    assert masked("könnte birgit das tun?", ["Birgit Kaya"]).text == "könnte {name1} das tun?"
