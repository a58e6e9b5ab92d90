"""A question to a table: the query that it becomes, and the words that nothing was made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from llmos_files.asking import words as vocabulary
from llmos_files.asking.adding import in_order, series, with_ranges
from llmos_files.asking.columns import Named, columns_named, is_amount, is_rate, values_named
from llmos_files.asking.comparing import between_columns, with_numbers
from llmos_files.asking.conditions import equal, flags, is_number
from llmos_files.asking.days import conditions
from llmos_files.asking.tokens import Tokens, words_of
from llmos_files.sheets.query import Filter, Group, Measure, Query
from llmos_files.sheets.table import Column, Table

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
        self._unused: list[str] = []

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
        columns = with_ranges(tokens, columns_named(tokens, self._table), self._table)
        filters = [
            *between_columns(tokens, columns, self._table),
            *with_numbers(tokens, columns, next(iter(self._usual_numbers()), None)),
            *self._days(columns),
            *equal(values),
        ]
        latest = tokens.take(vocabulary.LATEST)
        limit = self._limit(most or latest)
        groups = [*self._groups(columns), *parts]
        yes_or_no, columns = flags(tokens, columns, groups)
        query = self._query(measure, most, latest, columns, [*filters, *yes_or_no], groups, limit)
        known = len(columns) + len(values) + len(filters) + len(yes_or_no) + len(parts)
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
        return [*self._tokens.left({*vocabulary.FILLER, *self._about}), *self._unused]

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
        if most and not numbers and (not measure or vocabulary.MEASURES[measure[0]] == "sum"):
            numbers = self._usual_numbers()
        if most and numbers:
            return self._superlative(most, numbers, free, filters, groups, limit, measure)
        if latest and not numbers and not measure:
            return self._latest(latest, free, filters, limit)
        compared = {name for one in filters for name in (one.column, one.other)}
        numbers = [c for c in numbers if c.name not in compared] if not groups else numbers
        free = [c for c in free if c.name not in compared or c.type == "number"]
        kind, numbers = self._measure(measure, numbers, free, filters, groups)
        if kind == "rows":
            return Query(
                measure="rows", filters=tuple(filters), show=self._shown(free), limit=limit
            )
        if kind in ("sum", "average", "median", "share") and not numbers:
            numbers = self._usual_numbers()
        column, plus = self._added(numbers, kind, measure)
        column = column or next(iter(free), None)
        if kind != "count" and column is None:
            return Query(measure="rows", filters=tuple(filters), limit=limit)
        return Query(
            measure=kind,
            column=column.name if column and kind != "count" else "",
            plus=plus,
            filters=tuple(filters),
            groups=tuple(groups),
        )

    def _added(
        self, numbers: list[Column], kind: Measure, measure: tuple[str, int] | None
    ) -> tuple[Column | None, tuple[str, ...]]:
        """The measured column, and those that are added to it: of months or years always, others
        where the words say "total" or "together". What is named besides was not understood.
        """
        said = vocabulary.MEASURES[measure[0]] if measure else ""
        if kind in ("sum", "share") and (series(numbers) or said == "sum"):
            numbers = in_order(numbers, self._table)
            return next(iter(numbers), None), tuple(column.name for column in numbers[1:])
        self._unused += [column.name for column in numbers[1:]]
        return next(iter(numbers), None), ()

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
            return "distinct", texts[:1]
        amounts = [c for c in self._table.columns if c.type == "number" and is_amount(c)]
        compared = any(one.compare in (">", "≥", "<", "≤") and is_number(one) for one in filters)
        return ("sum", amounts) if amounts and not compared else ("count", [])

    def _shown(self, free: list[Column]) -> tuple[str, ...]:
        """The columns that were asked for, after the one that says which row it is."""
        names = [column.name for column in free]
        first = self._table.columns[0].name
        return tuple(dict.fromkeys([first, *names])) if names else ()

    def _superlative(
        self,
        most: tuple[str, int],
        numbers: list[Column],
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
        measured, plus = self._added(numbers, kind, measure)
        if measured is None:
            return Query(filters=tuple(filters))
        if not groups and of:
            groups = [Group(column=of[0].name)]
        if groups:
            return Query(
                measure=kind if kind == "average" or not is_rate(measured) else "max",
                column=measured.name,
                plus=plus,
                filters=tuple(filters),
                groups=tuple(groups),
                order="down" if order == "down" else "up",
                limit=limit or 1,
            )
        if limit or self._asks_for_rows():
            return Query(
                measure="rows",
                column=measured.name,
                plus=plus,
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

    def _usual_numbers(self) -> list[Column]:
        """The one column of numbers; of several, the one that stands last is most often the sum.

        Where they are months or years of one thing, it is all of them.
        """
        numbers = [column for column in self._table.columns if column.type == "number"]
        if series(numbers):
            return numbers
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


_STRENGTH = {
    name: rank
    for rank, name in enumerate(
        ("median", "average", "share", "distinct", "sum", "count", "much", "many")
    )
}
_AVERAGES = frozenset(p for p, m in vocabulary.MEASURES.items() if m == "average")
