"""Weights on this computer: which models llmos knows, where they lie, and how they get here.

Weights are data. They come out of wheels of the package index, are checked against the catalogue
and are never imported. What runs them is an engine; see `llmos.engines`.
"""

from __future__ import annotations

from llmos.models.catalogue import File, Model, Part, Role, catalogue, default, find_model
from llmos.models.library import Library, Status
from llmos.models.pull import pull

__all__ = [
    "File",
    "Library",
    "Model",
    "Part",
    "Role",
    "Status",
    "catalogue",
    "default",
    "find_model",
    "pull",
]
