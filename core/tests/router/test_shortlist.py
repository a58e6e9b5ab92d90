"""Which tools the model is shown when there are many."""

from __future__ import annotations

import pytest

from llmos.calls import ToolSpec
from llmos.engines import Embedder
from llmos.models import Library, default
from llmos.router.shortlist import MOST, Shortlist


def tool(name, description, *examples):
    return ToolSpec(name, name.partition(".")[0], description, {}, (), examples=examples)


MANY = [
    tool("mail.follow_ups", "List open questions.", "What am I forgetting to follow up on?"),
    tool("calendar.free", "Find free time.", "when am I free on Friday"),
    tool("calendar.add", "Add an event.", "put lunch with Omar on Thursday"),
    tool("health.pulse", "Show the pulse.", "how was my heart rate after the run"),
    tool("health.sleep", "Show sleep.", "how long did I sleep"),
    tool("files.find", "Find files.", "where is the tax report"),
    tool("files.open", "Show a file.", "open the lease"),
    tool("weather.now", "Tell the weather.", "is it raining"),
    tool("music.play", "Play music.", "play some jazz"),
    tool("lights.switch", "Switch lights.", "turn on the light in the kitchen"),
]


def test_few_tools_are_all_shown_and_no_weights_are_loaded(tmp_path):
    shortlist = Shortlist(Embedder(tmp_path / "absent.onnx"))
    assert shortlist.nearest("anything", MANY[:MOST]) == MANY[:MOST]


@pytest.mark.parametrize("wanted", [MANY[0], MANY[-1]])
def test_of_many_the_nearest_by_words_are_shown(wanted):
    shown = Shortlist(None).nearest(wanted.examples[0], MANY)
    assert len(shown) == MOST
    assert wanted in shown


def test_those_without_a_word_in_common_give_way_first():
    twice = [*MANY, *(tool(f"other.{number}", "Do something else.") for number in range(20))]
    shown = Shortlist(None).nearest("find a free hour, then play jazz", twice)
    assert {"calendar.free", "music.play"} <= {one.name for one in shown}


def test_they_are_shown_in_the_order_in_which_they_came():
    shown = Shortlist(None).nearest("play some jazz in the kitchen", MANY)
    assert shown == [one for one in MANY if one in shown]


@pytest.mark.model
def test_by_meaning_other_words_are_enough():
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    library, model = Library(), default("embedding")
    if library.status(model).state != "installed":
        pytest.skip(f"{model.id} is not installed")
    others = [tool(f"car.part_{number}", "Order a spare part for a car.") for number in range(20)]
    shown = Shortlist(Embedder(library.path(model))).nearest(
        "did I get enough rest?", [*others, *MANY]
    )
    assert "health.sleep" in {one.name for one in shown}
    by_words = Shortlist(None).nearest("did I get enough rest?", [*others, *MANY])
    assert "health.sleep" not in {one.name for one in by_words}
