"""Comparisons in a question: of a column with a number, and of one column with another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from llmos_files.asking.columns import Named
from llmos_files.asking.tokens import MONTH_NAMES, Tokens, meanings, words_of
from llmos_files.asking.words import (
    AS,
    AS_MANY,
    BETWEEN,
    COMPARE,
    COMPARE_AFTER,
    COMPARE_COLUMNS,
    COMPARE_DAYS,
    MORE,
    THAN,
)
from llmos_files.sheets.query import Compare, Filter
from llmos_files.sheets.table import Column, Table
from llmos_files.sheets.values import Habits, number_of

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


def with_numbers(tokens: Tokens, columns: Sequence[Named], usual: Column | None) -> list[Filter]:
    """ "More than 100", "between 10 and 20", of the column that is named nearest, or the usual."""
    found: list[Filter] = []
    for at in range(len(tokens.words)):
        number = _number(tokens, at)
        if number is None or tokens.used[at]:
            continue
        phrase = tokens.before(at, (*COMPARE, *BETWEEN))
        column = _nearest(columns, at) or usual
        if not phrase or column is None or _is_day(tokens, at):
            continue
        tokens.take_before(at, [phrase])
        tokens.use(at)
        if phrase in BETWEEN:
            found += _between(tokens, column, number, at)
        else:
            compare: Compare = COMPARE[phrase]  # type: ignore[assignment]  # as its table says
            found.append(Filter(column=column.name, compare=compare, values=(number,)))
    return found


def _between(tokens: Tokens, column: Column, low: float, at: int) -> list[Filter]:
    high = _number(tokens, at + 2)
    if high is None:
        return []
    tokens.use(at + 1, 2)
    return [
        Filter(column=column.name, compare="≥", values=(low,)),
        Filter(column=column.name, compare="≤", values=(high,)),
    ]


def _number(tokens: Tokens, at: int) -> float | None:
    if at >= len(tokens.words):
        return None
    word = tokens.words[at]
    if not word[0].isdigit():
        return None
    marks = re.findall(r"[.,]", word)
    # "1,500" and "1.500" are thousands to people who speak of more or less than that.
    grouped = bool(re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", word)) and len(set(marks)) == 1
    decimal = ("." if marks[0] == "," else ",") if grouped else (marks[-1] if marks else ".")
    return number_of(word, Habits(decimal))


def _is_day(tokens: Tokens, at: int) -> bool:
    return any(word in MONTH_NAMES for word in tokens.words[at + 1 : at + 2])


def _nearest(columns: Sequence[Named], at: int) -> Column | None:
    numbers = [named for named in columns if named.column.type == "number"]
    return min(numbers, key=lambda named: abs(named.at - at)).column if numbers else None
