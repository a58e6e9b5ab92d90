"""llama.cpp's log: kept off the terminal, its complaints kept for error messages."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

_WARNING = 3  # llama.cpp's own levels: 1 debug, 2 info, 3 warning, 4 error
_CONTINUED = 5
_MOST_LINES = 8


class Complaints:
    """Listens to llama.cpp for as long as the process lives."""

    def __init__(self, llama_cpp: Any) -> None:
        self._lines: list[str] = []
        self._listener = llama_cpp.llama_log_callback(self._hear)  # C keeps no reference to it
        llama_cpp.llama_log_set(self._listener, ctypes.c_void_p(0))

    def first(self) -> str:
        """What it complained about first, which is the cause of the rest; empty if nothing."""
        return self._lines[0].strip().rstrip(".") if self._lines else ""

    def forget(self) -> None:
        """Begin anew, before something that may fail."""
        self._lines.clear()

    def _hear(self, level: int, text: bytes, _: object) -> None:
        if _WARNING < level < _CONTINUED and len(self._lines) < _MOST_LINES:
            self._lines.append(text.decode("utf-8", "replace"))


@cache
def complaints() -> Complaints:
    """The one listener; llama.cpp has one log for the whole process."""
    import llama_cpp  # whoever asks has loaded it

    return Complaints(llama_cpp)
