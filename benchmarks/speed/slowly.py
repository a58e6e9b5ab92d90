"""A prompt that takes longer to read than one run may last, read on in the next one."""

from __future__ import annotations

import ctypes
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import llama_cpp

_STEP = 256  # tokens between two looks at the clock


class Unfinished(BaseException):
    """The time is over; no library between here and there is to take it for a failed answer."""


class Slowly:
    """Counts what a model of llama-cpp-python reads, and keeps its state when the time is over."""

    def __init__(self, llama: Any, file: Path, until: float) -> None:
        self.seconds = 0.0
        """All that reading took so far, in this process and those before."""
        self.read = 0
        self._llama = llama
        self._file = file
        self._until = until
        self._eval = llama.eval
        llama.eval = self._slowly
        if file.exists():
            self._restore()

    def keep(self) -> None:
        """Write what was read to the file."""
        read = self._llama.input_ids[: self._llama.n_tokens].tolist()
        kept = (ctypes.c_int32 * len(read))(*read)
        name = os.fsencode(self._file)
        if not llama_cpp.llama_state_seq_save_file(self._llama.ctx, name, 0, kept, len(read)):
            raise OSError(f"{self._file} could not be written.")
        self._notes.write_text(json.dumps({"seconds": self.seconds, "read": self.read}))

    @property
    def _notes(self) -> Path:
        return self._file.with_suffix(".json")

    def _slowly(self, tokens: Sequence[int]) -> None:
        for place in range(0, len(tokens), _STEP):
            if len(tokens) > _STEP and time.monotonic() > self._until:
                self.keep()
                raise Unfinished
            started, part = time.monotonic(), tokens[place : place + _STEP]
            self._eval(part)
            self.seconds += time.monotonic() - started
            self.read += len(part)

    def _restore(self) -> None:
        most = self._llama.n_ctx()
        out, count = (ctypes.c_int32 * most)(), ctypes.c_size_t()
        llama_cpp.llama_state_seq_load_file(
            self._llama.ctx, os.fsencode(self._file), 0, out, most, ctypes.byref(count)
        )
        self._llama.input_ids[: count.value] = out[: count.value]
        self._llama.n_tokens = count.value
        notes = json.loads(self._notes.read_text())
        self.seconds, self.read = notes["seconds"], notes["read"]
