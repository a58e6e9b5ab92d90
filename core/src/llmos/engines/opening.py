"""The engine that the user has chosen, and the model that compares meanings."""

from __future__ import annotations

from pathlib import Path

from llmos.config import EngineConfig
from llmos.engines.base import Engine
from llmos.engines.embedding import Embedder


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


def open_embedder() -> Embedder | None:
    """The embedding model, loaded at its first use; None where it or its libraries are missing."""
    if not Embedder.available():
        return None
    from llmos.models import Library, default

    model, library = default("embedding"), Library()
    installed = library.status(model).state == "installed"
    return Embedder(library.path(model)) if installed else None
