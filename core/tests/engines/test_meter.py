"""Tokens that a model reads and writes are counted apart."""

from __future__ import annotations

from llmos.engines import ScriptedEngine, Tokens, tokens_of
from llmos.engines.meter import Meter


def test_what_was_written_is_not_counted_as_read():
    meter, evaluated = Meter(), []
    evaluate = meter.counting(evaluated.extend)
    evaluate([1, 2, 3, 4])
    evaluate([5])
    meter.wrote([5])
    assert meter.tokens == Tokens(read=4, written=1)
    assert evaluated == [1, 2, 3, 4, 5]


def test_an_answer_whose_last_token_is_never_read_does_not_count_below_nothing():
    meter = Meter()
    meter.wrote([1, 2])
    assert meter.tokens == Tokens(read=0, written=2)


def test_tokens_of_one_request_are_those_since_the_one_before():
    assert Tokens(10, 4).since(Tokens(7, 4)) == Tokens(3, 0)


def test_an_engine_that_does_not_count_has_counted_nothing():
    assert tokens_of(ScriptedEngine([])) == Tokens()
