"""Rewording by a model that the test plays."""

from __future__ import annotations

from collections.abc import Sequence

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


def test_a_text_is_reworded_in_its_own_language_also_sentence_by_sentence():
    asked: list[str] = []

    def write(what: str, text: str, marks: Sequence[str]) -> str:
        asked.append(what)
        return "He is waiting for you and it is not nice."

    text = "Apporte les clés de la cave avec toi. Pierre attend depuis 3 semaines ici."
    assert reword(text, "friendly", write, friendly).text is None
    assert len(asked) == 4
    assert all("Write in French" in what for what in asked)


def test_a_kind_word_beside_a_sentence_that_stays_is_no_other_wording_of_it():
    found = reworded(
        "Bring the list to Omar. Close the blue door.",
        "No.",
        "No.",
        "Nice day! Bring the list to {name1}.",
        "Please close the blue door.",
    )
    assert found.text == "Bring the list to Omar. Please close the blue door."
    assert found.kept == 1


def test_whom_a_text_only_tells_about_is_not_greeted():
    text = "Send me the list. Omar has his already."
    wording = "Dear Omar,\n\nCould you send me the list? Omar has his already."
    assert reworded(text, wording).text == wording.removeprefix("Dear Omar,\n\n")
    greeting = "Hi Omar, send me the list."
    assert reworded(greeting, "Dear {name1}, please send me the list.").text == (
        "Dear Omar, please send me the list."
    )


def test_a_wording_that_begins_with_an_adverb_names_nobody():
    text = "Ich komme leider nicht zu dem Treffen."
    formal = "Hiermit möchte ich mitteilen, dass ich zu dem Treffen nicht komme."
    assert reworded(text, formal).text == formal


def test_a_wording_that_loses_a_name_is_asked_for_again_and_then_by_sentences():
    found = reworded("Give it to Omar today please.", "Give it to him.", "Give it.", "Oh no.")
    assert found.text is None
    assert found.wrong == ("keep omar", "keep today")
