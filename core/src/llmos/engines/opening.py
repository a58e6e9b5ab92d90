"""The engine that the user has chosen."""

from __future__ import annotations

from llmos.config import EngineConfig
from llmos.engines.base import Engine


def open_engine(config: EngineConfig) -> Engine:
    """Open the configured engine; weights are loaded at the first request."""
    # Imported here because each engine brings its own half of this package.
    if config.kind == "openai":
        from llmos.engines.openai import OpenAIEngine

        return OpenAIEngine(config)
    from llmos.engines.llama_cpp import LlamaCppEngine
    from llmos.models import Library

    return LlamaCppEngine(Library().find(config.model))
