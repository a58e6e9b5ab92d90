"""Marks that an answer must hold."""

from __future__ import annotations

import pytest

from llmos.engines import ScriptedEngine, is_mark, write
from llmos.engines.marks import marked


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("{name1}", True), ("{date}", True), ("name1", False), ('{a"}', False), ("{a}\n", False)],
)
def test_a_mark_is_letters_and_figures_in_braces(text: str, is_one: bool) -> None:
    assert is_mark(text) is is_one


def test_the_grammar_has_the_marks_in_their_order_and_text_between_them() -> None:
    first = marked(["{name1}", "{date1}"]).splitlines()[0]
    assert first == 'root ::= text "{name1}" text "{date1}" text'


def test_an_engine_is_told_of_marks_only_where_there_are_some() -> None:
    engine = ScriptedEngine(["Hi {name1}", "Hi"])
    assert write(engine, "Greet.", "x", most_words=9, marks=["{name1}"]) == "Hi {name1}"
    write(engine, "Greet.", "x", most_words=9)
    assert [request.get("marks") for request in engine.requests] == [("{name1}",), None]
