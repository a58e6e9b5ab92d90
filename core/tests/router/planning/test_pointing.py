"""Which words point back, at things or at people."""

from __future__ import annotations

import pytest

from llmos.router.planning.naming import described, names
from llmos.router.planning.pointing import object_kind, pointing, spelled_out


@pytest.mark.parametrize("clause", ["summarize it", "fasse sie zusammen", "résume-le", "open them"])
def test_a_pronoun_points_at_a_thing(clause):
    at = pointing(clause)
    assert at.things
    assert not at.people


@pytest.mark.parametrize("clause", ["tell her", "sag ihm Bescheid", "tell them about Friday"])
def test_a_pronoun_points_at_people(clause):
    assert pointing(clause).people


@pytest.mark.parametrize("clause", ["show my unread mail", "zeig das Haus", "the mail from Ana"])
def test_what_names_a_thing_itself_points_at_nothing(clause):
    at = pointing(clause)
    assert not at.things
    assert not at.people


@pytest.mark.parametrize(
    ("clause", "spelled"),
    [
        ("tell me what she wants", "summarize the mail"),
        ("what does he want from me?", "summarize the mail"),
        ("sag mir, was er will", "fasse die Mail zusammen"),
        ("dis-moi ce qu'elle veut", "résume le mail"),
        ("tell me what it says about pets", "tell me what it says about pets"),
    ],
)
def test_what_somebody_wants_in_a_mail_is_what_it_says_in_short(clause: str, spelled: str) -> None:
    assert spelled_out(clause, "mail") == spelled
    assert spelled_out(clause, "file") == clause


def test_a_noun_says_which_kind_is_meant():
    assert pointing("answer that mail").kind == "mail"
    assert pointing("move the meeting to Friday").kind == "event"


def test_the_words_that_point_are_left_out_or_spelled_out():
    at = pointing("tell me what it says about pets")
    assert at.bare() == "tell me what says about pets"
    assert at.spelled("file") == "tell me what the file says about pets"


def test_names_stand_after_a_preposition_or_own_something():
    assert names("find Karen's mail from Omar on Friday") == ["Karen", "Omar"]
    assert names("Find the lease") == []


def test_what_was_looked_for_is_described_in_its_own_words():
    assert described("find Karen's mail about the lease") == "Karen's mail about the lease"
    assert described("what did Karen write?") == ""


@pytest.mark.parametrize(
    ("clause", "one"),
    [
        ("tell her", True),
        ("und sag ihm Bescheid", True),
        ("tell them", False),
        ("et dis-leur", False),
    ],
)
def test_one_person_is_told_from_several(clause: str, one: bool) -> None:
    assert pointing(clause).one_person is one


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("find the mail about the file", "mail"),
        ("show me the newest mail from Priya", "mail"),
        ("zeig mir die letzte Mail von Felix", "mail"),
        ("find my meeting with Omar", "event"),
        ("find the lease", ""),
        ("find the ski week in my calendar", ""),
    ],
)
def test_what_is_to_be_seen_is_known_by_its_noun(clause: str, kind: str) -> None:
    assert object_kind(clause) == kind
