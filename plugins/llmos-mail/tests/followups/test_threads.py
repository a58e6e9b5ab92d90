"""Conversations are put together by what their messages refer to."""

from __future__ import annotations

from llmos_mail.followups.threads import base_subject, threads


def texts(messages) -> list[list[str]]:
    return sorted([message.text for message in thread] for thread in threads(messages))


def test_references_tie_messages_together_in_the_order_of_time(says):
    one = says("ana", 5, "a")
    two = says("me", 4, "b", after=one)
    three = says("ana", 3, "c", after=two)
    assert texts([three, one, two, says("bo", 1, "x")]) == [["a", "b", "c"], ["x"]]


def test_a_message_that_is_not_here_still_ties_its_answers_together(says):
    one = says("ana", 5, "a", references=["gone@example.org"])
    two = says("me", 4, "b", references=["gone@example.org"])
    assert texts([one, two]) == [["a", "b"]]


def test_the_same_subject_alone_ties_nothing(says):
    letters = [says("ana", days, f"{days}", subject="Hello") for days in (5, 4)]
    assert len(threads(letters)) == 2


def test_a_reply_that_refers_to_nothing_is_matched_by_subject_and_person(says):
    first = says("ana", 5, "a", subject="The  Plan")
    assert len(threads([first, says("me", 4, "b", subject="AW: Re: the plan")])) == 1
    assert len(threads([first, says("bo", 4, "b", subject="Re: The Plan", to="ines")])) == 2
    other = says("me", 4, "b", subject="Re: The Plan", references=["other@example.org"])
    assert len(threads([first, other])) == 2


def test_prefixes_of_replies_and_forwards_are_no_part_of_a_subject():
    for subject in ("Re: x", "RE[2]: X", "AW: WG: x", "Fwd: Re:  X"):
        assert base_subject(subject) == "x"
    assert base_subject("Reply: x") == "reply: x"


def test_a_long_chain_is_no_trouble(says):
    messages = [says("ana", 5, "0")]
    for _ in range(5_000):
        messages.append(says("ana", 4, "x", after=messages[-1], subject="x"))
    assert len(threads(messages[::-1])) == 1
