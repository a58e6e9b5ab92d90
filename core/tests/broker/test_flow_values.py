"""Typed values: compared whole and as their kind, never by looking for one text in another."""

from __future__ import annotations

import pytest

from llmos.broker.provenance import named, strings, typed


@pytest.mark.parametrize(
    ("kind", "value", "same"),
    [
        ("address", "Bea@Example.ORG", "bea@example.org"),
        ("address", "Bea Meyer <bea@example.org>", "bea@example.org"),
        ("host", "IMAP.example.org", "imap.example.org"),
        ("host", "https://example.org:8443/path?q", "example.org"),
        ("path", "trips//./plan.txt", "trips/plan.txt"),
        ("event", "5", "5"),
        ("id", "<a1@b>", "<a1@b>"),
    ],
)
def test_one_value_is_recognised_in_its_spellings(kind: str, value: str, same: str):
    assert typed(kind, value) == same


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("address", "bea"),
        ("address", "a@b, c@d"),
        ("address", "a@b@c"),
        ("address", "a@b c@d"),
        ("address", "a@b> <c@d"),
        ("address", "bea@example.org\r\nBcc: x@y"),
        ("address", "bea\u200b@example.org"),
        ("host", "https://example.org@evil.example/"),
        ("host", "https://evil.example\\.example.org"),
        ("host", "https://[broken/"),
        ("host", ""),
        ("path", "a/../../b"),
        ("path", ""),
        ("id", ""),
        ("id", "5\n6"),
        ("telephone", "123"),
    ],
)
def test_what_can_be_read_in_two_ways_is_no_value(kind: str, value: str):
    assert typed(kind, value) is None


def test_letters_that_only_look_alike_are_different():
    assert typed("address", "\u0430nna@example.org") != typed("address", "anna@example.org")
    assert typed("address", "\u212aim@example.org") != typed("address", "kim@example.org")


@pytest.mark.parametrize(
    ("kind", "text", "values"),
    [
        (
            "address",
            "to 'bea@example.org', cc (Al@b.example).",
            {"bea@example.org", "al@b.example"},
        ),
        ("address", '{"to": "bea@example.org"}', {"bea@example.org"}),
        ("address", "not bea@example.org/x or a@b@c", set()),
        ("host", "use imap.example.org, not the printer", {"imap.example.org"}),
        ("host", "mail bea@example.org", set()),
        (
            "path",
            "open ./notes/a.txt and the `my plan.md`",
            {"notes/a.txt", "my plan.md", "plan.md"},
        ),
        ("path", "write the plan", set()),
        ("id", "move 7f3a-91 from June 13 at 10:00 on 2024-05-20", {"7f3a-91"}),
        ("event", "rename a1b2c3d4", {"a1b2c3d4"}),
    ],
)
def test_a_text_names_only_what_is_unmistakable(kind: str, text: str, values: set[str]):
    assert named(kind, text) == values


def test_every_text_and_number_in_a_value_is_found_however_deep():
    deep: object = "bottom"
    for _ in range(5000):
        deep = [deep]
    assert list(strings(deep)) == ["bottom"]
    assert set(strings({"a": ["x", 5, None, True], "b": {"c": "y"}})) == {"x", "5", "y"}
