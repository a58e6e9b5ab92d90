"""Comparisons in a question of a column with a number: "over 100", "longer than 2 hours"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from llmos_files.asking.columns import Named
from llmos_files.asking.measuring import Adjective
from llmos_files.asking.quantities import of_quantity, quantity_of, scale_of
from llmos_files.asking.seeking import comparative
from llmos_files.asking.tokens import MONTH_NAMES, Tokens, words_of
from llmos_files.asking.words import BETWEEN, COMPARE
from llmos_files.sheets.query import Compare, Filter
from llmos_files.sheets.table import Column, Table
from llmos_files.sheets.values import Habits, number_of

_ONE = frozenset("a an one ein eine einen einem einer une un".split())


@dataclass(frozen=True)
class _Said:
    """What stands around a number.

    start      where the words of the comparison begin
    compare    empty for "between"
    adjective  that of "longer than"
    unit       its quantity and scale, if one follows
    """

    start: int
    compare: Compare | None
    adjective: Adjective | None
    unit: tuple[str, float] | None


def with_numbers(
    tokens: Tokens, columns: Sequence[Named], table: Table, usual: Column | None
) -> list[Filter]:
    """The conditions that compare with a number; their words are used up."""
    found: list[Filter] = []
    for at in range(len(tokens.words)):
        said = None if tokens.used[at] else _said(tokens, at)
        column = _meant(columns, table, at, said, usual) if said else None
        if said and column:
            tokens.use(said.start, at + 1 - said.start)
            found += _conditions(tokens, at, said, column)
    return found


def _said(tokens: Tokens, at: int) -> _Said | None:
    """What is said right before and after a number; None if it is none or compares with nothing."""
    following = tokens.words[at + 1] if at + 1 < len(tokens.words) else ""
    if _number(tokens, at) is None or following in MONTH_NAMES:
        return None
    unit = scale_of(following)
    if than := comparative(tokens, at):
        return _Said(than.at, than.compare, than.adjective, unit)
    phrase = tokens.before(at, (*COMPARE, *BETWEEN))
    start = tokens.start_of(at, phrase)
    if phrase in BETWEEN:
        return _Said(start, None, None, scale_of(" ".join(tokens.words[at + 3 : at + 4])))
    return _Said(start, COMPARE[phrase], None, unit) if phrase else None  # type: ignore[arg-type]  # as its table says


def _meant(
    columns: Sequence[Named], table: Table, at: int, said: _Said, usual: Column | None
) -> Column | None:
    """The column that is compared: of the unit, of the adjective, the one named nearest, or the
    usual one, if nothing says that it is another.
    """
    numbers = [named for named in columns if named.column.type == "number"]
    nearest = min(numbers, key=lambda named: abs(named.at - at), default=None)
    by_unit = of_quantity(table, said.unit[:1])[0] if said.unit else None
    if by_unit and not (nearest and quantity_of(nearest.column) == quantity_of(by_unit)):
        return by_unit
    by_adjective = of_quantity(table, said.adjective.quantities)[0] if said.adjective else None
    is_strict = said.adjective is not None and not said.adjective.is_wide
    if by_adjective and is_strict and not by_unit:
        return by_adjective
    if nearest:
        return nearest.column
    return by_adjective or (None if is_strict else usual)


def _conditions(tokens: Tokens, at: int, said: _Said, column: Column) -> list[Filter]:
    factor = _factor(column, said.unit)
    low = (_number(tokens, at) or 0) * factor
    if said.compare:
        tokens.use(at + 1, bool(said.unit))
        return [Filter(column=column.name, compare=said.compare, values=(low,))]
    high = _number(tokens, at + 2)
    if high is None:
        return []
    tokens.use(at + 1, 2 + bool(said.unit))
    return [
        Filter(column=column.name, compare="≥", values=(low,)),
        Filter(column=column.name, compare="≤", values=(high * factor,)),
    ]


def _factor(column: Column, unit: tuple[str, float] | None) -> float:
    """How many of the column's unit are one of the question's: 60 for hours among minutes."""
    own = next(filter(None, map(scale_of, reversed(words_of(column.name)))), None)
    if unit is None or own is None or own[0] != unit[0] or not (own[1] and unit[1]):
        return 1
    return unit[1] / own[1]


def _number(tokens: Tokens, at: int) -> float | None:
    if at >= len(tokens.words):
        return None
    word = tokens.words[at]
    if word in _ONE and scale_of(" ".join(tokens.words[at + 1 : at + 2])):
        return 1
    if not word[0].isdigit():
        return None
    marks = re.findall(r"[.,]", word)
    # "1,500" and "1.500" are thousands to people who speak of more or less than that.
    grouped = bool(re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", word)) and len(set(marks)) == 1
    decimal = ("." if marks[0] == "," else ",") if grouped else (marks[-1] if marks else ".")
    return number_of(word, Habits(decimal))
