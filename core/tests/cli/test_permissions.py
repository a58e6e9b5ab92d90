"""Looking at answers, carrying them in a file, and letting in what was held."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.kernel import Kernel
from llmos.scope import Scope

Install = Callable[..., Path]

POST = '''
"""Letters."""
from typing import Annotated
from llmos import Context, Destination, Permission, Result, hookimpl, tool

class Said(Result):
    text: str

@tool(needs=[Permission("mail:read"), Permission("mail:send")], effect="send")
def send(ctx: Context, to: Annotated[str, Destination("address")]) -> Said:
    """Send a letter."""
    (ctx.data / "sent").write_text(to)
    return Said(text="sent")

@hookimpl
def llmos_tools():
    return [send]
'''
MANIFEST = """
id = "post"
api = 1
summary = "Letters."
[permissions]
"mail:read" = "Read letters."
"mail:send" = "Send letters."
"""
WHY = ("permissions", "why", "post.send", "--json", "--args")
TO_BEA = '{"to": "bea@example.org"}'
TO_EVE = '{"to": "eve@example.net"}'


@pytest.fixture(autouse=True)
def post(install: Install, kernel: Kernel) -> None:
    install("post", POST, MANIFEST)
    kernel.grant("post", "mail:send", scope=Scope(to=("@example.org",)))


@pytest.fixture
def answers(tmp_path: Path, kernel: Kernel, llmos: Any) -> Path:
    """A file with the answers so far; then they change."""
    kernel.grant("post", "mail:read", answer="never", foreground=False)
    file = tmp_path / "answers.toml"
    llmos("permissions", "export", str(file))
    kernel.revoke("post")
    kernel.grant("post", "mail:send")
    return file


def kept(kernel: Kernel) -> list[tuple[str, bool, str, str]]:
    grants = kernel.grants.all()
    return [(g.permission, g.foreground, g.answer, g.scope.in_words()) for g in grants]


def test_why_names_what_allows_and_what_is_missing_and_runs_nothing(
    llmos: Any, kernel: Kernel
) -> None:
    said = json.loads(llmos(*WHY, TO_EVE).stdout)
    assert said["verdict"] == "ask"
    assert [one["verdict"] for one in said["permissions"]] == ["missing", "missing"]
    assert [one["command"] for one in said["permissions"]] == [
        "llmos permissions grant post mail:read",
        "llmos permissions grant post mail:send --to @example.org --to eve@example.net",
    ]
    kernel.grant("post", "mail:read")
    said = json.loads(llmos(*WHY, TO_BEA).stdout)
    assert said["verdict"] == "allow"
    assert "not checked" not in said["confirm"]
    assert not (kernel.home.plugin_data("post") / "sent").exists()
    assert kernel.ledger.entries() == []


def test_the_command_that_why_names_grants_what_is_missing(llmos: Any, kernel: Kernel) -> None:
    for one in json.loads(llmos(*WHY, TO_EVE).stdout)["permissions"]:
        llmos(*one["command"].split()[1:])
    assert json.loads(llmos(*WHY, TO_EVE).stdout)["verdict"] == "allow"


def test_why_says_who_denies(llmos: Any) -> None:
    llmos("permissions", "grant", "post", "mail:read", "--never")
    page = llmos("permissions", "why", "post.send").stdout
    assert "post.send would be refused: you said never to mail:read for post." in page


def test_the_file_can_be_read_and_holds_no_session(answers: Path) -> None:
    assert tomllib.loads(answers.read_text())["grant"] == [
        {
            "plugin": "post",
            "distribution": "llmos-post",
            "permission": "mail:read",
            "answer": "never",
            "background": True,
        },
        {
            "plugin": "post",
            "distribution": "llmos-post",
            "permission": "mail:send",
            "answer": "always",
            "limits": {"to": ["@example.org"]},
        },
    ]


def test_import_without_a_terminal_changes_nothing(
    llmos: Any, answers: Path, kernel: Kernel
) -> None:
    before = kept(kernel)
    refused = llmos("permissions", "import", str(answers), code=1).stderr
    assert "there is no terminal" in refused
    assert kept(kernel) == before


@pytest.mark.parametrize("typed", ["yes", "y", ""])
def test_import_shows_the_difference_and_takes_it_only_with_a_yes(
    terminal: Any, answers: Path, kernel: Kernel, typed: str
) -> None:
    before = kept(kernel)
    screen = terminal("permissions", "import", str(answers))
    screen.expect("Change these answers? Type yes: ")
    assert "+ post mail:read on its own: never" in screen.screen
    assert "~ post mail:send: always, only to @example.org" in screen.screen
    assert "until now always" in screen.screen
    screen.type(f"{typed}\r")
    assert screen.ends() == 0
    if typed == "yes":
        assert kept(kernel) == [
            ("mail:read", False, "never", ""),
            ("mail:send", True, "always", "only to @example.org"),
        ]
    else:
        assert kept(kernel) == before


def test_import_leaves_out_what_does_not_fit_and_says_why(llmos: Any, tmp_path: Path) -> None:
    file = tmp_path / "answers.toml"
    table = '[[grant]]\nplugin = "{}"\ndistribution = "{}"\npermission = "{}"\nanswer = "always"\n'
    file.write_text(
        table.format("gone", "llmos-gone", "mail:read")
        + table.format("post", "llmos-imposter", "mail:read")
        + table.format("post", "llmos-post", "health:read")
        + table.format("post", "llmos-post", "mail:read")
        + '[grant.limits]\nresolution = "raw"\n'
    )
    said = llmos("permissions", "import", str(file))
    assert said.stdout == "The file changes nothing here.\n"
    for why in (
        "There is no plugin 'gone'",
        "it was granted to llmos-imposter, and llmos-post is here",
        "does not ask for health:read",
        "knows the resolutions headers, snippet, body, not 'raw'",
    ):
        assert why in said.stderr


@pytest.mark.parametrize("text", ["grant = 1", "[[grant]]\nplugin = 1", "[[grant", 'more = "x"'])
def test_a_file_that_is_none_of_grants_is_a_sentence(llmos: Any, tmp_path: Path, text: str) -> None:
    file = tmp_path / "answers.toml"
    file.write_text(text)
    assert "cannot be read as grants" in llmos("permissions", "import", str(file), code=1).stderr


def test_a_day_that_is_none_is_a_sentence(llmos: Any) -> None:
    grant = ("permissions", "grant", "post", "mail:read", "--since", "yesterday")
    assert "'yesterday' is not a day" in llmos(*grant, code=2).stderr


WIDER = MANIFEST + '"contacts:read" = "Know people."\n'


def test_a_held_plugin_is_listed_and_accepted_in_a_script(llmos: Any, install: Install) -> None:
    install("post", POST, WIDER, version="1.1")
    listed = json.loads(llmos("plugins", "list", "--json").stdout)
    assert [(one["plugin"], one["state"]) for one in listed] == [("post", "held")]
    assert "asks for contacts:read too, “Know people.”" in listed[0]["summary"]
    assert "post is set aside: it is not what you accepted" in llmos(*WHY, TO_BEA, code=1).stderr
    said = llmos("plugins", "accept", "post")
    assert "+ it asks for contacts:read too, “Know people.”" in said.stderr
    assert said.stdout == "post 1.1 is let in.\n"
    assert json.loads(llmos("plugins", "list", "--json").stdout)[0]["state"] == "ready"
    assert "is not held" in llmos("plugins", "accept", "post", code=1).stderr


def test_in_a_terminal_the_difference_is_shown_before_it_is_accepted(
    terminal: Any, llmos: Any, install: Install
) -> None:
    install("post", POST, WIDER, version="1.1")
    for typed, state in (("no", "held"), ("yes", "ready")):
        screen = terminal("plugins", "accept", "post")
        screen.expect("Let it in? Type yes: ")
        assert "was version 1.0 when you accepted it, and is 1.1" in screen.screen
        screen.type(f"{typed}\r")
        assert screen.ends() == 0
        assert json.loads(llmos("plugins", "list", "--json").stdout)[0]["state"] == state
