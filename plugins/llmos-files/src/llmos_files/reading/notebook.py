"""Notebooks (ipynb): what stands in their cells, without the outputs."""

from __future__ import annotations

import json
from typing import BinaryIO

from llmos_files.reading import limits
from llmos_files.reading.content import content
from llmos_files.reading.document import Facts, Piece, Pieces, Place, broken


def read(file: BinaryIO, facts: Facts) -> Pieces:
    """One piece a cell."""
    try:
        notebook = json.loads(content(file, limits.TEXT_BYTES))
        sources = [cell.get("source", "") for cell in notebook["cells"]]
        facts.title = str(notebook.get("metadata", {}).get("title", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise broken("It is not a notebook.") from error
    for number, source in enumerate(sources, 1):
        text = source if isinstance(source, str) else "".join(map(str, source))
        if text.strip():
            yield Piece(text.strip(), Place("section", 0, f"cell {number}"))
