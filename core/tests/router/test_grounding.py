"""What a request bears out, and what a model made up."""

from __future__ import annotations

import pytest

from llmos.calls import ToolSpec
from llmos.router.grounding import grounded


@pytest.fixture
def kept(asked, tools):
    """The arguments that are left for a request."""
    by_name = {tool.name: tool for tool in tools}

    def left(request, /, tool="mail.search", **arguments):
        return grounded(asked(request), by_name[tool], arguments)

    return left


def test_words_of_the_request_stay(kept):
    arguments = {"text": "Mietvertrag", "sender": "Jonas"}
    assert kept("Mails von Jonas über den Mietvertrag", **arguments) == arguments


def test_words_that_nobody_said_go(kept):
    assert kept("mails from Ada", sender="Ada", folder="Inbox") == {"sender": "Ada"}


def test_another_ending_is_the_same_word(kept):
    assert kept("find the invoices", text="invoice") == {"text": "invoice"}


def test_a_word_is_used_once(kept):
    arguments = {"text": "Rechnung der Stadtwerke", "folder": "Stadtwerke"}
    assert kept("Suche die Rechnung der Stadtwerke", **arguments) == {
        "text": "Rechnung der Stadtwerke"
    }


def test_a_word_that_names_a_kind_of_mail_is_not_searched_for(kept):
    found = kept("mails with attachments", text="attachments", has_attachment=True)
    assert found == {"has_attachment": True}


def test_words_without_meaning_bear_nothing_out(kept):
    assert kept("Is anyone waiting for me?", tool="mail.follow_ups", person="me") == {}


@pytest.mark.parametrize(
    "text",
    [
        "mails since Monday",
        "what came yesterday",
        "mails of 3.12.",
        "mails from 2024",
        "mail of the 3rd",
        "Mails von letzter Woche",
        "les mails depuis mardi",
        "mails between 12/3 and 14/3",
        "the mail from 9:30",
    ],
)
def test_a_date_stays_where_the_request_speaks_of_time(kept, text):
    assert kept(text, since="2026-11-23") == {"since": "2026-11-23"}


@pytest.mark.parametrize(
    "text", ["the last five mails", "invoice 4711", "suche nach der Rechnung", "what did I forget?"]
)
def test_a_date_goes_where_it_does_not(kept, text):
    assert kept(text, since="2026-11-23", until="2026-11-24") == {}


@pytest.mark.parametrize(
    "text", ["5 mails from Ada", "five mails from Ada", "fünf Mails von Ada", "cinq mails d'Ada"]
)
def test_a_number_stays_when_it_is_said(kept, text):
    assert kept(text, limit=5) == {"limit": 5}


def test_a_number_that_nobody_said_goes(kept):
    assert kept("mails from Ada", limit=5) == {}


def test_yes_or_no_stays_when_its_name_or_description_is_said(kept):
    assert kept("show me the unread mails", unread=True) == {"unread": True}
    assert kept("mails with a file", has_attachment=True) == {"has_attachment": True}


def test_yes_or_no_that_nobody_asked_for_goes(kept):
    assert kept("mails from Ada", unread=True, has_attachment=False) == {}


def test_a_choice_stays_when_its_word_is_said(kept):
    arguments = {"direction": "theirs"}
    assert kept("those of theirs", tool="mail.follow_ups", **arguments) == arguments
    assert kept("What am I forgetting?", tool="mail.follow_ups", **arguments) == {}


def test_required_arguments_stay(kept):
    assert kept("read it", tool="mail.read", id="4c1f") == {"id": "4c1f"}


def test_lists_and_objects_are_left_alone(asked):
    properties = {"who": {"type": "array"}, "where": {"type": "object"}}
    tool = ToolSpec("a.b", "a", "A.", {"type": "object", "properties": properties}, ())
    arguments = {"who": ["Ada"], "where": {"x": 1}}
    assert grounded(asked("hello"), tool, arguments) == arguments


def test_what_is_left_keeps_its_order(kept):
    found = kept("unread mails from Ada", sender="Ada", unread=True)
    assert list(found) == ["sender", "unread"]


def test_figures_in_groups_of_three_are_one_number(kept):
    assert kept("the first 1,000 mails", limit=1000) == {"limit": 1000}
    assert kept("mails 1, 200 and 3", limit=1200) == {}
