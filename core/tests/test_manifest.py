"""`plugin.toml`: what is accepted, and how everything else is refused."""

from __future__ import annotations

import pytest

from llmos.errors import ManifestError
from llmos.manifest import parse_manifest

START = 'id = "mail"\napi = 1\nsummary = "Reads mail."\n'
PERMISSIONS = '[permissions]\n"mail:read" = "To search it."\n'


def test_a_manifest_says_what_the_plugin_may_ask_for_and_why() -> None:
    manifest = parse_manifest(START + PERMISSIONS, where="llmos-mail")
    assert manifest.permissions == {"mail:read": "To search it."}


def test_a_plugin_may_define_permissions_of_its_own() -> None:
    text = START + '[permissions]\n"mail:archive" = "To move old mail away."\n'
    assert "mail:archive" in parse_manifest(text, where="llmos-mail").permissions


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = ", "cannot be read"),
        ('id = "mail"', "missing required field `api`"),
        (START.replace("1", '"one"'), "Expected `int`"),
        (START.replace("mail", "../mail", 1), "an id is lower-case letters"),
        (START.replace("1", "2"), "written for API 2; this llmos speaks API 1"),
        (START + "colour = 'red'\n", "unknown entries: colour"),
        (START + '[permissions]\n"bank:read" = "..."\n', "'bank:read', which does not exist"),
        (START + '[permissions]\n"calendar:*" = "..."\n', "'calendar:*', which does not exist"),
        (
            START + '[sources.maildir]\npermission = "mail:read"\nsummary = "A Maildir."\n',
            "does not ask for that permission",
        ),
        (
            START
            + PERMISSIONS
            + '[sources.maildir]\npermission = "mail:read"\nsummary = "A Maildir."\nentires = []\n',
            "unknown entries: sources.maildir.entires",
        ),
    ],
)
def test_a_wrong_manifest_is_refused_with_its_name_and_the_fault(text: str, words: str) -> None:
    with pytest.raises(ManifestError) as refused:
        parse_manifest(text, where="llmos-mail")
    assert words in refused.value.message
    assert "mail" in refused.value.message


def test_a_newer_api_is_named_before_what_only_it_knows() -> None:
    with pytest.raises(ManifestError, match="API 2"):
        parse_manifest(START.replace("1", "2") + "colour = 'red'\n", where="llmos-mail")
