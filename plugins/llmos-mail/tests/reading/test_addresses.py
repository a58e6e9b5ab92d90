"""People in From, To and Cc fields."""

from __future__ import annotations

import pytest

from llmos_mail.reading.addresses import Address, addresses


@pytest.mark.parametrize(
    ("raw", "people"),
    [
        ("ana@example.org", [Address("", "ana@example.org")]),
        ("Ana Duarte <Ana@Example.org>", [Address("Ana Duarte", "ana@example.org")]),
        ('"Duarte, Ana" <ana@example.org>', [Address("Duarte, Ana", "ana@example.org")]),
        ("=?utf-8?q?J=C3=BCrgen?= <j@example.org>", [Address("Jürgen", "j@example.org")]),
        ("a@x.org, B <b@x.org>", [Address("", "a@x.org"), Address("B", "b@x.org")]),
        ("ana@example.org (Ana Duarte)", [Address("Ana Duarte", "ana@example.org")]),
        ("undisclosed-recipients:;", []),
        ("", []),
        ("big bug bb@bug.example", [Address("", "bb@bug.example")]),
        ("a@x.org b@y.org", [Address("", "a@x.org"), Address("", "b@y.org")]),
    ],
)
def test_names_and_addresses_are_told_apart(raw: str, people: list[Address]):
    assert list(addresses(raw)) == people


@pytest.mark.parametrize(
    "raw",
    [
        "(" * 30_000 + "a@x.org",
        "a@" * 30_000 + "<",
        " " * 60_000 + "<",
        '"' * 60_000,
        "<a@x" * 15_000,
        "a@x.org (b " * 6_000,
        "\udcff\udcfe <\udcff@x.org>",
    ],
)
def test_hostile_fields_give_something_and_never_raise(raw: str):
    assert len(addresses(raw)) <= 1_000


def test_a_person_is_shown_as_people_write_it():
    assert str(Address("Ana", "ana@x.org")) == "Ana <ana@x.org>"
    assert str(Address("", "ana@x.org")) == Address("", "ana@x.org").short == "ana@x.org"
