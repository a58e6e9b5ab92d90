"""Running a typed query: SQL on a table in memory, every value bound, no text ever made code.

SQLite is in Python's standard library, its grouping, ordering and comparing are well known, and
a sheet of 200,000 rows is small for it; a dataframe library would be larger than all the rest.
"""

from __future__ import annotations

import sqlite3
import statistics
import unicodedata
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from llmos_files.sheets.query import Filter, Group, Query, problems
from llmos_files.sheets.table import Cell, Column, Table

_PARTS = {
    "year": "substr({c}, 1, 4)",
    "quarter": "substr({c}, 1, 4) || '-Q' || ((CAST(substr({c}, 6, 2) AS INTEGER) + 2) / 3)",
    "month": "substr({c}, 1, 7)",
    "week": "iso_week({c})",
    "day": "substr({c}, 1, 10)",
}
_MEASURES = {
    "sum": "total_of({c})",
    "average": "avg({c})",
    "count": "count(*)",
    "distinct": "count(DISTINCT fold({c}))",
    "max": "max({c})",
    "min": "min({c})",
    "median": "median({c})",
    "share": "total_of({c})",
}
_COMPARE = {"=": "=", "≠": "<>", ">": ">", "≥": ">=", "<": "<", "≤": "<="}
_SHOWN_ROWS = 500


class WrongQuery(Exception):
    """A query that does not fit the table; says in sentences why."""


