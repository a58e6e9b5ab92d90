"""What the model said, kept in a file, so that a long run can be cut into several.

An answer is kept under all that the model was shown, so it stays right however requests are routed.
Without a model, what the file does not hold is chosen by likeness alone; nothing is filled in so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from llmos.engines import Engine


class KeptEngine:
    """An engine that asks the real one only what is not in the file yet.

    `opened` gives the real one, or None where there is to be no model.
    """

    name = "the model"

    def __init__(self, file: Path, opened: Callable[[], Engine | None]) -> None:
        self._file = file
        self._opened = opened
        self._answers: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}

    def complete(self, **request: Any) -> dict[str, Any]:
        """What the engine completes; an `EngineError` where nobody is there to do it."""
        from llmos.errors import EngineError

        def ask() -> dict[str, Any]:
            engine = self._opened()
            if engine is None:
                raise EngineError("The model is left out of this run.")
            return engine.complete(**request)

        found: dict[str, Any] = self._once(["complete", request], ask)
        return found

    def score(
        self, messages: Sequence[dict[str, Any]], opening: str, names: Sequence[str]
    ) -> list[float]:
        """What the engine finds likely; everything alike where nobody is there to say."""

        def ask() -> list[float] | None:
            engine: Any = self._opened()
            return None if engine is None else list(engine.score(messages, opening, names))

        found: list[float] | None = self._once(["score", messages, opening, names], ask)
        return found or [0.0] * len(names)

    def close(self) -> None:
        """It is still needed."""

    def _once(self, asked: list[Any], ask: Callable[[], Any]) -> Any:
        text = json.dumps(asked, ensure_ascii=False, default=str, sort_keys=True)
        key = hashlib.sha256(text.encode()).hexdigest()
        if key not in self._answers:
            answer = ask()
            if answer is None:
                return None
            self._answers[key] = answer
            self._file.write_text(json.dumps(self._answers, ensure_ascii=False, default=str))
        return self._answers[key]
