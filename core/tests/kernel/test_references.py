"""What a reference takes out of results: the right record, the right form, and nothing else."""

from __future__ import annotations

import pytest

from llmos.blocks import Citation, Output
from llmos.kernel.references import Unresolved, Wanted, value_of
from llmos.router.planning import Ref

EVENTS = Output(
    {
        "events": [
            {"id": "e1", "title": "Dealer call", "start": "2026-11-04T15:30:00+01:00"},
            {"id": "e2", "title": "Budget talk", "start": "2026-11-19T14:00:00+01:00"},
        ]
    }
)
MAILS = Output({}, citations=[Citation("m1", "Minutes of the dealer call")])


def test_only_the_first_is_meant_where_the_tool_says_so():
    assert value_of(Ref(0, "event", "events[0].id"), [EVENTS], "cal.events", Wanted()) == "e1"


def test_several_are_a_question():
    with pytest.raises(Unresolved, match="Dealer call; Budget talk"):
        value_of(Ref(0, "event", "events[].id"), [EVENTS], "cal.events", Wanted())


def test_what_another_step_is_about_tells_which_is_meant():
    ref = Ref(1, "event", "events[].id", like=0)
    assert value_of(ref, [MAILS, EVENTS], "cal.events", Wanted()) == "e1"


def test_nothing_alike_is_nothing_found():
    other = Output({}, citations=[Citation("m2", "Photos from Sintra")])
    with pytest.raises(Unresolved, match="nothing that fits"):
        value_of(Ref(1, "event", "events[].id", like=0), [other, EVENTS], "cal.events", Wanted())


def test_a_day_has_no_time_and_a_moment_may_get_another():
    day = Ref(0, "day", "events[0].start")
    moment = Ref(0, "moment", "events[0].start", clock="16:00")
    assert value_of(day, [EVENTS], "cal.events", Wanted()) == "2026-11-04"
    assert value_of(moment, [EVENTS], "cal.events", Wanted()) == "2026-11-04T16:00"


def test_the_user_is_nobody_whom_to_tell():
    found = Output({"mail": {"to": ["Ana <ana@example.org>", "Me <me@example.org>"]}})
    wanted = Wanted(many=True, not_these=("me@example.org",))
    assert value_of(Ref(0, "person", "mail.to"), [found], "post.read", wanted) == [
        "Ana <ana@example.org>"
    ]


LUNCH = Output({"event": {"people": ["Ana Duarte <ana@example.org>", "marek@example.org"]}})


def test_her_is_the_one_who_was_asked_for():
    her = Ref(0, "person", "event.people", one=True)
    wanted = Wanted(many=True, named=("Ana",))
    found = value_of(her, [LUNCH], "cal.next", wanted)
    assert found == ["Ana Duarte <ana@example.org>"]


def test_her_is_nobody_as_long_as_it_could_be_several():
    her = Ref(0, "person", "event.people", one=True)
    with pytest.raises(Unresolved, match=r"Ana Duarte.*marek"):
        value_of(her, [LUNCH], "cal.next", Wanted(many=True))


def test_them_are_all_of_them():
    them = Ref(0, "person", "event.people")
    assert len(value_of(them, [LUNCH], "cal.next", Wanted(many=True))) == 2


MAILBOX = Output(
    {
        "mails": [
            {"id": "m3", "subject": "Re: Your lease"},
            {"id": "m2", "subject": "Your lease"},
            {"id": "m1", "subject": "The cellar"},
        ]
    }
)
FIRST = Ref(0, "mail", "mails[0].id")


def test_the_first_of_several_is_no_record_to_change():
    with pytest.raises(Unresolved, match=r"Your lease; The cellar"):
        value_of(FIRST, [MAILBOX], "post.search", Wanted(certain=True))


def test_what_was_looked_for_tells_which_record_is_to_be_changed():
    wanted = Wanted(certain=True, titles=("cellar",))
    assert value_of(FIRST, [MAILBOX], "post.search", wanted) == "m1"


def test_of_one_exchange_the_newest_mail_is_meant():
    wanted = Wanted(certain=True, titles=("lease",))
    assert value_of(FIRST, [MAILBOX], "post.search", wanted) == "m3"


def test_a_name_is_told_at_the_address_of_the_event_or_else_by_name():
    ana = Ref(0, "person", "event.people", called="Ana")
    ruth = Ref(0, "person", "event.people", called="Ruth")
    found = [LUNCH], "cal.next", Wanted(many=True)
    assert value_of(ana, *found) == ["Ana Duarte <ana@example.org>"]
    assert value_of(ruth, *found) == ["Ruth"]
