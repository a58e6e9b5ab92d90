"""Requests that lean on the one before."""

from __future__ import annotations

import pytest

from llmos.calls import Call
from llmos.router.following import followed

BEFORE = Call("mail.search", {"sender": "Ada", "since": "2026-11-16", "until": "2026-11-22"})
RECORDS = ["4c1f", "9d2e", "77aa"]


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
    ("text", "id"),
    [
        ("the second one", "9d2e"),
        ("open the first", "4c1f"),
        ("show me the last one please", "77aa"),
        ("lies mir die dritte", "77aa"),
        ("ouvre la deuxième", "9d2e"),
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
        "and the invoices from Ben?",
        "thanks",
    ],
)
def test_everything_else_stands_by_itself(asked, tools, text):
    assert followed(asked(text), BEFORE, RECORDS, tools) is None


def test_a_time_means_nothing_after_a_call_that_takes_none(asked, tools):
    assert followed(asked("and on Friday?"), Call("mail.read", {"id": "4c1f"}), [], tools) is None
