"""Where other people's labelled sets lie, if they are there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LANGUAGE = Path(__file__).resolve().parents[2].parent / "shared" / "fixtures" / "language"
"""Beside this checkout; none of it belongs to the project."""


def rows(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file with one JSON object a line."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
