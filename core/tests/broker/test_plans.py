"""All that a plan needs is asked for in one question, and default deny holds for all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from llmos.broker import Wish
from llmos.errors import PermissionDenied

from .conftest import User


def test_one_question_names_what_each_step_lacks_and_nothing_twice(desk):
    desk.keep("files:write")
    user = User(["once"])
    steps = [desk.wish("mail:read"), desk.wish("mail:read", "files:write"), desk.wish("mail:send")]
    desk.broker.permit_all(steps, user)
    (question,) = user.questions
    asked = [[want.permission for want in one.wants] for one in (question, *question.more)]
    assert asked == [["mail:read"], ["mail:send"]]


def test_what_is_allowed_once_is_not_kept_and_holds_for_each_step(desk):
    agreed = desk.broker.permit_all([desk.wish("mail:read")], User(["once"]))
    assert desk.decide("mail:read").verdict == "ask"
    later: Wish = replace(desk.wish("mail:read"), agreed=agreed)
    assert desk.broker.decide(later).verdict == "allow"


def test_always_is_kept_for_all_of_it(desk):
    desk.broker.permit_all([desk.wish("mail:read"), desk.wish("mail:send")], User(["always"]))
    assert desk.decide("mail:read", "mail:send").verdict == "allow"


@pytest.mark.parametrize("answer", ["no", "never"])
def test_a_no_is_a_no_to_all_of_it(desk, answer):
    with pytest.raises(PermissionDenied, match="No step has run"):
        desk.broker.permit_all([desk.wish("mail:read"), desk.wish("mail:send")], User([answer]))


def test_what_was_never_to_be_allowed_is_not_asked_for(desk):
    desk.keep("mail:send", "never")
    user = User([])
    with pytest.raises(PermissionDenied, match="never"):
        desk.broker.permit_all([desk.wish("mail:read"), desk.wish("mail:send")], user)
    assert user.questions == []


def test_where_nobody_can_be_asked_the_error_says_what_would_grant_all_of_it(desk):
    with pytest.raises(PermissionDenied) as refused:
        desk.broker.permit_all([desk.wish("mail:read"), desk.wish("mail:send")], None)
    assert "grant post mail:read && " in refused.value.hint
    assert refused.value.permissions == ("mail:read", "mail:send")
