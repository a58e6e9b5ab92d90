"""What a follow-up says, and in which order they come."""

from __future__ import annotations

from datetime import date

from llmos_mail.reading.addresses import Address


def test_each_has_the_sentence_the_person_and_the_days(says, still_open):
    text = "Hi Mira,\nthe photos were great. Could you send me the one\nwith Lena? Thanks!\nAna"
    (item,) = still_open([says("ana", 5, text)])
    assert item.sentence == "Could you send me the one with Lena?"
    assert item.person == Address("Ana Duarte", "ana@example.org")
    assert item.days_waiting(date(2026, 11, 24)) == 5
    assert not item.is_overdue(date(2026, 11, 24))


def test_of_a_question_asked_twice_the_first_one_waits(says, still_open):
    first = says("ana", 9, "When do you come?")
    (item,) = still_open([first, says("ana", 2, "So, when?", after=first)])
    assert item.message == first


def test_overdue_promises_come_first_then_old_questions_then_what_is_not_due(says, still_open):
    messages = [
        says("me", 1, "I'll call you on Thursday."),
        says("ana", 3, "When do you come?"),
        says("me", 6, "I'll look into it."),
        says("bo", 7, "Where is the key?"),
        says("ines", 8, "I'll send you the draft by Friday."),
        says("me", 12, "I'll send it by Monday."),
    ]
    said = [item.sentence for item in still_open(messages)]
    assert said == [
        "I'll send it by Monday.",
        "I'll send you the draft by Friday.",
        "Where is the key?",
        "When do you come?",
        "I'll call you on Thursday.",
        "I'll look into it.",
    ]


def test_days_are_those_of_the_users_zone(says, still_open):
    # Half past midnight in Berlin is still the evening before in UTC.
    (item,) = still_open([says("me", 0.375, "I'll send it tomorrow.")])
    assert item.said.date() == date(2026, 11, 24)
    assert item.due == date(2026, 11, 25)


def test_any_of_the_users_addresses_is_the_user(says, still_open):
    asked = [says("ana", 5, "When?", to=to) for to in ("sommer@work.example", "mira+x@example.org")]
    assert len(still_open(asked)) == 2
    assert still_open([says("ana", 5, "When?", to="somebody@example.org")]) == []
