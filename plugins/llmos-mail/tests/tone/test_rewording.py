"""Rewording by a model that the test plays."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from llmos_mail.tone.reading import Tone
from llmos_mail.tone.rewording import Reworded, Write, reword


def saying(*wordings: str) -> Write:
    """A model that says these, one after the other."""
    left = list(wordings)

    def write(what: str, text: str, marks: Sequence[str]) -> str:
        return left.pop(0)

    return write


def friendly(text: str) -> Tone:
    return "friendly"


def reworded(text: str, *wordings: str) -> Reworded:
    return reword(text, "friendly", saying(*wordings), friendly)


def test_a_kind_word_is_said_once():
    found = reworded(
        "Send me the list. Omar has his.",
        "I hope you are well! Could you send me the list? I hope you are well! {name1} has his.",
    )
    assert found.text == "I hope you are well! Could you send me the list? Omar has his."


@pytest.mark.parametrize(
    ("text", "parroted", "other"),
    [
        ("Send it {n}.", "It has not reached me yet. Please send it.", "Could you please send it?"),
        ("Schick es mir bitte bald zu.", "Es ist noch nicht da.", "Schickst du es mir bald zu?"),
    ],
)  # fmt: skip
def test_what_is_only_true_of_the_example_is_not_said(text: str, parroted: str, other: str):
    assert reworded(text, parroted, other).text == other
    assert reworded(parroted, parroted).text == parroted


def test_a_wording_that_begins_with_an_adverb_names_nobody():
    text = "Ich komme leider nicht zu dem Treffen."
    formal = "Hiermit möchte ich mitteilen, dass ich zu dem Treffen nicht komme."
    assert reworded(text, formal).text == formal


def test_a_wording_that_loses_a_name_is_asked_for_again_and_then_by_sentences():
    found = reworded("Give it to Omar today please.", "Give it to him.", "Give it.", "Oh no.")
    assert found.text is None
    assert found.wrong == ("keep omar", "keep today")
