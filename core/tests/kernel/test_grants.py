"""What the user's answers are worth, and for how long."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from llmos.calls import Call
from llmos.errors import PermissionDenied, PluginError
from llmos.kernel import Kernel

Install = Callable[..., Path]
OpenKernel = Callable[..., Kernel]
CALL = Call("greeter.greet", {"name": "Ada"})


@pytest.fixture(autouse=True)
def greeter(install: Install, remember: Callable[[], None]) -> Path:
    package = install()
    remember()
    return package


def greets(kernel: Kernel, *, foreground: bool = True) -> bool:
    """Whether a greeting comes back; it is refused otherwise."""
    request = msgspec.structs.replace(kernel.request("", door="call"), foreground=foreground)
    try:
        return kernel.call(request, CALL).output is not None
    except PermissionDenied:
        return False


def test_the_question_says_who_what_and_why(open_kernel: OpenKernel, answering: Any) -> None:
    user = answering("no")
    assert not greets(open_kernel(user))
    question = user.questions[0]
    assert (question.plugin, question.distribution) == ("greeter", "llmos-greeter")
    assert question.call == CALL
    want = question.wants[0]
    assert (want.permission, want.meaning) == (
        "profile:read",
        "know your name and your mail addresses",
    )
    assert want.reason == "Sign the greeting with your name."


@pytest.mark.parametrize("answer", ["once", "no"])
def test_once_and_no_are_not_kept(open_kernel: OpenKernel, answering: Any, answer: str) -> None:
    user = answering(answer, "no")
    kernel = open_kernel(user)
    assert greets(kernel) is (answer == "once")
    assert kernel.grants.all() == []
    assert not greets(kernel)
    assert len(user.questions) == 2


def test_always_holds_in_the_next_run(open_kernel: OpenKernel, answering: Any) -> None:
    assert greets(open_kernel(answering("always")))
    assert greets(open_kernel())


def test_never_is_not_asked_again_and_beats_what_was_allowed(
    open_kernel: OpenKernel, answering: Any
) -> None:
    user = answering("session", "never")
    kernel = open_kernel(user)
    assert greets(kernel)
    kernel.set_profile(name="Bea")
    kernel.revoke("greeter")
    assert not greets(kernel)
    assert not greets(kernel)
    assert len(user.questions) == 2


def test_a_session_ends_with_its_terminal(
    open_kernel: OpenKernel, answering: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert greets(open_kernel(answering("session")))
    assert greets(open_kernel())
    monkeypatch.setattr(os, "getsid", lambda process: 1)
    assert not greets(open_kernel())


def test_background_is_granted_apart(kernel: Kernel) -> None:
    kernel.grant("greeter", "profile:read")
    assert greets(kernel)
    assert not greets(kernel, foreground=False)
    kernel.grant("greeter", "profile:read", foreground=False)
    assert greets(kernel, foreground=False)


def test_a_permission_that_the_manifest_does_not_ask_for_cannot_be_granted(
    kernel: Kernel,
) -> None:
    with pytest.raises(PluginError, match="does not ask for mail:read; it asks for profile:read"):
        kernel.grant("greeter", "mail:read")


def test_a_grant_is_worth_nothing_to_another_distribution_of_that_id(
    kernel: Kernel, open_kernel: OpenKernel, install: Install, greeter: Path
) -> None:
    kernel.grant("greeter", "profile:read")
    greeter.rename(greeter.with_name("elsewhere"))
    (greeter.parent / "llmos_greeter-1.0.dist-info").rename(greeter.parent / "gone")
    install(distribution="llmos-imposter")
    assert not greets(open_kernel())
