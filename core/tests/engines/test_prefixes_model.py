"""Beginnings of prompts kept on disk, with the weights of a small model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from llmos.engines.llama_cpp import LlamaCppEngine

pytestmark = pytest.mark.model
pytest.importorskip("llama_cpp")

SYSTEM = {"role": "system", "content": "Name the animal that the user talks about. " * 8}
ASKED = [SYSTEM, {"role": "user", "content": "It barks and brings the stick back."}]
NAMES = ['dog"', 'cat"', 'goldfish"']

Open = Callable[[], LlamaCppEngine]


@pytest.fixture
def opened(small_weights: Path, tmp_path: Path) -> Iterator[Open]:
    engines: list[LlamaCppEngine] = []

    def open_one() -> LlamaCppEngine:
        engines.append(LlamaCppEngine(small_weights, tmp_path / "prompts"))
        return engines[-1]

    yield open_one
    for engine in engines:
        engine.close()


def scores(engine: LlamaCppEngine) -> list[float]:
    return engine.score(ASKED, '{"animal": "', NAMES)


def test_a_new_engine_goes_on_from_what_another_has_read(opened: Open, tmp_path: Path) -> None:
    first = scores(opened())
    (kept,) = (tmp_path / "prompts").iterdir()
    written = kept.stat().st_ino
    assert scores(opened()) == pytest.approx(first, abs=0.02)
    assert [file.stat().st_ino for file in (tmp_path / "prompts").iterdir()] == [written]


def test_a_damaged_file_is_read_anew(opened: Open, tmp_path: Path) -> None:
    first = scores(opened())
    (kept,) = (tmp_path / "prompts").iterdir()
    kept.write_bytes(kept.read_bytes()[:1000])
    assert scores(opened()) == pytest.approx(first, abs=0.02)


def test_an_answer_does_not_depend_on_what_was_asked_before(opened: Open) -> None:
    engine = opened()
    first = scores(engine)
    engine.complete(messages=[{"role": "user", "content": "Hello!"}], max_tokens=4)
    assert scores(engine) == pytest.approx(first, abs=0.02)
