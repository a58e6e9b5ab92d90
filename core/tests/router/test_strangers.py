"""Tools without example requests: nearness chooses among them, the model writes their arguments."""

from __future__ import annotations

import pytest

from llmos.calls import Call, ToolSpec
from llmos.engines import ScriptedEngine
from llmos.router import strangers
from llmos.router.shortlist import Shortlist
from llmos.router.vectors import Vectors

numpy = pytest.importorskip("numpy")
pytest.importorskip("instructor")
pytest.importorskip("jsonschema")

WORDS = ("tide", "loan", "paint")


def meanings(texts):
    """Rows that know three words; what holds none of them points another way."""
    rows = [[float(word in text.casefold()) for word in WORDS] for text in texts]
    full = numpy.array([[*row, float(not any(row))] for row in rows], numpy.float32)
    return full / numpy.linalg.norm(full, axis=1, keepdims=True)


def tool(name, description, required=(), **properties):
    schema = {"type": "object", "properties": properties, "required": list(required)}
    return ToolSpec(name, name.partition(".")[0], description, schema, ())


TIDES = tool("sea.tide_table", "Tell the tide of a harbour.", ["harbour"])
LOANS = tool("bank.loan", "Work out a loan.")


class Scoring(ScriptedEngine):
    """Finds names as likely as it is told."""

    def __init__(self, **likely):
        super().__init__([])
        self.likely = likely

    def encode(self, text):
        """Strangers have no phrases to be read."""
        raise AssertionError(text)

    def score(self, messages, opening, names):
        """The given likelihoods, by the plugin's name."""
        return [self.likely[name.partition(".")[0]] for name in names]


def chosen(text, *tools, asked, **likely):
    shortlist = Shortlist(tools, Vectors(meanings))
    return strangers.choose(Scoring(**likely), asked(text), tools, shortlist)


def test_the_nearest_is_chosen(asked):
    assert chosen("when is the next tide", LOANS, TIDES, asked=asked).tool is TIDES


def test_what_is_near_to_none_is_served_by_none(asked):
    assert chosen("paint the fence", LOANS, TIDES, asked=asked).tool is None


TWICE = [tool("a.loan", "Work out a loan."), tool("b.loan", "Work out a loan.")]


def test_of_two_that_are_as_near_the_model_knows_which(asked):
    found = chosen("what does the loan cost", *TWICE, asked=asked, a=-3.0, b=-0.1)
    assert (found.tool, found.rival) == (TWICE[1], "")


def test_two_that_the_model_finds_as_likely_are_asked_about(asked):
    found = chosen("what does the loan cost", *TWICE, asked=asked, a=-0.7, b=-0.7)
    assert found.rival == "b.loan"


def test_of_two_that_are_as_near_the_one_is_meant_that_the_request_calls_by_its_name(asked):
    simple = tool("simple_loan", "Work out a loan.")
    compound = tool("compound_loan", "Work out a loan.")
    found = chosen("what does the compound loan cost", simple, compound, asked=asked)
    assert (found.tool, found.rival) == (compound, "")


def test_a_tool_with_an_example_is_no_stranger(tools):
    assert strangers.are_strangers([TIDES, LOANS])
    assert not strangers.are_strangers([TIDES, *tools])


def written(answer, tool, text, *, asked, engine=None):
    engine = engine or ScriptedEngine([answer])
    found = strangers.write(engine, tool, asked(text), lambda call: None, attempts=1)
    return found.call, engine


def test_the_model_writes_what_the_schema_takes(asked):
    figures = {"type": "array", "items": {"type": "number"}, "description": "The figures."}
    mean = tool("sums.mean", "Work out a mean.", ["figures"], figures=figures)
    call, engine = written({"figures": [1.5, 2]}, mean, "mean of 1.5 and 2", asked=asked)
    assert call == Call("sums.mean", {"figures": [1.5, 2]})
    prompt = engine.requests[0]["messages"][0]["content"]
    assert "figures (array of number): The figures." in prompt


def test_what_may_be_left_out_and_was_not_said_is_taken_away(asked):
    tide = tool(
        "sea.tide",
        "Tell the tide.",
        ["harbour"],
        harbour={"type": "string", "description": "Where."},
        unit={"type": "string", "description": "The unit."},
    )
    call, _ = written({"harbour": "Leith", "unit": "feet"}, tide, "tide in Leith", asked=asked)
    assert call == Call("sea.tide", {"harbour": "Leith"})


def test_a_tool_without_parameters_needs_no_model(asked):
    call, engine = written({}, LOANS, "the loan", asked=asked, engine=ScriptedEngine([]))
    assert call == Call("bank.loan")
    assert engine.requests == []


def test_what_is_required_and_all_made_up_is_asked_for(asked):
    unit = {"type": "string", "enum": ["feet", "metres"]}
    fields = {"harbour": {"type": "string"}, "height": {"type": "number"}, "unit": unit}
    tide = tool("sea.tide", "Tell the tide.", ["harbour", "height", "unit"], **fields)
    answer = {"harbour": "Leith", "height": 3, "unit": "feet"}
    found = strangers.write(
        ScriptedEngine([answer, answer]),
        tide,
        asked("what about the tide?"),
        lambda call: None,
        attempts=1,
    )
    assert (found.call, found.missing) == (None, ("harbour", "height"))
    call, _ = written(answer, tide, "a tide of 3 feet somewhere", asked=asked)
    assert call == Call("sea.tide", answer)


def test_items_that_nobody_named_are_taken_out_of_a_list(asked):
    items = {"type": "array", "items": {"type": "string"}}
    recipe = tool("cook.recipe", "Find a recipe.", ["items"], items=items)
    answer = {"items": ["chicken", "mushrooms", "olive oil"]}
    call, _ = written(answer, recipe, "something with a mushroom and chicken", asked=asked)
    assert call.arguments == {"items": ["chicken", "mushrooms"]}
    call, _ = written({"items": ["Pilze"]}, recipe, "something with mushrooms", asked=asked)
    assert call.arguments == {"items": ["Pilze"]}


def test_the_name_of_its_own_field_is_no_part_of_a_value(asked):
    text = {"type": "string"}
    price = tool(
        "shop.price", "Tell a price.", ["paint_finish", "maker"], paint_finish=text, maker=text
    )
    answer = {"paint_finish": "Rosewood Finish", "maker": "Finish"}
    call, _ = written(answer, price, "a Finish in rosewood finish", asked=asked)
    assert call.arguments == {"paint_finish": "Rosewood", "maker": "Finish"}


def test_the_time_is_told_where_the_request_speaks_of_one(asked):
    when = tool("sea.tide", "Tell the tide.", ["day"], day={"type": "string"})
    _, engine = written({"day": "2026-11-25"}, when, "the tide of tomorrow", asked=asked)
    assert engine.requests[0]["messages"][-1]["content"].startswith("Now: ")
