"""Turns are found again, facts are kept as they were said, and what is forgotten is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from llmos.memory import Fact, Memory, Past, resolved, said_of, told

NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """A memory in a file of its own."""
    opened = Memory(tmp_path / "memory.db")
    yield opened
    opened.close()


def past(asked: str, shown: str, days: int = 0, plugins: tuple[str, ...] = ("mail",)) -> Past:
    return Past(NOW - timedelta(days=days), asked, shown, "untrusted", plugins)


def on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir())).lower()


def test_a_turn_is_found_by_its_words_and_its_day(memory: Memory) -> None:
    memory.keep(past("what about pets?", "The lease wants consent.", days=1))
    memory.keep(past("the lease", "It is in the folder Flat."))
    yesterday = date(2026, 11, 23)
    found = memory.find(["lease"], yesterday, yesterday, limit=3)
    assert [one.shown for one in found] == ["The lease wants consent."]
    assert found[0].label == "untrusted"
    assert {one.asked for one in memory.find(["leases", "lease"], None, None, limit=3)} == {
        "what about pets?",
        "the lease",
    }
    assert memory.find(['"; DROP'], None, None, limit=3) == []
    assert memory.find([], None, None, limit=1)[0].asked == "the lease"


def test_the_file_is_the_users_alone_and_appears_with_the_first_turn(
    memory: Memory, tmp_path: Path
) -> None:
    assert (memory.facts(), memory.forget_turns()) == ([], 0)
    assert list(tmp_path.iterdir()) == []
    memory.keep(past("a", "b"))
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


def test_forgotten_turns_leave_no_word_in_the_file(memory: Memory, tmp_path: Path) -> None:
    for number in range(200):
        memory.keep(past(f"request {number}", f"zanzibar {number} " * 40))
    memory.keep(past("else", "quartz", plugins=("files",)))
    assert b"zanzibar" in on_disk(tmp_path)
    assert memory.forget_plugin("mail") == 200
    assert b"zanzibar" not in on_disk(tmp_path)
    assert b"quartz" in on_disk(tmp_path)
    assert memory.forget_turns() == 1
    assert b"quartz" not in on_disk(tmp_path)


def test_a_forgotten_fact_leaves_no_word_in_the_file(memory: Memory, tmp_path: Path) -> None:
    fact = memory.remember(Fact("my sister is called Zuleika", "my sister", "Zuleika"))
    memory.keep(past("remember that my sister is called Zuleika", "Remembered."))
    memory.forget_fact(fact)
    assert memory.facts() == []
    assert b"zuleika" not in on_disk(tmp_path)


def test_turns_of_another_season_go_by_themselves(memory: Memory) -> None:
    memory.keep(past("old", "old lease", days=91))
    memory.keep(past("new", "new lease"))
    assert [one.asked for one in memory.find(["lease"], None, None, limit=5)] == ["new"]


@pytest.mark.parametrize(
    ("text", "what", "value"),
    [
        ("remember that my sister is called Lena", "my sister", "Lena"),
        ("Please remember that my landlord is Holger Petersen.", "my landlord", "Holger Petersen"),
        ("remember: my boss is ines@example.org", "my boss", "ines@example.org"),
        ("Merk dir, dass meine Schwester Lena heißt", "mein Schwester", "Lena"),
        ("Merk dir bitte, dass mein Chef Jan de Vries ist", "mein Chef", "Jan de Vries"),
        ("retiens que ma sœur s'appelle Léa", "ma sœur", "Léa"),
        ("remember that my car is in the garage", "", ""),
        ("remember that the bins go out on Tuesday", "", ""),
    ],
)
def test_a_fact_is_what_was_said_and_stands_for_a_name_only_if_it_is_one(
    text: str, what: str, value: str
) -> None:
    fact = told(text)
    assert fact is not None
    assert (fact.what, fact.value) == (what, value)
    assert fact.said in text


@pytest.mark.parametrize(
    "text",
    [
        "remember to call the landlord",
        "remind me that my sister is called Lena",
        "what do my notes remember about the ski trip",
        "find the mail about the note that Ines wrote",
    ],
)
def test_what_asks_for_something_else_is_no_fact(text: str) -> None:
    assert told(text) is None


def test_a_fact_is_put_into_later_requests() -> None:
    facts = [
        Fact("", "my sister", "Lena"),
        Fact("", "mein Schwester", "Lena"),
        Fact("", "my sister's husband", "Tom"),
        Fact("my car is red"),
    ]
    assert resolved("mails from my sister", facts)[0] == "mails from Lena"
    assert resolved("my sister's last mail", facts)[0] == "Lena's last mail"
    assert resolved("Mails von meiner Schwester", facts)[0] == "Mails von Lena"
    assert resolved("write to my sister's husband", facts)[0] == "write to Tom"
    assert resolved("my sisterhood", facts) == ("my sisterhood", [])


def test_a_fact_can_be_asked_for() -> None:
    facts = [Fact("my sister is called Lena", "my sister", "Lena")]
    for text in ("who is my sister?", "What is my sister called?"):
        assert said_of(text, facts) == facts
    assert said_of("what did my sister write?", facts) == []


def test_a_fact_said_anew_takes_the_place_of_the_old_one(memory: Memory) -> None:
    for name in ("Lena", "Lea"):
        memory.remember(Fact(f"my sister is {name}", "my sister", name))
    assert [fact.value for fact in memory.facts()] == ["Lea"]
