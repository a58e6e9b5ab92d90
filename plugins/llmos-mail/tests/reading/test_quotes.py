"""What the writer said, without what they quoted."""

from __future__ import annotations

import pytest

from llmos_mail.reading.quotes import own_words

QUOTE = "> Will you come?\n> And when?\n"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Yes.\n\nOn Mon, 2 Nov 2026 at 10:00, Ana wrote:\n" + QUOTE, "Yes."),
        ("Ja.\n\nAm 2. Nov. 2026 um 10:00 schrieb Ana <a@x.org>:\n" + QUOTE, "Ja."),
        ("See below.\n" + QUOTE + "On Friday.\n", "See below.\nOn Friday."),
        ("Fine.\n\n-----Original Message-----\nFrom: Ana\nSent: Monday\n\nWill you?", "Fine."),
        ("Bye\n\n-- \nBob\nIs this a signature?", "Bye"),
        ("Short\n\nSent from my phone, can you believe it?", "Short"),
        ("No quotes at all.", "No quotes at all."),
        ("", ""),
    ],
)
def test_quotes_and_signatures_are_not_the_writers_words(text: str, own: str):
    assert own_words(text) == own


def test_very_long_texts_are_looked_at_from_the_top():
    assert own_words("word\n" * 500_000).startswith("word\nword")
