"""How far a grant reaches: what llmos keeps by itself, and what fits which permission."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from llmos.broker import common, fitting, within
from llmos.errors import LlmosError, PermissionDenied
from llmos.permissions import VOCABULARY
from llmos.scope import FULL, Scope

READ, SEND, WRITE = "mail:read", "mail:send", "files:write"
TO_US = Scope(to=("ada@example.org", "@example.com"))


@pytest.mark.parametrize(
    "to",
    ["ada@example.org", "Ada@Example.ORG", "Ada <ada@example.org>", "bob@example.com"],
)
def test_a_send_within_its_limit_runs(desk: Any, to: str) -> None:
    desk.keep(SEND, scope=TO_US)
    assert desk.decide(SEND, to=to).verdict == "allow"


@pytest.mark.parametrize(
    "to",
    [
        "bob@example.org",
        "ada@example.org.evil.example",
        "bob@mail.example.com",
        "bob@notexample.com",
        "ada@example.org, mallory@evil.example",
        "mallory@evil.example <ada@example.org>",
        "ada",
        ["ada@example.org", "mallory@evil.example"],
    ],
)
def test_a_send_beyond_its_limit_is_asked_about_and_the_reason_holds_no_address(
    desk: Any, to: Any
) -> None:
    desk.keep(SEND, scope=TO_US)
    decision = desk.decide(SEND, to=to)
    assert decision.verdict == "ask"
    assert decision.reason == "“to” goes where you have not allowed it to: mail:send"


def test_a_send_that_does_not_say_where_to_is_not_within_any_limit(desk: Any) -> None:
    desk.keep(SEND, scope=TO_US)
    assert desk.decide(SEND, folder="/drafts", reply_to="m1").verdict == "ask"


def test_always_adds_to_the_limit_only_what_the_call_needed(desk: Any) -> None:
    desk.keep(SEND, scope=TO_US)
    question = desk.answer("always", SEND, to="Bob <Bob@Example.net>")
    assert question.wants[0].limits == "only to ada@example.org, @example.com, bob@example.net"
    assert desk.decide(SEND, to="bob@example.net").verdict == "allow"
    assert desk.decide(SEND, to="ada@example.org").verdict == "allow"
    assert desk.decide(SEND, to="eve@example.net").verdict == "ask"


def test_once_leaves_the_limit_as_it_was(desk: Any) -> None:
    desk.keep(SEND, scope=TO_US)
    desk.answer("once", SEND, to="bob@example.net")
    assert desk.decide(SEND, to="bob@example.net").verdict == "ask"


def test_limits_outlive_the_ninety_days(desk: Any) -> None:
    desk.keep(READ, scope=Scope(resolution="headers"))
    desk.pass_(days=91)
    assert desk.answer("always", READ).wants[0].limits == "nothing finer than headers"
    assert desk.decide(READ).scopes == {READ: Scope(resolution="headers")}


def test_a_write_stays_below_its_folder_links_and_dots_included(
    desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    for folder in (inside, outside):
        folder.mkdir()
    (inside / "link").symlink_to(outside)
    monkeypatch.chdir(inside)  # where llmos happens to run says nothing about the plugin
    desk.keep(WRITE, scope=Scope(to=(str(inside),)))
    wanted = {
        f"{inside}/new/file.txt": "allow",
        str(inside): "allow",
        f"{inside}side/file.txt": "ask",
        f"{inside}/../out/file.txt": "ask",
        f"{inside}/link/file.txt": "ask",
        f"{outside}/file.txt": "ask",
        "file.txt": "ask",
    }
    assert {path: desk.decide(WRITE, folder=path).verdict for path in wanted} == wanted


def test_a_permission_that_a_plugin_defines_can_be_limited_too(desk: Any) -> None:
    desk.keep("post:notes", scope=Scope(to=("@example.com",)))
    assert desk.decide("post:notes", to="bob@example.com").verdict == "allow"
    assert desk.decide("post:notes", to="bob@example.org").verdict == "ask"


def test_a_limit_to_a_place_leaves_the_others_closed_without_asking(desk: Any) -> None:
    desk.keep(READ, opens=("/a",), scope=Scope(places=("/a",)))
    decision = desk.decide(READ, places=("/a", "/b"))
    assert decision.verdict == "allow"
    assert decision.standings[0].opens == ("/a",)
    assert desk.decide(READ, places=("/b",)).verdict == "ask"


def test_granting_again_with_other_limits_replaces_the_places_too(desk: Any) -> None:
    desk.keep(READ, opens=("/a", "/b"))
    desk.keep(READ, opens=("/a",), scope=Scope(names=("INBOX",)))
    assert desk.decide(READ, places=("/a",)).verdict == "allow"
    assert desk.decide(READ, places=("/b",)).verdict == "ask"


def test_within_takes_the_narrower_of_place_and_limit() -> None:
    assert within(["/mail", "/notes"], []) == ("/mail", "/notes")
    assert within(["/mail", "/notes"], ["/mail/work", "/notes", "/other"]) == (
        "/mail/work",
        "/notes",
    )
    assert within(["/mail/work"], ["/mail"]) == ("/mail/work",)
    assert within(["/mailbox"], ["/mail"]) == ()


def test_a_host_is_allowed_with_its_port_or_not_at_all(desk: Any) -> None:
    desk.keep("network:connect", opens=("imap.example.org:993",))
    assert desk.decide("network:connect", places=("imap.example.org:993",)).verdict == "allow"
    decision = desk.decide("network:connect", places=("imap.example.org:25",))
    assert decision.missing[0].command == (
        "llmos permissions grant post network:connect"
        " --host imap.example.org:993 --host imap.example.org:25"
    )


def test_a_command_carries_the_limits_that_are_there(desk: Any) -> None:
    desk.keep(READ, opens=("/a",), scope=Scope(names=("My Mail",), since=date(2026, 1, 1)))
    missing = desk.decide(READ, places=("/a", "/b"), foreground=True).missing
    assert missing[0].command == (
        "llmos permissions grant post mail:read --only 'My Mail' --since 2026-01-01"
    )


SCOPES = {
    "names": Scope(names=("INBOX",)),
    "days": Scope(since=date(2026, 1, 1), until=date(2026, 2, 1)),
    "resolution": Scope(resolution="headers"),
    "to": Scope(to=("ada@example.org",)),
}
FITTING = {
    ("mail:read", "names"),
    ("mail:read", "days"),
    ("mail:read", "resolution"),
    ("mail:write", "names"),
    ("mail:write", "to"),
    ("mail:send", "to"),
    ("calendar:read", "names"),
    ("calendar:read", "days"),
    ("calendar:write", "names"),
    ("calendar:write", "days"),
    ("contacts:read", "names"),
    ("files:read", "days"),
    ("health:read", "names"),
    ("health:read", "days"),
    ("location:read", "days"),
    ("post:notes", "to"),
}


@pytest.mark.parametrize("permission", [*VOCABULARY, "post:notes"])
@pytest.mark.parametrize("kind", SCOPES)
def test_a_permission_takes_the_limits_that_it_knows_and_no_others(
    permission: str, kind: str
) -> None:
    hosts = ["example.org:993"] if permission == "network:connect" else []
    if (permission, kind) in FITTING:
        assert fitting(permission, SCOPES[kind], (), hosts) == ((), SCOPES[kind])
    else:
        with pytest.raises(LlmosError, match=permission):
            fitting(permission, SCOPES[kind], (), hosts)


@pytest.mark.parametrize(
    ("permission", "text", "kept"),
    [
        ("mail:send", "Ada <Ada@Example.org>", "ada@example.org"),
        ("mail:send", "example.org", "@example.org"),
        ("mail:send", "@Example.org", "@example.org"),
        ("post:notes", "@example.org", "@example.org"),
        ("post:notes", "example.org", "example.org"),
    ],
)
def test_a_destination_is_kept_in_one_form(permission: str, text: str, kept: str) -> None:
    assert fitting(permission, Scope(to=(text,)), ())[1].to == (kept,)


@pytest.mark.parametrize(
    ("permission", "scope", "hosts", "words"),
    [
        (READ, Scope(resolution="raw"), (), "headers, snippet, body"),
        (READ, Scope(since=date(2026, 2, 1), until=date(2026, 1, 1)), (), "Nothing lies between"),
        (READ, Scope(places=("/elsewhere",)), (), "is not in what mail:read opens: /mail"),
        (SEND, Scope(to=("a b",)), (), "no destination that mail:send knows"),
        (WRITE, Scope(to=("ada@example.org",)), (), "no destination that files:write knows"),
        ("network:connect", FULL, (), "needs hosts"),
        ("network:connect", FULL, ("example.org",), "no host and port"),
        (READ, FULL, ("example.org:993",), "connects to no host"),
    ],
)
def test_a_limit_that_means_nothing_is_a_sentence(
    permission: str, scope: Scope, hosts: tuple[str, ...], words: str
) -> None:
    with pytest.raises(LlmosError, match=words):
        fitting(permission, scope, ("/mail",), hosts)


def test_a_chain_of_plugins_has_only_what_all_of_them_have() -> None:
    one = Scope(
        places=("/mail",),
        names=("INBOX", "Work"),
        since=date(2026, 1, 1),
        until=date(2026, 3, 1),
        resolution="snippet",
    )
    other = Scope(
        places=("/mail/work", "/notes"),
        names=("Work", "Home"),
        since=date(2026, 2, 1),
        resolution="headers",
    )
    both = Scope(
        places=("/mail/work",),
        names=("Work",),
        since=date(2026, 2, 1),
        until=date(2026, 3, 1),
        resolution="headers",
    )
    assert common("post", [{READ: one}, {READ: other}]) == {READ: both}
    assert common("post", [{READ: other}, {READ: one}]) == {READ: both}
    assert common("post", [{READ: one}, {READ: FULL}]) == {READ: one}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Scope(names=("INBOX",)), Scope(names=("Work",))),
        (Scope(places=("/a",)), Scope(places=("/b",))),
    ],
)
def test_a_chain_with_nothing_in_common_gets_nothing(one: Scope, other: Scope) -> None:
    with pytest.raises(PermissionDenied, match="nothing in common"):
        common("post", [{READ: one}, {READ: other}])
