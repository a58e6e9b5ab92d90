"""Whether an answer of the engine is the one that was worked out by hand."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

Question = tuple[str, str, dict[str, Any]]


def questions(file: str = "questions.toml") -> Iterator[Question]:
    """Workbook, question and expectation of each labelled question."""
    labelled = tomllib.loads((Path(__file__).parent / file).read_text("utf-8"))
    for workbook, asked in labelled.items():
        for question, expected in asked.items():
            yield workbook, question, expected


def is_right(rows: Sequence[Sequence[Any]], expected: dict[str, Any]) -> bool:
    """Whether the answer's rows are exactly what is expected, and nothing besides."""
    (kind, wanted), *_ = expected.items()
    if kind == "value":
        return len(rows) == 1 and _equal(rows[0][-1], wanted)
    if kind == "holds":
        return len(rows) == 1 and wanted in map(str, rows[0])
    if kind == "rows":
        found = [set(map(str, row)) for row in rows]
        return len(found) == len(wanted) and all(any(w in row for row in found) for w in wanted)
    groups = {str(row[0]): row[-1] for row in rows}
    return groups.keys() == wanted.keys() and all(_equal(groups[g], wanted[g]) for g in wanted)


def _equal(value: object, wanted: object) -> bool:
    if isinstance(value, int | float) and isinstance(wanted, int | float):
        return math.isclose(value, wanted, rel_tol=1e-9)
    return str(value) == str(wanted)
