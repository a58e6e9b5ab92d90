"""The sentences of a message."""

from __future__ import annotations

import pytest

from llmos_mail.followups.sentences import greeted, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        (
            "We meet on 3. December, z. B. at 10.30.",
            ["We meet on 3. December, z. B. at 10.30."],
        ),
        ("Hi Mira,\n\nready when you are.", ["ready when you are."]),
        ("Liebe Mira, lieber Bo,\nkommt ihr?", ["lieber Bo, kommt ihr?"]),
        ("- first point\n- second point", ["first point", "second point"]),
        ("Can you send me\nthe file?", ["Can you send me the file?"]),
        ("Best\nAna", ["Best", "Ana"]),
        ("", []),
    ],
)
def test_texts_are_taken_apart_where_people_would(says, text: str, expected: list[str]):
    assert list(sentences(says("ana", 1, text))) == expected


def test_lines_wrapped_by_a_window_are_joined(says):
    text = (
        "This is a line as long as mail programs make them before they wrap it\ninto the next one."
    )
    assert len(sentences(says("ana", 1, text))) == 1


def test_greetings_name_people(says):
    assert greeted(says("ana", 1, "Hi Ines and Bo,\nhello")) == " ines and bo"
    assert greeted(says("ana", 1, "The hi-fi is broken.")) == ""


def test_endless_texts_end(says):
    for text in ("a" * 1_000_000, "a. " * 300_000, "?" * 300_000, "hi " * 300_000, "\n" * 300_000):
        found = sentences(says("ana", 1, text))
        assert len(found) <= 300
        assert all(len(sentence) <= 1_000 for sentence in found)
