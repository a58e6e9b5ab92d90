"""Finding by meaning, with a scripted model: each word of a small vocabulary is a direction."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence

import pytest

from llmos_mail.index import learning, meaning
from llmos_mail.index.search import Wanted, search

SAME = {"lease": "rent", "tenancy": "rent", "flat": "home", "apartment": "home", "bike": "cycle"}


def direction(word: str) -> list[float]:
    chance = random.Random(SAME.get(word, word))
    return [chance.gauss(0, 1) for _ in range(meaning.NUMBERS)]


def embed(texts: Sequence[str]) -> list[bytes]:
    found = []
    for text in texts:
        words = [direction(word) for word in text.lower().replace(".", "").split()]
        numbers = [sum(column) for column in zip(*words, strict=True)]
        length = sum(number**2 for number in numbers) ** 0.5
        found.append(array("f", [number / length for number in numbers]).tobytes())
    return found


@pytest.fixture
def mail(letter, maildir, index):
    """Three letters whose meanings are known."""
    maildir.add(letter("the tenancy of the apartment", subject="tenancy"))
    maildir.add(letter("the bike", subject="bike"), folder=".Sent")
    maildir.add(letter("snow and ice", subject="snow"))
    index.update(maildir.path)
    assert learning.waiting(index.connection) == 3
    assert learning.learn(index.connection, embed, 100) == 3
    return index


def found(mail, text: str, **wanted: object) -> list[str]:
    wanted = Wanted(text=text, **wanted)  # type: ignore[arg-type]
    hits = search(mail.connection, wanted, 10, lambda text: embed([text])[0])
    return [message.subject for message in hits.messages]


def test_other_words_of_the_same_meaning_find_a_message(mail):
    assert found(mail, "lease flat") == ["tenancy"]
    assert found(mail, "lease") == ["tenancy"]
    assert found(mail, "helicopter") == []


def test_where_the_words_occur_meaning_is_not_asked(mail):
    hits = search(mail.connection, Wanted(text="snow"), 10, lambda text: pytest.fail("asked"))
    assert hits.total == 1
    assert not hits.loosely


def test_what_has_a_word_and_what_means_the_same_are_found_together(mail):
    assert sorted(found(mail, "lease flat snow")) == ["snow", "tenancy"]


def test_meaning_keeps_to_the_other_conditions(mail):
    assert found(mail, "lease", folders=("Sent",)) == []
    assert found(mail, "lease", sender="nobody") == []
    assert found(mail, "lease", sender="ana") == ["tenancy"]
    assert found(mail, "lease", in_bodies=False) == []


def test_a_message_that_goes_takes_its_meaning_along(mail, maildir):
    for path in maildir.path.rglob("*.host*"):
        path.unlink()
    mail.update(maildir.path, thorough=True)
    for table in ("signs", "numbers"):
        assert mail.rows(f"SELECT * FROM {table}") == []


def test_learning_goes_on_where_it_stopped_with_the_newest_first(letter, maildir, index):
    for day in (1, 2, 3):
        maildir.add(letter(f"word{day}", subject=f"{day}", date=f"{day} Nov 2026 10:00:00 +0000"))
    index.update(maildir.path)
    asked: list[str] = []

    def counting(texts: Sequence[str]) -> list[bytes]:
        asked.extend(texts)
        return embed(texts)

    for left in (1, 0):
        learning.learn(index.connection, counting, 2)
        assert learning.waiting(index.connection) == left
    assert [text.split()[0] for text in asked] == ["3", "2", "1"]
    assert learning.learn(index.connection, counting, 2) == 0


def test_of_many_the_likest_is_the_first(letter, maildir, index):
    for number in range(60):
        maildir.add(letter(f"lease word{number} other{number}", subject=f"{number}"))
    maildir.add(letter("lease flat", subject="likest"))
    index.update(maildir.path)
    learning.learn(index.connection, embed, 100)
    (question,) = embed(["tenancy apartment"])
    rows = meaning.nearest(index.connection, question, "", [])
    (subject,) = index.rows(f"SELECT subject FROM messages WHERE id = {rows[0]}")
    assert subject == ("likest",)
