"""Vectors for sentences."""

from __future__ import annotations

import os
import sys

import pytest

from llmos.engines import Embedder
from llmos.errors import EngineError


def test_without_its_libraries_the_error_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(EngineError) as caught:
        Embedder(tmp_path / "model.onnx").embed(["hello"])
    assert caught.value.hint == 'pip install "llmos[local]"'


@pytest.mark.model
def test_sentences_that_mean_the_same_lie_nearer_than_those_that_share_words(embedding_weights):
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    rows = Embedder(embedding_weights).embed(
        ["Who still owes me a reply?", "people I wait to hear back from", "Who still likes tea?"]
    )
    same, other = rows[1:] @ rows[0]
    assert same > other
    assert (rows**2).sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-4)


@pytest.mark.model
def test_a_sentence_has_the_same_vector_alone_and_beside_a_longer_one(embedding_weights):
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    embedder = Embedder(embedding_weights)
    alone = embedder.embed(["hello"])[0]
    beside = embedder.embed(["hello", "a much longer sentence about nothing at all"])[0]
    assert float(alone @ beside) > 0.98


@pytest.mark.model
def test_the_runtime_reports_nothing_to_its_makers(embedding_weights, monkeypatch):
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    monkeypatch.delenv("ORT_DISABLE_TELEMETRY", raising=False)
    Embedder(embedding_weights).embed(["hello"])
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"


@pytest.mark.model
def test_weights_that_are_damaged_are_an_error_that_names_them(embedding_weights, tmp_path):
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    (tmp_path / "vocab.txt").write_bytes(embedding_weights.with_name("vocab.txt").read_bytes())
    broken = tmp_path / "model.onnx"
    broken.write_bytes(b"not a network")
    with pytest.raises(EngineError, match=r"model\.onnx cannot be loaded"):
        Embedder(broken).embed(["hello"])
