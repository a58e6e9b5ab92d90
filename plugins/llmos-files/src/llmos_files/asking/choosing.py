"""Which of a workbook's tables a question is about: the one that explains most of its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from llmos_files.asking.asking import Asked, ask
from llmos_files.asking.tokens import alike, words_of
from llmos_files.sheets.query import problems
from llmos_files.sheets.table import Table


@dataclass(frozen=True)
class Choice:
    """A table and what the question became for it."""

    table: Table
    asked: Asked


def choose(question: str, tables: Sequence[Table], today: date, about: str = "") -> Choice | None:
    """The best table for a question; None if there is no table at all."""
    choices = [Choice(table, ask(question, table, today, about)) for table in tables]
    runnable = [one for one in choices if not problems(one.asked.query, one.table)]
    ranked = sorted(runnable or choices, key=lambda one: _rank(question, one), reverse=True)
    return ranked[0] if ranked else None


def _rank(question: str, one: Choice) -> tuple[int, int, int, int]:
    named = words_of(f"{one.table.sheet} {one.table.caption}")
    asked = words_of(question)
    by_name = sum(any(alike(word, name) for name in named) for word in asked if len(word) > 3)
    query = one.asked.query
    return (
        -len(one.asked.unexplained),
        by_name + one.asked.known,
        len(query.filters) + bool(query.column),
        len(one.table.rows),
    )
