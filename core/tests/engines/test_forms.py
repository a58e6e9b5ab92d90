"""Forms that plugins bring: what costs more than it is worth is taken out or refused."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from pydantic import ValidationError

from llmos.engines.forms import answers, checked
from llmos.errors import EngineError, ToolError

pytest.importorskip("jsonschema", reason="forms are checked with llmos[local]")


def form(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields)}


def test_an_answer_holds_the_fields_as_they_were_given() -> None:
    facts = answers(checked(form(copy={"type": "integer"}))).model_validate({"copy": 3})
    assert facts.model_extra == {"copy": 3}


@pytest.mark.parametrize(
    ("answer", "words"),
    [({}, "'total' is a required property"), ({"total": "x"}, "total: 'x' is not of type")],
)
def test_what_does_not_fit_is_said_with_its_place(answer: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        answers(checked(form(total={"type": "number"}))).model_validate(answer)


def test_the_model_is_held_to_the_form_itself() -> None:
    wanted = checked(form(total={"type": "number"}))
    assert answers(wanted).model_json_schema() == {**wanted, "title": "Facts"}


def test_expressions_that_could_run_for_ever_are_left_out_and_fields_of_that_name_kept() -> None:
    evil = {"type": "string", "pattern": "(a+)+$", "uniqueItems": True}
    assert checked(form(pattern=evil))["properties"] == {"pattern": {"type": "string"}}


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "string"},
        {"type": "object"},
        form(a={"$ref": "#/properties/a"}),
        form(a={"enum": ["x" * 30_000]}),
        form(a={"type": 7}),
    ],
)
def test_a_form_that_cannot_be_used_is_a_sentence(wrong: dict[str, Any]) -> None:
    with pytest.raises(ToolError):
        answers(checked(wrong))


def test_without_the_library_that_checks_it_is_a_sentence_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    with pytest.raises(EngineError, match="is not installed") as raised:
        answers(checked(form(a={"type": "string"})))
    assert "llmos[local]" in raised.value.hint


def test_a_form_nested_deeper_than_any_question_is_refused() -> None:
    deep: dict[str, Any] = {"type": "string"}
    for _ in range(500):
        deep = {"items": deep}
    with pytest.raises(ToolError, match="too large"):
        checked(form(a=deep))
