"""A model that reads tokens and says what it would say next: the little that walks need of it."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any, Protocol


class Reading(Protocol):
    """What has been read, to be gone on with or gone back in."""

    place: int
    """How many tokens have been read; set it lower to forget those after it."""

    def read(self, tokens: Sequence[int]) -> None:
        """Read on."""
        ...

    def next(self, tokens: Sequence[int]) -> list[float]:
        """The logits of these tokens as the next one, after the last `read`."""
        ...


class LlamaReading:
    """The same for a model in llama.cpp."""

    def __init__(self, llama: Any) -> None:
        self._llama = llama

    @property
    def place(self) -> int:
        """How many tokens have been read."""
        return int(self._llama.n_tokens)

    @place.setter
    def place(self, place: int) -> None:
        self._llama.n_tokens = place  # its next evaluation forgets what lies behind

    def read(self, tokens: Sequence[int]) -> None:
        """Read on."""
        self._llama.eval(tokens)

    def next(self, tokens: Sequence[int]) -> list[float]:
        """The logits of these tokens as the next one."""
        import llama_cpp  # whoever has a model has loaded it

        pointer = llama_cpp.llama_get_logits_ith(self._llama.ctx, -1)
        logits = ctypes.cast(pointer, ctypes.POINTER(ctypes.c_float))
        return [float(logits[token]) for token in tokens]


def shared(llama: Any, tokens: Sequence[int]) -> int:
    """How many of these tokens are the beginning of what was read last."""
    read = llama.input_ids[: llama.n_tokens].tolist()
    pairs = zip(read, tokens, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(read), len(tokens)))
