"""llama.cpp in this process, as far as it goes without weights."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from llmos.engines.llama_cpp import LlamaCppEngine
from llmos.errors import EngineError

ASKED = [{"role": "user", "content": "hello"}]


def test_without_the_library_the_error_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "llama_cpp", None)
    with pytest.raises(EngineError, match="llama-cpp-python") as caught:
        LlamaCppEngine(tmp_path / "model.gguf").complete(messages=ASKED)
    assert 'pip install "llmos[local]"' in caught.value.hint
    assert "C++ compiler" in caught.value.hint


@pytest.mark.parametrize(
    "content",
    [b"", b"not weights at all" * 99, b"GGUF", b"GGUF" + bytes(5000), b"GGUF\x03" + b"\xff" * 5000],
    ids=["empty", "other", "magic", "zeros", "nonsense"],
)
def test_a_file_that_is_no_model_is_an_error_that_names_it(content, tmp_path, capfd):
    pytest.importorskip("llama_cpp")
    path: Path = tmp_path / "broken.gguf"
    path.write_bytes(content)
    with pytest.raises(EngineError, match=r"broken\.gguf cannot be loaded"):
        LlamaCppEngine(path).complete(messages=ASKED)
    assert capfd.readouterr().err == ""


def test_the_error_says_what_llama_cpp_found_wrong(tmp_path):
    pytest.importorskip("llama_cpp")
    path: Path = tmp_path / "broken.gguf"
    path.write_bytes(b"not weights at all" * 99)
    with pytest.raises(EngineError, match="invalid magic"):
        LlamaCppEngine(path).complete(messages=ASKED)


def test_an_engine_that_was_never_asked_closes(tmp_path):
    engine = LlamaCppEngine(tmp_path / "absent.gguf")
    engine.close()
    assert engine.name == "absent"
