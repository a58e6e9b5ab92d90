"""Which tools the model is shown when there are many."""

from __future__ import annotations

import pytest

from llmos.calls import ToolSpec
from llmos.engines import Embedder
from llmos.models import Library, default
from llmos.router.shortlist import MOST, Shortlist
from llmos.router.vectors import Vectors


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


def shown(text, tools=MANY, vectors=None):
    return Shortlist(tools, vectors).nearest(text)


def test_few_tools_are_all_shown_and_no_weights_are_loaded(tmp_path):
    vectors = Vectors(Embedder(tmp_path / "absent.onnx").embed)
    assert shown("anything", MANY[:MOST], vectors) == MANY[:MOST]


@pytest.mark.parametrize("wanted", [MANY[0], MANY[-1]])
def test_of_many_the_nearest_by_words_are_shown(wanted):
    near = shown(wanted.examples[0])
    assert len(near) == MOST
    assert wanted in near


def test_those_without_a_word_in_common_give_way_first():
    twice = [*MANY, *(tool(f"other.{number}", "Do something else.") for number in range(20))]
    near = shown("find a free hour, then play jazz", twice)
    assert {"calendar.free", "music.play"} <= {one.name for one in near}


def test_what_the_parameters_are_counts_too():
    moving = ToolSpec(
        "depot.move",
        "depot",
        "Move it.",
        {"properties": {"shelf": {"description": "Where the crate goes."}}},
        (),
    )
    others = [tool(f"other.{number}", "Move it to another place.") for number in range(20)]
    assert moving in shown("move the crate", [*others, moving])


def test_names_that_are_written_together_are_their_words():
    others = [tool(f"getOther{number}", "Get something.") for number in range(20)]
    wanted = tool("getTideTable", "Get something.")
    assert wanted in shown("when is the next tide", [*others, wanted])


def test_what_is_near_in_meaning_comes_first():
    class Colours(Vectors):
        def of(self, texts):
            import numpy

            rows = [[float("red" in text), float("red" not in text)] for text in texts]
            return numpy.array(rows, numpy.float32)

        def learn(self, phrases):
            assert any("red" in phrase for phrase in phrases)

    pytest.importorskip("numpy")
    others = [tool(f"paint.{number}", "Paint it blue.") for number in range(20)]
    wanted = tool("paint.last", "Paint it blue.", "make it red")
    assert wanted in shown("redder", [*others, wanted], Colours(None))


def test_they_are_shown_in_the_order_in_which_they_came():
    near = shown("play some jazz in the kitchen")
    assert near == [one for one in MANY if one in near]


@pytest.mark.model
def test_by_meaning_other_words_are_enough():
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    library, model = Library(), default("embedding")
    if library.status(model).state != "installed":
        pytest.skip(f"{model.id} is not installed")
    others = [
        tool(f"car.part_{number}", "Get enough spare parts for a car.") for number in range(20)
    ]
    vectors = Vectors(Embedder(library.path(model)).embed)
    by_meaning = shown("enough rest at night?", [*others, *MANY], vectors)
    assert "health.sleep" in {one.name for one in by_meaning}
    by_words = shown("enough rest at night?", [*others, *MANY])
    assert "health.sleep" not in {one.name for one in by_words}
