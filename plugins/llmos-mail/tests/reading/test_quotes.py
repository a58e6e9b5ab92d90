"""What the writer said, without what they quoted."""

from __future__ import annotations

import pytest
import quotequail

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


def test_looking_only_where_a_quote_may_begin_changes_nothing(fixtures, read):
    for path in fixtures.rglob("*"):
        if path.is_file():
            text = read(path.read_bytes()).text[:20_000]
            shown = quotequail.quote(text, quote_intro_line=True)
            everywhere = "\n".join(part for is_own, part in shown if is_own)
            assert own_words(text) == own_words(everywhere), path.name


@pytest.mark.parametrize(
    "introduction",
    [
        "Am 2. Nov. um 10:00 schrieb\nAna Duarte <ana@example.org>:",
        "Le 2 nov. 2026, Ana a écrit :",
        "2026/11/2 Ana <ana@example.org>",
        "---------- Forwarded message ----------",
        "________________________________",
        "Ursprüngliche Nachricht:",
    ],
)
def test_introductions_of_many_programs_and_languages_begin_a_quote(introduction: str):
    assert own_words(f"Mine.\n\n{introduction}\nTheirs.") == "Mine."
