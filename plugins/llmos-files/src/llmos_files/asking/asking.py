"""A question to a table: the query that it becomes, and the words that nothing was made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from llmos_files.asking import words as vocabulary
from llmos_files.asking.columns import (
    Named,
    Valued,
    columns_named,
    distinct,
    is_amount,
    is_rate,
    values_named,
)
from llmos_files.asking.days import conditions
from llmos_files.asking.tokens import MONTH_NAMES, Tokens, words_of
from llmos_files.sheets.query import Compare, Filter, Group, Measure, Query
from llmos_files.sheets.table import Column, Table
from llmos_files.sheets.values import Habits, number_of

_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10,
    "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "zehn": 10,
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What a question became. `known` counts what was recognised in the table."""

    query: Query
    unexplained: tuple[str, ...]
    known: int


def ask(question: str, table: Table, today: date, about: str = "") -> Asked:
    """The query that a question becomes; `about` are names (of file, sheet) that it may repeat."""
    return _Asking(question, table, today, about).asked()


class _Asking:
    def __init__(self, question: str, table: Table, today: date, about: str) -> None:
        self._tokens = Tokens(question)
        self._table = table
        self._today = today
        self._about = words_of(f"{about} {table.sheet} {table.caption}")

    def asked(self) -> Asked:
        tokens = self._tokens
        computes = (*vocabulary.MEASURES, *vocabulary.MOST, *vocabulary.LATEST)
        named = not tokens.left({*vocabulary.FILLER, *self._about})
        if named and all(tokens.find(phrase) is None for phrase in computes):
            # "The sales figures" of the file of that name: all of it.
            return Asked(Query(), (), 0)
        values = values_named(tokens, self._table)
        measure = self._strongest_measure()
        most = tokens.take(vocabulary.MOST)
        parts = self._parts()
        columns = columns_named(tokens, self._table)
        filters = [*self._comparisons(columns), *self._days(columns), *_equal(values)]
        latest = tokens.take(vocabulary.LATEST)
        limit = self._limit(most or latest)
        groups = [*self._groups(columns), *parts]
        flags, columns = self._flags(columns, groups)
        query = self._query(measure, most, latest, columns, [*filters, *flags], groups, limit)
        known = len(columns) + len(values) + len(filters) + len(flags) + len(parts)
        return Asked(query, tuple(self._unexplained()), known)

    def _strongest_measure(self) -> tuple[str, int] | None:
        """ "The average number of bikes" is an average."""
        found: list[tuple[str, int]] = []
        while taken := self._tokens.take(vocabulary.MEASURES):
            found.append(taken)
        return min(found, key=lambda one: _STRENGTH[vocabulary.MEASURES[one[0]]], default=None)

    def _unexplained(self) -> list[str]:
        for words in (vocabulary.LISTING, vocabulary.PER):
            while self._tokens.take(words):
                pass
        return self._tokens.left({*vocabulary.FILLER, *self._about})

    def _query(
        self,
        measure: tuple[str, int] | None,
        most: tuple[str, int] | None,
        latest: tuple[str, int] | None,
        columns: list[Named],
        filters: list[Filter],
        groups: list[Group],
        limit: int | None,
    ) -> Query:
        grouped = {group.column for group in groups}
        free = [n.column for n in columns if n.column.name not in grouped]
        numbers = [column for column in free if column.type == "number"]
        if most and most[0] in vocabulary.PRICES and not numbers:
            numbers = [c for c in self._table.columns if c.type == "number" and is_rate(c)][:1]
        if most and not (numbers or measure):
            numbers = self._only_numbers()
        if most and numbers:
            return self._superlative(most, numbers[0], free, filters, groups, limit, measure)
        if latest and not numbers and not measure:
            return self._latest(latest, free, filters, limit)
        compared = {one.column for one in filters}
        numbers = [c for c in numbers if c.name not in compared] if not groups else numbers
        free = [c for c in free if c.name not in compared or c.type == "number"]
        kind, numbers = self._measure(measure, numbers, free, filters, groups)
        if kind == "rows":
            return Query(
                measure="rows", filters=tuple(filters), show=self._shown(free), limit=limit
            )
        if kind in ("sum", "average", "median", "share") and not numbers:
            numbers = self._only_numbers()
        column = numbers[0] if numbers else next(iter(free), None)
        if kind != "count" and column is None:
            return Query(measure="rows", filters=tuple(filters), limit=limit)
        return Query(
            measure=kind,
            column=column.name if column and kind != "count" else "",
            filters=tuple(filters),
            groups=tuple(groups),
        )

    def _measure(
        self,
        measure: tuple[str, int] | None,
        numbers: list[Column],
        free: list[Column],
        filters: list[Filter],
        groups: list[Group],
    ) -> tuple[Measure, list[Column]]:
        """What is computed, and of which columns of numbers the first is meant."""
        said = vocabulary.MEASURES[measure[0]] if measure else ""
        if said == "many":
            return self._many(numbers, free, filters)
        if said and said != "much":
            return said, numbers  # type: ignore[return-value]  # the table of phrases holds measures
        if numbers and is_rate(numbers[0]):
            return ("average" if groups else "rows"), numbers
        if numbers:
            return "sum", numbers
        if said == "much":
            return "sum", []
        return ("count" if groups else "rows"), []

    def _many(
        self, numbers: list[Column], free: list[Column], filters: list[Filter]
    ) -> tuple[Measure, list[Column]]:
        """ "How many": a sum of what the table counts, or the different things, or rows."""
        texts = [column for column in free if column.type == "text"]
        if numbers and not (texts and free.index(texts[0]) < free.index(numbers[0])):
            return "sum", numbers
        if texts:
            return "distinct", []
        amounts = [c for c in self._table.columns if c.type == "number" and is_amount(c)]
        compared = any(one.compare in (">", "≥", "<", "≤") and _is_number(one) for one in filters)
        return ("sum", amounts) if amounts and not compared else ("count", [])

    def _shown(self, free: list[Column]) -> tuple[str, ...]:
        """The columns that were asked for, after the one that says which row it is."""
        names = [column.name for column in free]
        first = self._table.columns[0].name
        return tuple(dict.fromkeys([first, *names])) if names else ()

    def _superlative(
        self,
        most: tuple[str, int],
        measured: Column,
        free: list[Column],
        filters: list[Filter],
        groups: list[Group],
        limit: int | None,
        measure: tuple[str, int] | None,
    ) -> Query:
        """ "Which region sold the most bikes?": groups in order; "the highest price": one."""
        order = vocabulary.MOST[most[0]]
        of = [column for column in free if column.type != "number"]
        kind: Measure = "average" if measure and measure[0] in _AVERAGES else "sum"
        if not groups and of:
            groups = [Group(column=of[0].name)]
        if groups:
            return Query(
                measure=kind if kind == "average" or not is_rate(measured) else "max",
                column=measured.name,
                filters=tuple(filters),
                groups=tuple(groups),
                order="down" if order == "down" else "up",
                limit=limit or 1,
            )
        if limit or self._asks_for_rows():
            return Query(
                measure="rows",
                column=measured.name,
                filters=tuple(filters),
                order="down" if order == "down" else "up",
                limit=limit or 1,
            )
        largest: Measure = "max" if order == "down" else "min"
        return Query(measure=largest, column=measured.name, filters=tuple(filters))

    def _asks_for_rows(self) -> bool:
        return any(
            word in self._tokens.words
            for word in ("which", "who", "welche", "welcher", "wer", "welches")
        )

    def _latest(
        self, latest: tuple[str, int], free: list[Column], filters: list[Filter], limit: int | None
    ) -> Query:
        order = vocabulary.LATEST[latest[0]]
        days = [c for c in (*free, *self._table.columns) if c.type == "date"]
        if not days:
            return Query(
                measure="rows", filters=tuple(filters), show=self._shown(free), limit=limit
            )
        others = [column for column in free if column.type != "date"]
        if others or limit or self._asks_for_rows():
            return Query(
                measure="rows",
                column=days[0].name,
                filters=tuple(filters),
                show=tuple(column.name for column in others),
                order="down" if order == "down" else "up",
                limit=limit or 1,
            )
        return Query(
            measure="max" if order == "down" else "min",
            column=days[0].name,
            filters=tuple(filters),
        )

    def _only_numbers(self) -> list[Column]:
        """The one column of numbers; of several, the one that stands last is most often the sum."""
        numbers = [column for column in self._table.columns if column.type == "number"]
        amounts = [column for column in numbers if is_amount(column)]
        return (amounts or [c for c in numbers if not is_rate(c)] or numbers)[-1:]

    def _limit(self, order: tuple[str, int] | None) -> int | None:
        if order is None:
            return None
        for at in (order[1] + len(order[0].split()), order[1] - 1):
            if 0 <= at < len(self._tokens.words) and not self._tokens.used[at]:
                word = self._tokens.words[at]
                count = int(word) if word.isdigit() and len(word) < 4 else _COUNTS.get(word)
                if count:
                    self._tokens.use(at)
                    return count
        return None

    def _parts(self) -> list[Group]:
        """ "per month": a part of the days of the table's column of days."""
        days = [column for column in self._table.columns if column.type == "date"]
        for at, word in enumerate(self._tokens.words):
            part = vocabulary.PARTS.get(word)
            is_adverb = word.endswith(("ly", "lich"))
            if not (part and days and not self._tokens.used[at]):
                continue
            asked = is_adverb or self._tokens.before(
                at, (*vocabulary.PER, "which", "welchem", "welcher", "in which", "in welchem")
            )
            if asked and not any(word in words_of(c.name) for c in self._table.columns):
                self._tokens.use(at)
                return [Group.model_validate({"column": days[0].name, "part": part})]
        return []

    def _groups(self, columns: list[Named]) -> list[Group]:
        found: list[Group] = []
        for named in sorted(columns, key=lambda n: n.at):
            follows = ("and", "und") if found else ()
            if named.column.type != "number" and self._tokens.take_before(
                named.at, (*vocabulary.PER, *follows)
            ):
                found.append(Group(column=named.column.name))
        return found

    def _days(self, columns: list[Named]) -> list[Filter]:
        named = [n.column for n in columns if n.column.type == "date"]
        days = named or [column for column in self._table.columns if column.type == "date"]
        return conditions(self._tokens, days[0], self._today) if days else []

    def _comparisons(self, columns: list[Named]) -> list[Filter]:
        """ "more than 100", "between 10 and 20", of the column named nearest."""
        found: list[Filter] = []
        for at in range(len(self._tokens.words)):
            number = self._number(at)
            if number is None or self._tokens.used[at]:
                continue
            phrase = self._tokens.before(at, (*vocabulary.COMPARE, *vocabulary.BETWEEN))
            column = self._nearest(columns, at)
            if not phrase or column is None or self._is_day(at):
                continue
            self._tokens.take_before(at, [phrase])
            self._tokens.use(at)
            if phrase in vocabulary.BETWEEN:
                found += self._between(column, number, at)
            else:
                compare: Compare = vocabulary.COMPARE[phrase]  # type: ignore[assignment]  # as its table says
                found.append(Filter(column=column.name, compare=compare, values=(number,)))
        return found

    def _between(self, column: Column, low: float, at: int) -> list[Filter]:
        high = self._number(at + 2)
        if high is None:
            return []
        self._tokens.use(at + 1, 2)
        return [
            Filter(column=column.name, compare="≥", values=(low,)),
            Filter(column=column.name, compare="≤", values=(high,)),
        ]

    def _number(self, at: int) -> float | None:
        if at >= len(self._tokens.words):
            return None
        word = self._tokens.words[at]
        if not word[0].isdigit():
            return None
        marks = re.findall(r"[.,]", word)
        # "1,500" and "1.500" are thousands to people who speak of more or less than that.
        grouped = bool(re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", word)) and len(set(marks)) == 1
        decimal = ("." if marks[0] == "," else ",") if grouped else (marks[-1] if marks else ".")
        return number_of(word, Habits(decimal))

    def _is_day(self, at: int) -> bool:
        return any(word in MONTH_NAMES for word in self._tokens.words[at + 1 : at + 2])

    def _nearest(self, columns: list[Named], at: int) -> Column | None:
        numbers = [n for n in columns if n.column.type == "number"]
        if numbers:
            return min(numbers, key=lambda n: abs(n.at - at)).column
        return next(iter(self._only_numbers()), None)

    def _flags(self, columns: list[Named], groups: list[Group]) -> tuple[list[Filter], list[Named]]:
        """Columns of yes and no, and columns that are asked to be empty, are conditions."""
        found: list[Filter] = []
        left: list[Named] = []
        grouped = {group.column for group in groups}
        for named in columns:
            denied = self._tokens.before(named.at, _DENYING)
            texts = distinct(named.column)
            is_flag = (
                named.column.type == "text"
                and bool(texts)
                and texts <= (vocabulary.YES | vocabulary.NO)
            )
            if named.column.name in grouped or not (is_flag or denied):
                left.append(named)
                continue
            self._tokens.take_before(named.at, _DENYING)
            found.append(_flag(named.column, is_flag, bool(denied)))
        return found, left


_STRENGTH = {
    name: rank
    for rank, name in enumerate(
        ("median", "average", "share", "distinct", "sum", "count", "much", "many")
    )
}
_DENYING = (*vocabulary.NOT, *vocabulary.BLANK)
_AVERAGES = frozenset(p for p, m in vocabulary.MEASURES.items() if m == "average")


def _flag(column: Column, is_flag: bool, denied: bool) -> Filter:
    if not is_flag:
        return Filter(column=column.name, compare="empty")
    yes = [
        v
        for v in dict.fromkeys(column.values)
        if isinstance(v, str) and v.casefold() in vocabulary.YES
    ]
    if not yes:
        return Filter(column=column.name, compare="empty" if denied else "filled")
    return Filter(column=column.name, compare="≠" if denied else "=", values=(yes[0],))


def _equal(values: list[Valued]) -> list[Filter]:
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


def _is_number(one: Filter) -> bool:
    return any(isinstance(value, int | float) for value in one.values)
