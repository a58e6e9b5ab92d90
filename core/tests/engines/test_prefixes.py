"""Reading a beginning, with a model that only counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmos.engines.prefixes import Prefixes
from llmos.events import Progress

numpy = pytest.importorskip("numpy")


class Counting:
    """Reads tokens like llama.cpp's, and knows nothing."""

    def __init__(self) -> None:
        self.input_ids = numpy.zeros(4096, int)
        self.n_tokens = 0

    def eval(self, tokens: list[int]) -> None:
        """Note what was read."""
        self.input_ids[self.n_tokens : self.n_tokens + len(tokens)] = tokens
        self.n_tokens += len(tokens)


def told(model: Counting, tokens: list[int]) -> list[Progress]:
    heard: list[Progress] = []
    Prefixes(None, Path("weights")).begin(model, tokens, heard.append)
    return heard


def test_a_long_beginning_is_told_of_while_it_is_read_and_only_then() -> None:
    model, tokens = Counting(), list(range(1000))
    heard = told(model, tokens)
    assert model.n_tokens == 1000
    assert [one.done for one in heard] == list(range(0, 1000, 128))
    assert {one.total for one in heard} == {1000}
    assert told(model, tokens) == []


def test_what_is_read_already_is_not_read_again() -> None:
    model = Counting()
    told(model, list(range(1000)))
    assert told(model, [*range(900), 5, 6]) == []
    assert model.input_ids[: model.n_tokens].tolist() == [*range(900), 5, 6]
