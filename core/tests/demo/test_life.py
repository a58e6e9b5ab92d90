"""The life's data files: what they hold, and what happens when one is broken."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import pytest

from llmos.demo.life import Thread, read_life
from llmos.errors import LlmosError


def threads() -> list[Thread]:
    return [thread for page in read_life().pages for thread in page.threads]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped data files, to break."""
    with resources.as_file(resources.files("llmos.demo") / "life") as shipped:
        return Path(shutil.copytree(shipped, tmp_path / "life"))


def test_it_holds_some_weeks_of_mail_a_third_of_it_german() -> None:
    messages = [(thread.language, message) for thread in threads() for message in thread.messages]
    german = [message for language, message in messages if language == "de"]
    assert 80 <= len(messages) <= 120
    assert 0.25 <= len(german) / len(messages) <= 0.45


def test_threads_and_people_have_names_of_their_own() -> None:
    people = [one.id for one in read_life().people]
    ids = [thread.id for thread in threads()]
    assert len(set(people)) == len(people)
    assert len(set(ids)) == len(ids)
    for thread in threads():
        assert len({message.id for message in thread.messages}) == len(thread.messages)


def test_enough_is_open_in_both_directions_and_most_threads_are_not() -> None:
    labels = [label for thread in threads() for label in thread.expected]
    assert 6 <= sum(label.direction == "mine" for label in labels) <= 9
    assert 4 <= sum(label.direction == "theirs" for label in labels) <= 6
    assert {label.kind for label in labels} == {"question", "promise"}
    assert sum(not thread.expected for thread in threads()) > 2 * len(labels)


def test_all_addresses_are_of_domains_that_belong_to_nobody() -> None:
    life = read_life()
    addresses = [*life.person.addresses, *(one.address for one in life.people)]
    for address in addresses:
        assert address.endswith(("example.org", "example.com", "example.net"))


def test_everybody_in_the_life_writes_or_is_written_to() -> None:
    named = {
        one
        for thread in threads()
        for message in thread.messages
        for one in (message.sender, *message.to, *message.cc)
    }
    assert {one.id for one in read_life().people} <= named


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("mail/flat.toml", 'language = "de"', 'language = "fr"', "flat.toml"),
        ("mail/flat.toml", "day = -15", "day = 0", "flat.toml"),
        ("mail/flat.toml", "day = -15", "day = -15\ncolour = 1", "colour"),
        ("mail/flat.toml", '"lease-kanalweg-12.pdf"', '"lease.pdf', "flat.toml"),
        ("mail/flat.toml", 'sender = "doyle"', 'sender = "doyel"', "'doyel' in lease"),
        ("mail/flat.toml", 'message = "promise"', 'message = "oath"', "lease/oath"),
        ("mail/flat.toml", 'account = "home"', 'account = "attic"', "'attic'"),
        ("mail/friends.toml", 'answers = "ask"', 'answers = "call"', "ski/call"),
        ("mail/sales.toml", ".xlsx", ".ods", "sales.toml"),
        ("person.toml", '"ulrike"', '"ursula"', "'ursula'"),
        ("person.toml", "name =", "nickname =", "person.toml"),
        ("people.toml", "role =", "rank =", "people.toml"),
        ("people.toml", 'relation = "family"', 'relation = "aunt"', "people.toml"),
    ],
)
def test_a_broken_file_is_named_in_a_sentence(
    copy: Path, file: str, old: str, new: str, said: str
) -> None:
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(LlmosError) as caught:
        read_life(copy)
    assert said in caught.value.message
    assert caught.value.hint


def test_a_missing_file_is_named_in_a_sentence(copy: Path) -> None:
    (copy / "person.toml").unlink()
    with pytest.raises(LlmosError, match=r"person\.toml"):
        read_life(copy)
