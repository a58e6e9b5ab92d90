"""Several columns that a question adds up: "January to March", "bikes and returns together"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmos_files.asking.columns import Named
from llmos_files.asking.tokens import MONTH_NAMES, Tokens, words_of
from llmos_files.asking.words import TO
from llmos_files.sheets.table import Column, Table

_PERIOD = re.compile(r"(?:19|20)\d\d|q[1-4]|[1-4]q")


def with_ranges(tokens: Tokens, columns: list[Named], table: Table) -> list[Named]:
    """ "From January to March": the columns of numbers between two that are named, too."""
    found = list(columns)
    for first in columns:
        end = first.at + first.words
        last = next((one for one in columns if one.at == end + 1), None)
        if last is None or tokens.words[end] not in TO:
            continue
        names = [column.name for column in table.columns]
        between = slice(names.index(first.column.name) + 1, names.index(last.column.name))
        inner = [column for column in table.columns[between] if column.type == "number"]
        if first.column.type == last.column.type == "number":
            tokens.use(end)
            known = {one.column.name for one in found}
            found += [Named(column, first.at, 1) for column in inner if column.name not in known]
    return found


def series(columns: Sequence[Column]) -> bool:
    """Whether the headers only tell months, quarters or years of one thing apart."""
    rests = {_without_period(column) for column in columns}
    return len(columns) > 1 and len(rests) == 1 and None not in rests


def _without_period(column: Column) -> tuple[str, ...] | None:
    words = words_of(column.name)
    rest = tuple(w for w in words if w not in MONTH_NAMES and not _PERIOD.fullmatch(w))
    return rest if len(rest) < len(words) else None


def in_order(columns: Sequence[Column], table: Table) -> list[Column]:
    """The columns as they stand in the sheet."""
    names = {column.name for column in columns}
    return [column for column in table.columns if column.name in names]
