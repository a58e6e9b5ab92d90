"""Comparisons in a question of one column with another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from llmos_files.asking.columns import Named
from llmos_files.asking.tokens import Tokens, meanings, words_of
from llmos_files.asking.words import (
    AS,
    AS_MANY,
    COMPARE_AFTER,
    COMPARE_COLUMNS,
    COMPARE_DAYS,
    MORE,
    THAN,
)
from llmos_files.sheets.query import Compare, Filter
from llmos_files.sheets.table import Column, Table

_AS_MANY = dict.fromkeys(AS_MANY, "=")
_ACTUAL = meanings("actual")


def between_columns(tokens: Tokens, columns: Sequence[Named], table: Table) -> list[Filter]:
    """ "Sold more than planned", "delivered later than due": rows in which it is so; used up."""
    found: list[Filter] = []
    for named in columns:
        other = _compared_with(named, columns, table)
        compare = _compare(tokens, named) if other is not None else None
        if compare and other is not None:
            found.append(Filter(column=other.name, compare=compare, other=named.column.name))
    return found


def _compare(tokens: Tokens, named: Named) -> Compare | None:
    """How something is compared with this column: before it, around it or after it."""
    phrases = COMPARE_DAYS if named.column.type == "date" else COMPARE_COLUMNS
    if phrase := tokens.take_before(named.at, phrases):
        return phrases[phrase]  # type: ignore[return-value]  # as its table says
    end = named.at + named.words
    for phrase, compare in COMPARE_AFTER.items():
        if tokens.words[end : end + len(phrase.split())] == phrase.split():
            tokens.use(end, len(phrase.split()))
            return compare  # type: ignore[return-value]  # as its table says
    # "More expenses than budget": what is more may stand anywhere before.
    return _around(tokens, named.at, THAN, MORE) or _around(tokens, named.at, AS, _AS_MANY)


def _around(
    tokens: Tokens, at: int, right: Sequence[str], left: Mapping[str, str]
) -> Compare | None:
    if not tokens.before(at, right):
        return None
    for before in range(at - 2, -1, -1):
        if tokens.words[before] in left and not tokens.used[before]:
            tokens.take_before(at, right)
            tokens.use(before)
            return left[tokens.words[before]]  # type: ignore[return-value]  # as its table says
    return None


def _compared_with(named: Named, columns: Sequence[Named], table: Table) -> Column | None:
    """The column of the same type that is named before it, or else the one that is meant."""
    if named.column.type == "text":
        return None
    before = [one for one in columns if one.at < named.at and one.column.type == named.column.type]
    if before:
        return max(before, key=lambda one: one.at).column
    others = [
        column
        for column in table.columns
        if column.type == named.column.type and column.name != named.column.name
    ]
    # What really was stands most often beside what was planned, to its right.
    return min(others, key=lambda column: _distance(named.column, column), default=None)


def _distance(planned: Column, other: Column) -> tuple[bool, int]:
    is_actual = any(meanings(word) & _ACTUAL for word in words_of(other.name))
    places = other.index - planned.index
    return not is_actual, places if places > 0 else 1_000 - places
