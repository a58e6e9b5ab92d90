"""Conditions on what a column holds: a value that the question names, yes or no, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from llmos_files.asking.columns import Named
from llmos_files.asking.naming import Valued, distinct
from llmos_files.asking.tokens import Tokens
from llmos_files.asking.words import BLANK, NO, NOT, YES
from llmos_files.sheets.query import Compare, Filter, Group
from llmos_files.sheets.table import Column

_DENYING = (*NOT, *BLANK)


def equal(values: Sequence[Valued]) -> list[Filter]:
    """Values of one column are alternatives, of several columns conditions that all hold."""
    found: dict[tuple[str, bool], list[str]] = {}
    for one in values:
        found.setdefault((one.column.name, one.denied), []).append(one.value)
    filters: list[Filter] = []
    for (column, denied), wanted in found.items():
        if denied:
            filters += [Filter(column=column, compare="≠", values=(v,)) for v in wanted]
        else:
            compare: Compare = "in" if len(wanted) > 1 else "="
            filters.append(
                Filter(column=column, compare=compare, values=tuple(dict.fromkeys(wanted)))
            )
    return filters


def flags(
    tokens: Tokens, columns: Sequence[Named], groups: Sequence[Group]
) -> tuple[list[Filter], list[Named]]:
    """Columns of yes and no, and such as are asked to be empty; and the columns that are left."""
    found: list[Filter] = []
    left: list[Named] = []
    grouped = {group.column for group in groups}
    for named in columns:
        denied = tokens.before(named.at, _DENYING)
        is_flag = _is_flag(named.column)
        if named.column.name in grouped or not (is_flag or denied):
            left.append(named)
            continue
        tokens.take_before(named.at, _DENYING)
        found.append(_flag(named.column, is_flag, bool(denied)))
    return found, left


def _is_flag(column: Column) -> bool:
    texts = distinct(column)
    return column.type == "text" and bool(texts) and texts <= (YES | NO)


def _flag(column: Column, is_flag: bool, denied: bool) -> Filter:
    if not is_flag:
        return Filter(column=column.name, compare="empty")
    texts = dict.fromkeys(value for value in column.values if isinstance(value, str))
    yes = [value for value in texts if value.casefold() in YES]
    if not yes:
        return Filter(column=column.name, compare="empty" if denied else "filled")
    return Filter(column=column.name, compare="≠" if denied else "=", values=(yes[0],))


def is_number(one: Filter) -> bool:
    """Whether a condition compares with a number."""
    return any(isinstance(value, int | float) for value in one.values)
