"""Answers in a file: what is written can be read again and says the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from llmos.broker import Grant, written
from llmos.kernel import Kernel
from llmos.scope import Scope

LIMITS = Scope(
    names=('My "Mail"', "Entwürfe"),
    since=date(2026, 1, 1),
    until=date(2026, 2, 1),
    resolution="headers",
)


def test_what_is_written_proposes_nothing_where_it_came_from_and_all_of_it_elsewhere(
    kernel: Kernel, probe: Callable[..., Path]
) -> None:
    probe("return Found()", "mail:read")
    grant = Grant("probe", "llmos-probe", "mail:read", False, "always", ("/a b", "/ü"), LIMITS)
    kernel.grants.add([grant])
    text = written(kernel.grants.all())
    assert kernel.propose(text, "file").changes == ()
    kernel.revoke("probe")
    (change,) = kernel.propose(text, "file").changes
    assert (change.before, change.after) == (None, grant)


def test_what_a_file_says_replaces_what_was_kept(
    kernel: Kernel, probe: Callable[..., Path]
) -> None:
    probe("return Found()", "mail:read")
    wide = Grant("probe", "llmos-probe", "mail:read", True, "always", ("/a", "/b"))
    narrow = Grant("probe", "llmos-probe", "mail:read", True, "always", ("/a",))
    kernel.grants.add([wide])
    kernel.take(kernel.propose(written([narrow]), "file").changes)
    assert [grant.opens for grant in kernel.grants.all()] == [("/a",)]


def test_answers_of_a_session_are_not_written() -> None:
    grant = Grant("probe", "llmos-probe", "mail:read", True, "session", session="this one")
    assert "probe" not in written([grant])
