"""Which new answer takes something away, so that what runs with the old one has to end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from llmos.broker import Grant
from llmos.broker.narrowing import is_narrower
from llmos.scope import Scope

OLD = Grant(
    plugin="mail",
    distribution="llmos-mail",
    permission="mail:read",
    foreground=True,
    answer="always",
    opens=("/home/ada/Mail",),
    scope=Scope(names=("INBOX", "Sent"), since=date(2026, 1, 1), resolution="snippet"),
)


def scoped(**changes: Any) -> Grant:
    limits = {"names": ("INBOX", "Sent"), "since": date(2026, 1, 1), "resolution": "snippet"}
    return replace(OLD, scope=Scope(**(limits | changes)))


@pytest.mark.parametrize(
    "new",
    [
        replace(OLD, answer="never"),
        replace(OLD, opens=()),
        scoped(names=("INBOX",)),
        scoped(names=("Archive",)),
        scoped(places=("/home/ada/Mail/work",)),
        scoped(since=date(2026, 2, 1)),
        scoped(until=date(2026, 2, 1)),
        scoped(resolution="headers"),
    ],
    ids=lambda grant: f"{grant.answer} {grant.scope.in_words()}",
)
def test_these_take_something_away(new: Grant) -> None:
    assert is_narrower(new, OLD)


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        replace(OLD, opens=("/home/ada/Mail", "/home/ada/Old")),
        replace(OLD, scope=Scope()),
        scoped(names=("INBOX", "Sent", "Archive")),
        scoped(since=date(2025, 1, 1)),
        scoped(resolution="body"),
        replace(OLD, answer="session", scope=Scope(resolution="headers")),
    ],
    ids=lambda grant: f"{grant.answer} {grant.scope.in_words()}",
)
def test_these_do_not(new: Grant) -> None:
    assert not is_narrower(new, OLD)


def test_after_never_nothing_can_be_taken_away() -> None:
    assert not is_narrower(OLD, replace(OLD, answer="never"))
