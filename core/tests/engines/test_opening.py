"""Which engine a configuration means."""

from __future__ import annotations

import pytest

from llmos.config import EngineConfig
from llmos.engines import open_engine
from llmos.errors import ModelError


def test_a_path_is_opened_as_weights_and_loaded_only_when_asked(tmp_path):
    path = tmp_path / "own.gguf"
    path.write_bytes(b"GGUF" + bytes(100))
    assert open_engine(EngineConfig(model=str(path))).name == "own"


def test_weights_that_are_not_here_are_an_error_before_any_library_is_loaded(tmp_path):
    with pytest.raises(ModelError):
        open_engine(EngineConfig(model=str(tmp_path / "absent.gguf")))


def test_a_server_is_named_with_its_model():
    engine = open_engine(EngineConfig("openai", "tiny", "http://127.0.0.1:9/v1"))
    assert engine.name == "tiny at http://127.0.0.1:9/v1"
