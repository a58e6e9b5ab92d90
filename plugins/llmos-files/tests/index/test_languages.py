"""English and German: what is asked in one language is found in the other."""

from __future__ import annotations

import pytest

from llmos_files.index.languages import in_english, others, parts


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Wie hoch ist die Miete", "how high is the rent"),
        ("Reifendruck", "tyre pressure"),
        ("Tag der offenen Tür", "open day"),
        ("wer kocht auf der Hütte", "who cook on the cabin"),
        ("Bücher", "book"),
    ],
)
def test_german_is_read_word_by_word_in_english(german, english):
    assert in_english(german) == english


@pytest.mark.parametrize(
    "text", ["what was the hotel in Portugal", "I was in the hall", "Donaudampfschiff 17", ""]
)
def test_what_is_not_german_stays_as_it_is(text):
    assert in_english(text) == text


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("Stromkosten", ("strom", "kosten")),
        ("Kündigungsfristtabelle", ("kundigungsfrist", "tabelle")),
        ("Hammer", ()),
        ("rental", ()),
    ],
)
def test_a_compound_is_known_by_its_parts(word, known):
    assert parts(word) == known


def test_words_for_the_same_are_known_in_both_directions_and_in_other_forms():
    assert "rent" in others("Mieten")
    assert "miete" in others("rents")
    assert {"apartment", "flat"} <= {*others("Wohnung"), *others("flat")}
    assert others("Encruzado") == ()


def test_a_document_is_found_in_the_other_language_and_by_a_part_of_a_compound(shelf, put):
    put("hausordnung.txt", "Kinderwagen dürfen unten stehen.")
    put("bike.md", "The rear tyre takes 3.5 bar of pressure.")
    shelf.update()
    assert shelf.found("pram")[:1] == ["hausordnung.txt"]
    assert shelf.found("Reifendruck")[:1] == ["bike.md"]
