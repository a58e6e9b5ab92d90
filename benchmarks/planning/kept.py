"""What the model said, kept in a file, so that a long run can be cut into several.

An answer is kept under all that the model was shown, so it stays right however requests are routed.
Without a model only those requests are answered whose answers the file holds.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from llmos.engines import Engine
from llmos.errors import EngineError

_MOST = 127  # the greatest number of a row that is kept


class KeptEngine:
    """An engine that asks the real one only what is not in the file yet.

    `opened` gives the real one, or None where there is to be no model.
    """

    def __init__(self, file: Path, opened: Callable[[], Engine | None]) -> None:
        self._file = file
        self._opened = opened
        self._answers: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}

    @property
    def name(self) -> str:
        """The model's."""
        engine = self._opened()
        return engine.name if engine else "the model"

    def encode(self, text: str) -> Any:
        """What the model makes of a text, as exactly as the router keeps it."""

        def ask() -> str:
            row = self._real().encode(text)
            whole = np.round(row / np.abs(row).max() * _MOST).astype(np.int8)
            return base64.b64encode(whole.tobytes()).decode()

        found = base64.b64decode(self._once(["encode", text], ask))
        return np.frombuffer(found, np.int8).astype(np.float32)

    def complete(self, **request: Any) -> dict[str, Any]:
        """What the engine completes; an `EngineError` where nobody is there to do it."""

        def ask() -> dict[str, Any]:
            answer: dict[str, Any] = self._real().complete(**request)
            return answer

        found: dict[str, Any] = self._once(["complete", request], ask)
        return found

    def score(
        self, messages: Sequence[dict[str, Any]], opening: str, names: Sequence[str]
    ) -> list[float]:
        """What the engine finds likely."""

        def ask() -> list[float]:
            return list(self._real().score(messages, opening, names))

        found: list[float] = self._once(["score", messages, opening, names], ask)
        return found

    def close(self) -> None:
        """It is still needed."""

    def _once(self, asked: list[Any], ask: Callable[[], Any]) -> Any:
        text = json.dumps(asked, ensure_ascii=False, default=str, sort_keys=True)
        key = hashlib.sha256(text.encode()).hexdigest()
        if key not in self._answers:
            self._answers[key] = ask()
            self._file.write_text(json.dumps(self._answers, ensure_ascii=False, default=str))
        return self._answers[key]

    def _real(self) -> Any:
        engine = self._opened()
        if engine is None:
            raise EngineError("The model is left out of this run.")
        return engine
