"""The engine that the user has chosen."""

from __future__ import annotations

from pathlib import Path

from llmos.config import EngineConfig
from llmos.engines.base import Engine


def open_engine(config: EngineConfig, prefixes: Path | None = None) -> Engine:
    """Open the configured engine; weights are loaded at the first request.

    In the folder `prefixes` it may keep what it has read once.
    """
    # Imported here because each engine brings its own half of this package.
    if config.kind == "openai":
        from llmos.engines.openai import OpenAIEngine

        return OpenAIEngine(config)
    from llmos.engines.llama_cpp import LlamaCppEngine
    from llmos.models import Library

    return LlamaCppEngine(Library().find(config.model), prefixes)
