"""What the verb of a clause lets a step do."""

from __future__ import annotations

import pytest

from llmos.calls import Effect
from llmos.router.planning.verbs import effects, is_unasked, only_looks


@pytest.mark.parametrize(
    "clause",
    [
        "find the mail from Ana about the dinner",
        "when is my lunch with Priya",
        "tell me what it says about pets",
        "zeig mir meine Termine",
        "sag mir, was darin steht",
        "lis-moi le mail de Karen",
        "the pulse in the meeting that Omar mailed me about",
    ],
)
def test_a_clause_that_asks_to_see_something_only_reads(clause: str) -> None:
    assert effects(clause) == {"read"}


@pytest.mark.parametrize(
    ("clause", "allowed", "not_allowed"),
    [
        ("cancel the lunch", "destructive", "send"),
        ("sag den Termin mit Marek ab", "destructive", "send"),
        ("send the draft", "send", "destructive"),
        ("tell Ana that I am late", "write", "send"),
        ("move the review to Friday", "write", "destructive"),
        ("draft a mail to Karen", "write", "send"),
    ],
)
def test_only_what_the_verb_says_may_be_taken_away_or_sent(
    clause: str, allowed: str, not_allowed: str
) -> None:
    assert allowed in effects(clause)
    assert not_allowed not in effects(clause)


def test_a_request_with_a_word_for_a_change_asks_for_more_than_to_see() -> None:
    assert only_looks("show me the mail from Ana")
    assert not only_looks("can you cancel the lunch with Priya")
    assert not only_looks("show my reminders, cancel the first")
    assert not only_looks("dinner with Ana on Friday at 7")


@pytest.mark.parametrize(
    ("request_text", "effect"),
    [
        ("mails from Ulrike", "send"),
        ("my meetings tomorrow", "destructive"),
        ("show me the draft to Ana", "write"),
    ],
)
def test_without_a_word_for_it_there_is_no_such_effect(request_text: str, effect: Effect) -> None:
    assert is_unasked(effect, request_text)


@pytest.mark.parametrize(
    ("request_text", "effect"),
    [
        ("mail to Ana: I am late", "send"),
        ("email Ana that I am late", "send"),
        ("schick Ana den Entwurf", "send"),
        ("take the dentist out of my calendar", "destructive"),
        ("sag den Zahnarzt ab", "destructive"),
        ("dinner with Ana on Friday at 7", "write"),
        ("mails from Ulrike", "read"),
    ],
)
def test_what_is_said_in_any_form_may_be_done(request_text: str, effect: Effect) -> None:
    assert not is_unasked(effect, request_text)
