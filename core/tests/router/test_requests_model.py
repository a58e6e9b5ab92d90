"""Everyday requests with the default model: the right tool or none, and nothing made up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from llmos.engines.llama_cpp import LlamaCppEngine
from llmos.models import Library, default
from llmos.router import Router

pytestmark = pytest.mark.model
pytest.importorskip("llama_cpp")
pytest.importorskip("instructor")
pytest.importorskip("jsonschema")


@pytest.fixture(scope="module")
def router() -> Iterator[Router]:
    library, model = Library(), default("language")
    if library.status(model).state != "installed":
        pytest.skip(f"{model.id} is not installed; llmos models pull fetches it")
    engine = LlamaCppEngine(library.path(model))
    yield Router(engine)
    engine.close()


FOLLOW_UPS = [
    ("What am I forgetting to follow up on?", {}),
    ("Who still owes me a reply?", {}),
    ("Which questions have I not answered yet?", {}),
    ("Is anyone waiting for an answer from me?", {}),
    ("Have I forgotten to answer anyone?", {}),
    ("which promises are still open", {}),
    ("Worauf muss ich noch antworten?", {}),
    ("Wer schuldet mir noch eine Antwort?", {}),
    ("Was habe ich Tom versprochen?", {"person": "Tom"}),
]
NOTHING_FITS = [
    "What's the capital of France?",
    "How old is the universe?",
    "turn on the light",
    "play some jazz",
    "set a timer for ten minutes",
    "translate good morning to Spanish",
    "Wie wird das Wetter morgen?",
    "Stell einen Wecker auf 7 Uhr",
]
SEARCHES = [
    ("show me the unread mails", {"unread": True}),
    ("find the invoice from the plumber", {"text": "invoice", "sender": "plumber"}),
    ("did Ben write anything about the tent?", {"text": "tent", "sender": "Ben"}),
    ("emails about the roof repair", {"text": "roof repair"}),
]
# The model knows the tool; which of its fields a word belongs to it does not know reliably.
SEARCHES_BY_TOOL_ALONE = [
    "mails from Ada since Monday",
    "Mails von Jonas über den Mietvertrag",
    "Suche die Rechnung der Stadtwerke",
    "newest mail from my landlord",
]
READS = [("read message 4c1f", "4c1f"), ("Zeig mir die Nachricht 9d2e", "9d2e")]


@pytest.mark.parametrize(("text", "arguments"), FOLLOW_UPS)
def test_open_ends_are_follow_ups(router, asked, tools, check, text, arguments):
    call = router.route(asked(text), tools, check).call
    assert call is not None
    assert (call.tool, call.arguments) == ("mail.follow_ups", arguments)


@pytest.mark.parametrize("text", NOTHING_FITS)
def test_what_no_tool_serves_is_refused(router, asked, tools, check, text):
    assert router.route(asked(text), tools, check).call is None


@pytest.mark.parametrize(("text", "arguments"), SEARCHES)
def test_searches_have_the_arguments_that_were_said(router, asked, tools, check, text, arguments):
    call = router.route(asked(text), tools, check).call
    assert call is not None
    assert (call.tool, call.arguments) == ("mail.search", arguments)


@pytest.mark.parametrize("text", SEARCHES_BY_TOOL_ALONE)
def test_searches_are_searches(router, asked, tools, check, text):
    call = router.route(asked(text), tools, check).call
    assert call is not None
    assert call.tool == "mail.search"


@pytest.mark.parametrize(("text", "id"), READS)
def test_a_message_is_read_by_its_id(router, asked, tools, check, text, id):
    call = router.route(asked(text), tools, check).call
    assert call is not None
    assert (call.tool, call.arguments) == ("mail.read", {"id": id})
