"""Beginnings of prompts that a model has read, kept on disk so that no process reads them again.

Reading a thousand tokens takes seconds, loading what llama.cpp knew after them a hundredth of one.
A file is only taken for the same weights, library, size of context and tokens; losing it costs
time and nothing else.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from llmos.engines.reading import shared
from llmos.events import Progress, Watcher, unwatched

_MOST_FILES = 64
_MOST_BYTES = 1_500_000_000
_LONG = 512
_STEP = 128
"""Tokens from which a watcher is told of the reading, and between two of its reports."""

_SHORTEST = 48
"""Tokens. Less is read again as fast as it is loaded."""


class Prefixes:
    """The kept beginnings of one model's prompts; without a folder none is kept."""

    def __init__(self, folder: Path | None, weights: Path) -> None:
        self._folder = folder
        self._weights = weights

    def begin(self, llama: Any, tokens: Sequence[int], watcher: Watcher = unwatched) -> None:
        """Bring the model to where it has read exactly these tokens.

        The watcher is told how far it has come if that takes long.
        """
        if _stands_after(llama, tokens) or self._load(llama, tokens):
            return
        llama.n_tokens = shared(llama, tokens)
        _read(llama, tokens[llama.n_tokens :], watcher)
        self._save(llama, tokens)

    def _load(self, llama: Any, tokens: Sequence[int]) -> bool:
        file = self._file(llama, tokens)
        if file is None or not file.exists():
            return False
        library = _library()
        out, count = (ctypes.c_int32 * len(tokens))(), ctypes.c_size_t()
        llama.reset()
        library.llama_memory_clear(library.llama_get_memory(llama.ctx), True)
        read = library.llama_state_seq_load_file(
            llama.ctx, os.fsencode(file), 0, out, len(tokens), ctypes.byref(count)
        )
        if not read or list(out[: count.value]) != list(tokens):
            file.unlink(missing_ok=True)
            library.llama_memory_clear(library.llama_get_memory(llama.ctx), True)
            return False
        llama.input_ids[: len(tokens)] = tokens
        llama.n_tokens = len(tokens)
        os.utime(file)
        return True

    def _save(self, llama: Any, tokens: Sequence[int]) -> None:
        file = self._file(llama, tokens)
        if file is None or len(tokens) < _SHORTEST:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}.part")
        kept = (ctypes.c_int32 * len(tokens))(*tokens)
        written = _library().llama_state_seq_save_file(
            llama.ctx, os.fsencode(part), 0, kept, len(tokens)
        )
        if written:
            part.replace(file)
            _make_room(file.parent)
        else:
            part.unlink(missing_ok=True)  # a full disk costs the next process some seconds

    def _file(self, llama: Any, tokens: Sequence[int]) -> Path | None:
        if self._folder is None:
            return None
        weights = self._weights.stat()
        made_of = (self._weights.name, weights.st_size, weights.st_mtime_ns, llama.n_ctx())
        key = hashlib.sha256(f"{_library().__version__} {made_of} {list(tokens)}".encode())
        return self._folder / f"{key.hexdigest()[:32]}.state"


def _read(llama: Any, tokens: Sequence[int], watcher: Watcher) -> None:
    tell = watcher if len(tokens) > _LONG else unwatched
    for done in range(0, len(tokens), _STEP):
        tell(Progress("Reading what the tools do, once", done, len(tokens), "tokens"))
        llama.eval(tokens[done : done + _STEP])


def _stands_after(llama: Any, tokens: Sequence[int]) -> bool:
    """Whether these tokens are the beginning of what was read last; the rest is then forgotten."""
    if shared(llama, tokens) < len(tokens):
        return False
    llama.n_tokens = len(tokens)
    return True


def _make_room(folder: Path) -> None:
    """Let the longest unused files go."""
    found = [(file.stat().st_mtime, file.stat().st_size, file) for file in folder.glob("*.state")]
    room, left = _MOST_BYTES, _MOST_FILES
    for _, size, file in sorted(found, reverse=True):
        room, left = room - size, left - 1
        if room < 0 or left < 0:
            file.unlink(missing_ok=True)


def _library() -> Any:
    import llama_cpp  # whoever has a model has loaded it

    return llama_cpp
