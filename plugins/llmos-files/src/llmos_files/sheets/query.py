"""`Query`: a question to a table as a typed value, checked against its real columns."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from llmos_files.sheets.table import Column, Table

Compare = Literal["=", "≠", ">", "≥", "<", "≤", "contains", "in", "empty", "filled"]
Part = Literal["", "year", "quarter", "month", "week", "day"]
Measure = Literal["rows", "sum", "average", "count", "distinct", "max", "min", "median", "share"]


class Filter(BaseModel):
    """A condition on a column. `values` holds one value, for "in" several; numbers as numbers.

    Instead of a value, `other` names another column that it is compared with in each row.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: str
    compare: Compare = "="
    values: tuple[str | float, ...] = ()
    other: str = ""


class Group(BaseModel):
    """A column to group by; of a column of days also their year, quarter, month, week or day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: str
    part: Part = ""


class Query(BaseModel):
    """What is asked of a table.

    measure   rows: list rows; count: how many rows; share: percent of the sum of all rows;
              the others of `column`
    column    the measured column; for "rows" the one that orders them
    plus      further columns, added to the measured one in each row
    show      for "rows": the columns to list; all of them if empty
    order     of what is measured, or of the rows by `column`
    limit     as many groups or rows, in that order
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    measure: Measure = "rows"
    column: str = ""
    plus: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    groups: tuple[Group, ...] = ()
    show: tuple[str, ...] = ()
    order: Literal["", "up", "down"] = ""
    limit: int | None = Field(default=None, ge=1, le=10_000)


COMPARABLE = frozenset({"=", "≠", ">", "≥", "<", "≤"})
_NUMBERS_ONLY = frozenset({"sum", "average", "median", "share"})


def problems(query: Query, table: Table) -> list[str]:
    """What does not fit together, in sentences; empty if the query can be run."""
    named = [query.column, *query.plus, *query.show]
    named += [name for one in query.filters for name in (one.column, one.other)]
    named += [group.column for group in query.groups]
    unknown = [name for name in named if name and table.column(name) is None]
    if unknown:
        there = ", ".join(column.name for column in table.columns)
        return [f"There is no column “{name}”; there are: {there}." for name in unknown]
    found: list[str] = []
    measured = table.column(query.column)
    if query.measure not in ("rows", "count") and measured is None:
        found.append(f"For the {query.measure} a column must be named.")
    if measured and query.measure in _NUMBERS_ONLY and measured.type != "number":
        found.append(f"“{measured.name}” holds no numbers, so it has no {query.measure}.")
    for name in query.plus:
        column = table.column(name)
        if column and column.type != "number":
            found.append(f"“{name}” holds no numbers, so it cannot be added.")
    for group in query.groups:
        column = table.column(group.column)
        if group.part and column and column.type != "date":
            found.append(f"“{group.column}” holds no days, so it has no {group.part}.")
    for condition in query.filters:
        column = table.column(condition.column)
        if column:
            other = table.column(condition.other) if condition.other else None
            found += _problems_of(condition, column, other)
    return found


def _problems_of(condition: Filter, column: Column, other: Column | None) -> list[str]:
    if other is not None:
        if column.type != other.type or condition.compare not in COMPARABLE:
            return [f"“{column.name}” cannot be compared with “{other.name}”."]
        return []
    if condition.compare in ("empty", "filled"):
        return []
    if not condition.values:
        return [f"The condition on “{column.name}” has no value."]
    is_number = all(isinstance(value, int | float) for value in condition.values)
    if column.type == "number" and not is_number:
        return [f"“{column.name}” holds numbers, and the condition compares it with text."]
    if column.type != "number" and condition.compare in (">", "≥", "<", "≤") and is_number:
        return [f"“{column.name}” holds no numbers, and the condition compares it with one."]
    return []
