"""Where one request asks for several things, and where it only looks like that."""

from __future__ import annotations

import pytest

from llmos.router.planning.clauses import asks_for, parted, split, told


@pytest.mark.parametrize(
    ("request_text", "clauses"),
    [
        ("find the lease and tell me about it", ["find the lease", "tell me about it"]),
        (
            "when is the dentist, and move it to Monday. Then remind me on Sunday to go",
            ["when is the dentist", "move it to Monday", "remind me on Sunday to go"],
        ),
        (
            "verschiebe das Treffen auf Freitag und sag ihm Bescheid",
            ["verschiebe das Treffen auf Freitag", "sag ihm Bescheid"],
        ),
        ("trouve le mail de Karen et résume-le", ["trouve le mail de Karen", "résume-le"]),
        (
            "Zeig meine Mails und dann meine Termine",
            ["Zeig meine Mails", "zeig meine Termine"],
        ),
        (
            "Suche die Mail von Grace und sag mir, was sie will",
            ["Suche die Mail von Grace", "sag mir, was sie will"],
        ),
        ("Am I free on Monday? And what comes next?", ["Am I free on Monday", "what comes next?"]),
    ],
)
def test_each_command_or_question_is_a_clause(request_text, clauses):
    assert split(request_text) == clauses


@pytest.mark.parametrize(
    "request_text",
    [
        "cancel the dentist and the lunch with Priya",
        "find all files about skiing and mail from Ana",
        "I have called the landlord, tick it off",
        "remind me to call Papa tomorrow at nine and to buy bread",
        'draft a mail to Ana: "bring bread. Then call me and tell Omar"',
    ],
)
def test_what_begins_no_command_is_no_clause(request_text):
    assert split(request_text) == [request_text]


def test_a_text_for_somebody_may_hold_verbs():
    said = "reply to Karen that I will sign it and send it back"
    assert split(said) == [said]


def test_a_text_ends_where_the_request_turns_to_the_listener():
    assert split("tell Karen that I sign it and remind me on Friday to do it") == [
        "tell Karen that I sign it",
        "remind me on Friday to do it",
    ]


def test_what_is_told_is_parted_from_who_is_told():
    assert parted("tell Ines that I am late") == ("tell Ines", "I am late")
    assert parted("antworte ihr, dass ich komme") == ("antworte ihr", "ich komme")
    assert parted("tell Ines about it") == ("tell Ines about it", "")
    assert told("tell Ines and Omar about it") == ["Ines", "Omar"]
    assert told("show Ines") == []


def test_what_a_clause_asks_for_is_known_without_its_verb():
    assert asks_for("please move the review") == "the review"
    assert asks_for("the review") == "the review"
