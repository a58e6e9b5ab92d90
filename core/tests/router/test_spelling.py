"""Typing errors: what asks is read as it was meant, what is named keeps its letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmos.calls import ToolSpec
from llmos.engines import ScriptedEngine
from llmos.router import Router
from llmos.router.spelling import Spelling

pytest.importorskip("instructor")
pytest.importorskip("spellchecker")

SEARCH = ToolSpec(
    "mail.search",
    "mail",
    "Find mail messages.",
    {
        "type": "object",
        "properties": {
            "text": {"type": "string", "description": "Words the mail should contain."},
            "sender": {"type": "string", "description": "Name or address of who wrote it."},
            "unread": {"type": "boolean", "description": "Only unread mail."},
        },
        "required": [],
    },
    (),
    "read",
    examples=("show me the unread mail from Ada about the boat", "mails about the lease"),
)


@pytest.fixture(scope="session")
def spelling(tmp_path_factory: pytest.TempPathFactory) -> Spelling:
    return Spelling(tmp_path_factory.mktemp("kept"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("shwo me teh mials", "show me the mails"),
        ("Serch for the contract", "Search for the contract"),
        ("wehn did Ana wriet abuot it", "when did Ana write about it"),
        ("zeig mir die Nachrichetn von gstern", "zeig mir die Nachrichetn von gestern"),
        ("mesages sinse tomorow", "messages since tomorrow"),
    ],
)
def test_a_word_that_asks_is_read_as_it_was_meant(
    spelling: Spelling, typed: str, meant: str
) -> None:
    assert spelling.read(typed, [SEARCH]).text == meant


@pytest.mark.parametrize(
    "words",
    [
        "mails from Mial about the boats",  # a name has a capital
        "the leash of the dog",  # another word, one letter from "lease"
        "mails from marek",  # short, and no slip of "mark"
        'mails that say "teh boat"',
        "rename teh.txt to ada-teh@example.org",
        "Was hatten wir beim letzten Zelten dabei?",
        "renomme le fichier",
    ],
)
def test_other_words_stay_as_they_are(spelling: Spelling, words: str) -> None:
    assert spelling.read(words, [SEARCH]).text == words


def test_values_keep_the_letters_in_which_they_were_typed(asked, tmp_path: Path) -> None:
    router = Router(ScriptedEngine([]), kept=tmp_path)
    filled = router.fill(SEARCH, asked("uread mials abuot the levae"), lambda call: None)
    assert filled.call is not None
    assert filled.call.arguments == {"text": "levae", "unread": True}


def test_what_was_learnt_of_a_language_is_not_learnt_again(tmp_path: Path) -> None:
    Spelling(tmp_path).read("shwo me", [SEARCH])
    kept = sorted(tmp_path.glob("spelling-*.npy"))
    before = [file.stat().st_mtime_ns for file in kept]
    assert Spelling(tmp_path).read("shwo me", [SEARCH]).text == "show me"
    assert [file.stat().st_mtime_ns for file in kept] == before
    assert len(kept) == 3


def test_a_broken_file_of_numbers_is_made_again(tmp_path: Path) -> None:
    Spelling(tmp_path).read("shwo me", [SEARCH])
    for file in tmp_path.glob("spelling-*.npy"):
        file.write_bytes(b"broken")
    assert Spelling(tmp_path).read("shwo me", [SEARCH]).text == "show me"
