"""What a model makes of a text, with the weights of a small one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from llmos.engines.llama_cpp import LlamaCppEngine

pytestmark = pytest.mark.model
pytest.importorskip("llama_cpp")
numpy = pytest.importorskip("numpy")


@pytest.fixture
def engine(small_weights: Path) -> Iterator[LlamaCppEngine]:
    engine = LlamaCppEngine(small_weights)
    yield engine
    engine.close()


def cosine(one, other) -> float:
    return float(one @ other / numpy.linalg.norm(one) / numpy.linalg.norm(other))


def test_a_text_has_the_same_state_whatever_was_read_before(engine: LlamaCppEngine) -> None:
    first = engine.encode("The cat sleeps on the")
    engine.encode("The cat sleeps under the")
    engine.complete(messages=[{"role": "user", "content": "Hello!"}], max_tokens=3)
    assert cosine(engine.encode("The cat sleeps on the"), first) > 0.999
    assert cosine(engine.encode("The cat sleeps on the"), first) > 0.999  # all of it read before


def test_other_texts_have_other_states(engine: LlamaCppEngine) -> None:
    cat, invoice = engine.encode("The cat sleeps on the"), engine.encode("Pay the invoice by")
    assert cosine(cat, invoice) < 0.99


def test_answers_are_the_same_after_it(engine: LlamaCppEngine) -> None:
    asked = {"messages": [{"role": "user", "content": "Say hello."}], "max_tokens": 6}
    before = engine.complete(**asked)["choices"][0]["message"]
    engine.encode("The cat sleeps on the")
    assert engine.complete(**asked)["choices"][0]["message"] == before
