"""Requests that lean on the one before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from llmos.calls import Call
from llmos.router.following import followed
from llmos.router.pointing import Mention, completed, id_field, pointed_at, standing_alone

BEFORE = Call("mail.search", {"sender": "Ada", "since": "2026-11-16", "until": "2026-11-22"})
RECORDS = [
    Mention("4c1f", "Quarterly review Ines Carvalho Thu 26 Nov 2026"),
    Mention("9d2e", "Your new lease Karen Doyle Fri 20 Nov 2026"),
    Mention("77aa", "Dinner Ana Duarte Sat 21 Nov 2026"),
]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("and on Friday?", "2026-11-20", "2026-11-20"),
        ("what about last month", "2026-10-01", "2026-10-31"),
        ("yesterday?", "2026-11-23", "2026-11-23"),
        ("und gestern?", "2026-11-23", "2026-11-23"),
        ("et la semaine dernière ?", "2026-11-16", "2026-11-22"),
    ],
)
def test_another_time_asks_the_same_again(asked, tools, text, since, until):
    assert followed(asked(text), BEFORE, RECORDS, tools) == Call(
        "mail.search", {"sender": "Ada", "since": since, "until": until}
    )


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("and the day after?", "2026-11-23", "2026-11-23"),
        ("what about the day before that?", "2026-11-15", "2026-11-15"),
        ("how about the Monday after?", "2026-11-23", "2026-11-23"),
        ("und am Freitag davor?", "2026-11-13", "2026-11-13"),
        ("and the week before?", "2026-11-09", "2026-11-15"),
        ("the following week", "2026-11-23", "2026-11-29"),
        ("and the month after", "2026-12-01", "2026-12-31"),
        ("und am Tag danach?", "2026-11-23", "2026-11-23"),
        ("und in der Woche davor?", "2026-11-09", "2026-11-15"),
        ("et le lendemain ?", "2026-11-23", "2026-11-23"),
    ],
)
def test_a_time_may_be_said_by_the_one_before(asked, tools, text, since, until):
    assert followed(asked(text), BEFORE, RECORDS, tools) == Call(
        "mail.search", {"sender": "Ada", "since": since, "until": until}
    )


def test_the_day_after_means_nothing_where_no_day_was_said(asked, tools):
    before = Call("mail.search", {"sender": "Ada"})
    assert followed(asked("and the day after?"), before, RECORDS, tools) is None


def test_the_newest_is_known_by_when_it_was(asked, tools):
    days = [datetime(2026, 11, day, tzinfo=UTC) for day in (19, 21, 20)]
    dated = [replace(one, when=day) for one, day in zip(RECORDS, days, strict=True)]
    newest = followed(asked("read the newest one"), BEFORE, dated, tools)
    oldest = followed(asked("lies die älteste"), BEFORE, dated, tools)
    assert newest == Call("mail.read", {"id": "9d2e"})
    assert oldest == Call("mail.read", {"id": "4c1f"})
    assert followed(asked("read the newest one"), BEFORE, RECORDS, tools) is None


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("does it say anything about cats?", "cats"),
        ("and what about cats?", "cats"),
        ("und was über Fahrräder?", "Fahrräder"),
        ("steht da auch was über Fahrräder?", "Fahrräder"),
    ],
)
def test_one_thing_more_is_asked_of_what_was_read(asked, tools, text, about):
    before = Call("mail.search", {"text": "pets"})
    assert followed(asked(text), before, [], tools) == Call("mail.search", {"text": about})


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("the second one", "9d2e"),
        ("open the first", "4c1f"),
        ("show me the last one please", "77aa"),
        ("lies mir die dritte", "77aa"),
        ("ouvre la deuxième", "9d2e"),
        ("the one from Karen", "9d2e"),
        ("what does the one about the dinner say?", "77aa"),
        ("lies die von Ines", "4c1f"),
        ("number 3", "77aa"),
    ],
)
def test_a_record_of_the_answer_is_read_by_its_place(asked, tools, text, id):
    assert followed(asked(text), BEFORE, RECORDS, tools) == Call("mail.read", {"id": id})


@pytest.mark.parametrize(
    "text",
    [
        "what is on my calendar on Friday",
        "the fourth one",
        "the second invoice from the plumber",
        "and please find all the invoices that Ben sent",
        "the one from Nobody",
        "nur die schönen",
        "it",
        "thanks",
    ],
)
def test_everything_else_stands_by_itself(asked, tools, text):
    assert followed(asked(text), BEFORE, RECORDS, tools) is None


def test_a_time_means_nothing_after_a_call_that_takes_none(asked, tools):
    assert followed(asked("and on Friday?"), Call("mail.read", {"id": "4c1f"}), [], tools) is None


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("and from Ben?", {"sender": "Ben"}),
        ("what about Ben Adler?", {"sender": "Ben Adler"}),
        ("no, I meant Ben", {"sender": "Ben"}),
        ("und von Ben?", {"sender": "Ben"}),
        ("et de Ben ?", {"sender": "Ben"}),
        ("only the unread ones", {"unread": True}),
        ("and about the lease?", {"text": "lease"}),
    ],
)
def test_another_value_changes_that_one_argument(asked, tools, text, changed):
    expected = Call("mail.search", BEFORE.arguments | changed)
    assert followed(asked(text), BEFORE, RECORDS, tools) == expected


def test_an_effect_is_never_done_again_with_another_value(asked, tools):
    before = Call("mail.send", {"to": "ada@example.org", "text": "hello"})
    assert followed(asked("and to Ben?"), before, RECORDS, tools) is None


@pytest.mark.parametrize(
    ("text", "alone", "id"),
    [
        ("reply to the second one that I can", "reply to the one that I can", "9d2e"),
        ("cancel the last one", "cancel the one", "77aa"),
        (
            "antworte auf die erste, dass ich komme",
            "antworte auf the one, dass ich komme",
            "4c1f",
        ),
    ],
)
def test_what_is_to_be_done_with_a_record_is_routed_without_its_words(tools, text, alone, id):
    pointed = pointed_at(text, RECORDS)
    assert pointed is not None
    assert not pointed.reads
    assert pointed.mention.id == id
    assert standing_alone(pointed, tools, BEFORE) == alone


def test_the_only_record_is_meant_by_it_and_by_an_answer_that_names_nobody():
    for text in ("move it to Friday", "reply that I can", "réponds que je peux", "read it"):
        assert pointed_at(text, RECORDS[:1]) is not None
        assert pointed_at(text, RECORDS) is None
    assert pointed_at("reply to Karen that I can", RECORDS[:1]) is None


def test_the_record_meant_goes_where_the_tool_takes_an_id(tools):
    read = next(tool for tool in tools if tool.name == "mail.read")
    call = completed(Call("mail.read", {"id": "message"}), id_field(read), RECORDS[1])
    assert call == Call("mail.read", {"id": "9d2e"})