@dataclass(frozen=True)
class Answer:
    """The result of a query: named columns, and the sheet rows (from 0) that it stands on."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    used: tuple[int, ...]

    @property
    def value(self) -> Cell:
        """The one value of an answer that is one value; None for others."""
        return self.rows[0][0] if len(self.rows) == 1 and len(self.columns) == 1 else None


def run(query: Query, table: Table) -> Answer:
    """Run a query; raises `WrongQuery` if it does not fit."""
    if wrong := problems(query, table):
        raise WrongQuery(" ".join(wrong))
    with closing(_loaded(table)) as connection:
        return _Run(connection, table, query).answer()


class _Run:
    def __init__(self, connection: sqlite3.Connection, table: Table, query: Query) -> None:
        self._connection = connection
        self._query = query
        self._indexes = {column.name: n for n, column in enumerate(table.columns)}
        self._table = table
        self._where, self._values = self._conditions(query.filters)

    def answer(self) -> Answer:
        if self._query.measure == "rows":
            return self._rows()
        return self._groups() if self._query.groups else self._one()

    def _rows(self) -> Answer:
        show = self._query.show or tuple(column.name for column in self._table.columns)
        cells = ", ".join(self._column(name) for name in show)
        order = "sheet_row"
        if self._query.column and self._query.order:
            direction = "DESC" if self._query.order == "down" else "ASC"
            value = self._value()
            order = f"{value} IS NULL, {value} {direction}, sheet_row"
        limit = min(self._query.limit or _SHOWN_ROWS, _SHOWN_ROWS)
        rows = self._all(f"SELECT sheet_row, {cells} {self._where} ORDER BY {order} LIMIT {limit}")
        return Answer(show, tuple(row[1:] for row in rows), tuple(int(row[0] or 0) for row in rows))

    def _one(self) -> Answer:
        (value,) = self._all(f"SELECT {self._measured()} {self._where}")[0]
        if self._query.measure == "share":
            value = self._percent(value)
        return Answer((self._name(),), ((_tidy(value),),), self._used(self._where, self._values))

    def _groups(self) -> Answer:
        keys = [self._key(group) for group in self._query.groups]
        named = ", ".join(f"{key} AS k{n}" for n, key in enumerate(keys))
        folded = ", ".join(f"fold(k{n})" for n in range(len(keys)))
        present = " AND ".join(f"{key} IS NOT NULL" for key in keys)
        rows = self._all(
            f"SELECT {named}, {self._measured()} AS m {self._where} AND {present}"
            f" GROUP BY {folded} ORDER BY {self._order(len(keys))}"
        )
        if self._query.measure == "share":
            rows = [(*row[:-1], self._percent(row[-1])) for row in rows]
        rows = rows[: self._query.limit]
        return Answer(
            (*map(_name_of, self._query.groups), self._name()),
            tuple((*row[:-1], _tidy(row[-1])) for row in rows),
            self._used(self._where, self._values),
        )

    def _order(self, keys: int) -> str:
        by_key = ", ".join(f"k{n}" for n in range(keys))
        direction = {"": "", "up": "m ASC, ", "down": "m DESC, "}[self._query.order]
        is_time = all(self._type(group.column) == "date" for group in self._query.groups)
        return direction + (by_key if is_time else "min(sheet_row)")

    def _measured(self) -> str:
        return _MEASURES[self._query.measure].format(c=self._value())

    def _value(self) -> str:
        """What is measured in each row: a column, or the sum of those that it has values for."""
        if not self._query.column:
            return "sheet_row"
        columns = [self._column(name) for name in (self._query.column, *self._query.plus)]
        if len(columns) == 1:
            return columns[0]
        filled = " + ".join(f"coalesce({column}, 0)" for column in columns)
        return f"iif(coalesce({', '.join(columns)}) IS NULL, NULL, {filled})"

    def _percent(self, part: Cell) -> Cell:
        value = self._value()
        whole = self._connection.execute(f"SELECT total_of({value}) FROM data").fetchone()[0]
        return 100 * float(part or 0) / whole if whole else None

    def _used(self, where: str, values: Sequence[Cell]) -> tuple[int, ...]:
        filled = f" AND {self._value()} IS NOT NULL"
        rows = self._connection.execute(
            f"SELECT sheet_row {where}{filled} ORDER BY sheet_row", values
        )
        return tuple(row[0] for row in rows)

    def _conditions(self, filters: Sequence[Filter]) -> tuple[str, list[Cell]]:
        clauses, values = ["FROM data WHERE TRUE"], []
        for one in filters:
            clause, bound = self._condition(one)
            clauses.append(clause)
            values += bound
        return " AND ".join(clauses), values

    def _condition(self, one: Filter) -> tuple[str, list[Cell]]:
        column = self._column(one.column)
        if one.other:
            return self._columns_condition(one), []
        if one.compare in ("empty", "filled"):
            return f"{column} IS {'NOT ' * (one.compare == 'filled')}NULL", []
        kind = self._type(one.column)
        bound: list[Cell] = [v if kind == "number" else fold(str(v)) for v in one.values]
        if kind == "text":
            column = f"fold({column})"
        if one.compare == "contains":
            return f"instr({column}, ?) > 0", bound[:1]
        if one.compare == "in":
            return f"{column} IN ({', '.join('?' * len(bound))})", bound
        if kind == "date":
            return self._day_condition(column, one, str(bound[0]))
        if one.compare == "≠":
            return f"({column} <> ? OR {column} IS NULL)", bound[:1]
        return f"{column} {_COMPARE[one.compare]} ?", bound[:1]

    def _day_condition(self, column: str, one: Filter, day: str) -> tuple[str, list[Cell]]:
        """Days compare by as much of them as is given: "2026-03" is the whole month."""
        return f"substr({column}, 1, {len(day)}) {_COMPARE[one.compare]} ?", [day]

    def _columns_condition(self, one: Filter) -> str:
        columns = self._column(one.column), self._column(one.other)
        form = {"date": "substr({}, 1, 10)", "text": "fold({})"}.get(self._type(one.column), "{}")
        return f" {_COMPARE[one.compare]} ".join(map(form.format, columns))

    def _key(self, group: Group) -> str:
        column = self._column(group.column)
        return _PARTS[group.part].format(c=column) if group.part else column

    def _column(self, name: str) -> str:
        return f"c{self._indexes[name]}"

    def _type(self, name: str) -> str:
        column = self._table.column(name)
        return column.type if column else "text"

    def _name(self) -> str:
        query = self._query
        added = " + ".join((query.column, *query.plus))
        return "rows" if query.measure == "count" else f"{query.measure} of {added}"

    def _all(self, statement: str) -> list[tuple[Cell, ...]]:
        return self._connection.execute(statement, self._values).fetchall()


def _loaded(table: Table) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.create_function("fold", 1, fold, deterministic=True)
    connection.create_function("iso_week", 1, _iso_week, deterministic=True)
    connection.create_aggregate("median", 1, _Median)  # type: ignore[arg-type]  # its stub wants int
    connection.create_aggregate("total_of", 1, _Total)  # type: ignore[arg-type]  # its stub wants int
    names = ", ".join(f"c{n}" for n in range(len(table.columns)))
    connection.execute(f"CREATE TABLE data (sheet_row INTEGER, {names})")
    values = zip(table.rows, *(_storable(column) for column in table.columns), strict=True)
    marks = ", ".join("?" * (len(table.columns) + 1))
    connection.executemany(f"INSERT INTO data VALUES ({marks})", values)
    return connection


def _storable(column: Column) -> list[Cell]:
    # SQLite knows whole numbers up to 64 bits.
    return [
        float(value) if isinstance(value, int) and abs(value) >= 2**63 else value
        for value in column.values
    ]


def fold(value: Cell) -> Cell:
    """Text without case, accents and double blanks: "Köln " is "koln"; the rest as it is."""
    if not isinstance(value, str):
        return value
    plain = unicodedata.normalize("NFKD", value.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def _iso_week(day: str | None) -> str | None:
    from datetime import date

    if day is None:
        return None
    year, week, _ = date.fromisoformat(day[:10]).isocalendar()
    return f"{year}-W{week:02}"


def _name_of(group: Group) -> str:
    return f"{group.column} ({group.part})" if group.part else group.column


def _tidy(value: Cell) -> Cell:
    if isinstance(value, float):
        value = round(value, 10)
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    return value


class _Median:
    def __init__(self) -> None:
        self._values: list[float] = []

    def step(self, value: float | None) -> None:
        if isinstance(value, int | float):
            self._values.append(value)

    def finalize(self) -> float | None:
        return statistics.median(self._values) if self._values else None


class _Total:
    """A sum without the rounding of each step; nothing at all has none."""

    def __init__(self) -> None:
        self._values: list[float] = []

    def step(self, value: float | None) -> None:
        if isinstance(value, int | float):
            self._values.append(value)

    def finalize(self) -> float | None:
        import math

        return math.fsum(self._values) if self._values else None
