"""Vectors for sentences: how near two of them are in meaning. MiniLM in 8 bits, on the CPU."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmos.engines.threads import free_threads
from llmos.errors import EngineError

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

_LONGEST = 128  # tokens; enough for a request or a tool's description


class Embedder:
    """Runs the ONNX weights at `path`; the vocabulary lies beside them. Loaded at first use."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @staticmethod
    def available() -> bool:
        """Whether the libraries that it needs are installed; loads nothing."""
        return all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers"))

    def embed(self, texts: Sequence[str]) -> NDArray[numpy.float32]:
        """One row of length 1 for each text, so that a product of rows is their likeness."""
        tokens = self._tokenizer.encode_batch(list(texts))
        session = self._session
        import numpy  # loaded with the session

        ids = numpy.array([token.ids for token in tokens], dtype=numpy.int64)
        mask = numpy.array([token.attention_mask for token in tokens], dtype=numpy.int64)
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": ids * 0}
        hidden = session.run(None, inputs)[0]
        pooled = (hidden * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        rows: NDArray[numpy.float32] = pooled / numpy.linalg.norm(pooled, axis=1, keepdims=True)
        return rows

    @cached_property
    def _session(self) -> Any:
        onnxruntime = _runtime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = free_threads()
        options.log_severity_level = 4
        try:
            return onnxruntime.InferenceSession(str(self.path), options)
        except Exception as error:  # it has a dozen kinds without a common root but this one
            raise EngineError(
                f"{self.path} cannot be loaded: {error}.",
                hint="Fetch it again with llmos models pull.",
            ) from error

    @cached_property
    def _tokenizer(self) -> Any:
        # Imported here because only whoever embeds needs it.
        try:
            from tokenizers import BertWordPieceTokenizer
        except ImportError as error:
            raise _missing(error) from error
        tokenizer = BertWordPieceTokenizer(str(self.path.with_name("vocab.txt")), lowercase=True)
        tokenizer.enable_truncation(_LONGEST)
        tokenizer.enable_padding()
        return tokenizer


def _runtime() -> Any:
    # It reports usage where its build can; the variable is read when it is loaded.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        import onnxruntime  # type: ignore[import-untyped]  # ships no types
    except ImportError as error:
        raise _missing(error) from error
    onnxruntime.disable_telemetry_events()
    return onnxruntime


def _missing(error: ImportError) -> EngineError:
    return EngineError(
        f"Meanings cannot be compared: {error.name} is not installed.",
        hint='pip install "llmos[local]"',
    )
