"""Which answers count, for what, and for how long."""

from __future__ import annotations

from typing import Any

import pytest

from llmos.errors import PermissionDenied

READ, SEND = "mail:read", "mail:send"


def test_what_nobody_granted_is_asked_for(desk: Any) -> None:
    decision = desk.decide(READ)
    assert (decision.verdict, decision.reason) == ("ask", "not granted: mail:read")


def test_without_anybody_to_ask_the_error_says_what_would_grant_it(desk: Any) -> None:
    wish = desk.wish(READ, SEND, foreground=False)
    with pytest.raises(PermissionDenied) as denied:
        desk.broker.permit(wish, None)
    assert denied.value.permissions == (READ, SEND)
    assert denied.value.hint == (
        "To grant it: llmos permissions grant post mail:read --background"
        " && llmos permissions grant post mail:send --background"
    )


def test_one_question_asks_for_all_that_a_call_needs(desk: Any) -> None:
    desk.keep(READ)
    question = desk.answer("always", READ, SEND, "post:notes")
    assert [want.permission for want in question.wants] == [SEND, "post:notes"]
    assert desk.decide(READ, SEND, "post:notes").verdict == "allow"


def test_a_permission_outside_of_the_manifest_is_denied_whatever_is_granted(desk: Any) -> None:
    desk.keep("health:read")
    assert desk.decide("health:read").verdict == "deny"


@pytest.mark.parametrize("order", [("never", "session"), ("session", "never")])
def test_never_beats_every_other_answer(desk: Any, order: tuple[str, str]) -> None:
    for answer in order:
        desk.keep(READ, answer)
    assert desk.decide(READ).verdict == "deny"
    assert desk.decide(READ, SEND).verdict == "deny"


def test_an_answer_of_never_to_another_distribution_still_denies(desk: Any) -> None:
    desk.keep(READ, "never", distribution="llmos-imposter")
    assert desk.decide(READ).verdict == "deny"


def test_a_grant_to_another_distribution_is_worth_nothing(desk: Any) -> None:
    desk.keep(READ, distribution="llmos-imposter")
    assert desk.decide(READ).verdict == "ask"


def test_foreground_and_background_are_granted_apart(desk: Any) -> None:
    desk.keep(READ)
    desk.keep(SEND, foreground=False)
    verdicts = [desk.decide(n, foreground=f).verdict for n in (READ, SEND) for f in (True, False)]
    assert verdicts == ["allow", "ask", "ask", "allow"]


def test_a_new_place_asks_again_and_always_adds_it(desk: Any) -> None:
    desk.keep(READ, opens=("/a",))
    question = desk.answer("always", READ, places=("/a", "/b"))
    assert question.wants[0].opens == ("/a", "/b")
    assert question.wants[0].why == "it would open places that you have not allowed yet"
    assert desk.decide(READ, places=("/a", "/b")).verdict == "allow"
    assert desk.decide(READ, places=("/c",)).verdict == "ask"


@pytest.mark.parametrize("answer", ["once", "session", "always"])
def test_the_plugin_is_remembered_as_it_was_when_it_was_first_allowed(
    desk: Any, answer: str
) -> None:
    desk.answer(answer, READ)
    assert desk.accepted == [desk.plugin]


def test_an_unused_grant_asks_again_after_ninety_days_and_says_why(desk: Any) -> None:
    desk.keep(READ)
    desk.pass_(days=90)
    assert desk.decide(READ).verdict == "allow"
    desk.pass_(seconds=1)
    assert desk.decide(READ).verdict == "ask"
    question = desk.answer("always", READ)
    assert question.wants[0].why == ("allowed but never used on 2026-03-01, more than 90 days ago")
    assert desk.decide(READ).verdict == "allow"


def test_each_use_starts_the_ninety_days_anew(desk: Any) -> None:
    desk.keep(READ)
    desk.pass_(days=80)
    desk.broker.permit(desk.wish(READ), None)
    desk.pass_(days=80)
    assert desk.decide(READ).verdict == "allow"
    desk.pass_(days=11)
    assert "last used on 2026-05-20" in desk.decide(READ).reason


def test_a_use_on_its_own_does_not_keep_the_other_grant_alive(desk: Any) -> None:
    desk.keep(READ)
    desk.keep(READ, foreground=False)
    desk.pass_(days=80)
    desk.broker.permit(desk.wish(READ, foreground=False), None)
    desk.pass_(days=80)
    assert desk.decide(READ).verdict == "ask"
    assert desk.decide(READ, foreground=False).verdict == "allow"


def test_what_was_forbidden_stays_forbidden(desk: Any) -> None:
    desk.keep(READ, "never")
    desk.pass_(days=3650)
    assert desk.decide(READ).verdict == "deny"


def test_taking_back_one_permission_leaves_the_others(desk: Any) -> None:
    desk.keep(READ)
    desk.keep(READ, foreground=False)
    desk.keep(SEND)
    gone = desk.grants.revoke("post", READ)
    assert [grant.foreground for grant in gone] == [True, False]
    assert [grant.permission for grant in desk.grants.all()] == [SEND]
