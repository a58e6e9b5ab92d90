"""How a text sounds."""

from __future__ import annotations

import struct

import pytest

from llmos_mail.tone.deciding import voice
from llmos_mail.tone.leaning import DIMENSIONS, leaning
from llmos_mail.tone.reading import TONES, signs

ANGRY = "This is outrageous! You never answered, and I have had enough."


def test_the_words_that_carry_a_tone_are_given_as_they_are_written():
    assert voice(ANGRY).tone == "angry"
    assert set(voice(ANGRY).heard[0].words) >= {"outrageous", "had enough"}


def test_strengths_are_shares_of_one_strongest_first():
    heard = voice("Sorry, I am so sorry, but I need it now, asap.").heard
    strengths = [one.strength for one in heard]
    assert strengths == sorted(strengths, reverse=True)
    assert 0.5 < sum(strengths) <= 1.01
    assert {one.tone for one in heard} >= {"apologetic", "pushy"}


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Der Zug kommt um 17:42 an Gleis 6 an.", "neutral"),
        ("Sehr geehrte Damen und Herren, hiermit kündige ich.", "formal"),
        ("Sehr geehrte Frau Nair, es tut uns sehr leid. Der Fehler lag bei uns.", "apologetic"),
        ("No. Read the manual.", "curt"),
        ("", "neutral"),
    ],
)
def test_words_alone_decide_where_they_are_plain(text, tone):
    assert voice(text).tone == tone


def test_a_greeting_makes_a_short_text_less_cold():
    assert signs("Done. See folder.")["curt"].strength > 0.5
    assert "curt" not in signs("Hi Ana, done now.")


def test_where_words_say_nothing_the_leaning_decides():
    text = "We waited for nine weeks and then it was green."
    assert voice(text).tone == "neutral"
    assert voice(text, dict.fromkeys(TONES, 0.05) | {"angry": 0.7}).tone == "angry"


def test_a_leaning_is_a_share_for_each_tone():
    found = leaning(struct.pack(f"<{DIMENSIONS}f", *[DIMENSIONS**-0.5] * DIMENSIONS))
    assert set(found) == set(TONES)
    assert sum(found.values()) == pytest.approx(1)


def test_a_very_long_text_is_read_in_time():
    assert voice("I am so sorry that " * 50_000).tone == "apologetic"
