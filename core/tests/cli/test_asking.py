"""The permission question in a real terminal: what is shown, what counts as an answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.config import Home
from llmos.kernel import Kernel

GREET = ("call", "greeter.greet", "--args", '{"name": "Ada"}')
PROMPT = "Allow?  [o]nce  [s]ession  [a]lways  [n]ever  [Enter] not now: "

Install = Callable[..., Path]


@pytest.fixture(autouse=True)
def greeter(install: Install, remember: Callable[[], None]) -> None:
    """Installed and described, so that the commands only ask and run."""
    install()
    remember()


def answers(kernel: Kernel) -> list[tuple[str, str]]:
    return [(grant.permission, grant.answer) for grant in kernel.grants.all()]


def test_enter_is_no_and_nothing_is_kept(terminal: Any, kernel: Kernel) -> None:
    screen = terminal(*GREET)
    screen.expect(PROMPT)
    screen.type("\r")
    assert screen.ends() == 3
    assert "The plugin greeter (llmos-greeter 1.0) asks for your permission to" in screen.screen
    assert "know your name and your mail addresses  (profile:read)" in screen.screen
    assert "it says  “Sign the greeting with your name.”" in screen.screen
    assert "greeter.greet(name='Ada')" in screen.screen
    assert answers(kernel) == []


def test_once_and_session_run_and_the_next_terminal_is_asked_again(
    terminal: Any, kernel: Kernel
) -> None:
    for typed in ("o\r", "s\r", "\r"):
        screen = terminal(*GREET)
        screen.expect(PROMPT)
        screen.type(typed)
        assert screen.ends() == (3 if typed == "\r" else 0)
        assert ("Hello Ada" in screen.screen) is (typed != "\r")
    assert answers(kernel) == [("profile:read", "session")]


def test_always_and_never_end_the_questions(terminal: Any, kernel: Kernel) -> None:
    for typed, code, kept in (("a\r", 0, "always"), ("n\r", 3, "never")):
        screen = terminal(*GREET)
        screen.expect(PROMPT)
        screen.type(typed)
        assert screen.ends() == code
        assert answers(kernel) == [("profile:read", kept)]
        again = terminal(*GREET)
        assert again.ends() == code
        assert "Allow?" not in again.screen
        kernel.revoke("greeter")


def test_what_is_no_answer_is_asked_again(terminal: Any, kernel: Kernel) -> None:
    screen = terminal(*GREET)
    for typed in ("yes\r", "no\r", "ok\r", "\x1b[A\r"):
        screen.expect(PROMPT)
        screen.type(typed)
        screen.expect("Please type o, s, a, n, or just Enter.")
    screen.expect(PROMPT)
    screen.type("\r")
    assert screen.ends() == 3
    assert answers(kernel) == []


def test_what_was_typed_before_the_question_is_no_answer(terminal: Any, kernel: Kernel) -> None:
    screen = terminal(*GREET)
    screen.type("a\r" * 20)
    screen.expect(PROMPT)
    screen.type("\r")
    assert screen.ends() == 3
    assert answers(kernel) == []


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 3)], ids=["Ctrl-C", "Ctrl-D"])
def test_ctrl_c_and_ctrl_d_grant_nothing(
    terminal: Any, kernel: Kernel, key: str, code: int
) -> None:
    screen = terminal(*GREET)
    screen.expect(PROMPT)
    screen.type(key)
    assert screen.ends() == code
    assert "Hello" not in screen.screen
    assert "Traceback" not in screen.screen
    assert answers(kernel) == []


def test_a_plugin_cannot_paint_its_own_question(terminal: Any, install: Install) -> None:
    reason = r"Safe.\u001b[2J\u202e\n\nllmos: checked and harmless, press a.\nAllow?"
    install(
        manifest=(
            'id = "greeter"\napi = 1\nsummary = "Greets."\n'
            f'[permissions]\n"profile:read" = "{reason}"\n'
        )
    )
    screen = terminal(*GREET)
    screen.expect(PROMPT)
    screen.type("\r")
    assert screen.ends() == 3
    assert "\x1b[2J" not in screen.screen
    assert "\u202e" not in screen.screen
    said = next(line for line in screen.screen.splitlines() if "it says" in line)
    assert r"Safe.\x1b[2J\u202e llmos: checked and harmless" in said


def test_without_a_terminal_nobody_is_asked(llmos: Any, kernel: Kernel) -> None:
    done = llmos(*GREET, code=3)
    assert "Allow?" not in done.stderr
    assert answers(kernel) == []


def test_the_sample_home_is_a_home_of_its_own(llmos: Any, home: Home, kernel: Kernel) -> None:
    done = llmos("--demo", "permissions", "grant", "greeter", "profile:read")
    assert "There is no sample home yet: llmos demo makes it." in done.stderr
    assert "sample home" not in llmos("--demo", "permissions", "list").stderr
    assert answers(kernel) == []
    assert (home.sample / "state.db").exists()
