"""From what was read in a question to a query: what is measured, of what, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from llmos_files.asking.adding import in_order, series
from llmos_files.asking.conditions import is_number
from llmos_files.asking.quantities import is_amount, is_rate, quantity_of
from llmos_files.asking.seeking import Sought
from llmos_files.asking.tokens import meanings, words_of
from llmos_files.asking.words import PEOPLE, PEOPLE_AFTER, Order
from llmos_files.sheets.query import Filter, Group, Measure, Query
from llmos_files.sheets.table import Column, Table


@dataclass(frozen=True)
class Parts:
    """What was read in a question.

    measure    what is computed: of the values of `words.MEASURES`, or empty
    most       a superlative
    latest     the order of "latest" and "first", or empty
    cue        what says which numbers are meant without their header's words
    columns    those that are named, the surest first
    lists      whether it asks which ones
    of_people  whether it asks who
    """

    measure: str
    most: Sought | None
    latest: Order
    cue: Sought | None
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    groups: tuple[Group, ...]
    limit: int | None
    lists: bool
    of_people: bool


class Querying:
    """Makes one query.

    Then `assumed` is the column that was taken without being asked for, `unused` are those that
    were named and left out.
    """

    def __init__(self, table: Table, parts: Parts) -> None:
        self._table = table
        self._parts = parts
        self.unused: list[str] = []
        self.assumed = ""
        grouped = {group.column for group in parts.groups}
        self._free = [column for column in parts.columns if column.name not in grouped]
        self._named = [column for column in self._free if column.type == "number"]

    def query(self) -> Query:
        """The query of these parts."""
        parts = self._parts
        if parts.most and (numbers := self._ordered_by(parts.most)):
            return self._superlative(parts.most, numbers)
        if parts.latest and not self._named and not parts.measure:
            return self._latest(parts.latest)
        return self._computed()

    def unmeasured(self, words: list[str]) -> list[str]:
        """Those of the question's words that ask for a quantity that no column says."""
        asked = [] if self._named else [self._parts.most, self._parts.cue]
        return [
            word
            for one in asked
            if one and one.is_strict and one.column is None
            for word in words[one.at : one.at + one.words]
        ]

    def _ordered_by(self, most: Sought) -> list[Column]:
        """The numbers that a superlative is about; none if the table has no such numbers."""
        if self._named:
            return self._named
        cue = self._parts.cue
        if cue and cue.column and not cue.is_verb:
            return [cue.column]  # "the longest in kilometres"
        if most.column or most.is_strict:
            return [most.column] if most.column else []
        if self._parts.measure not in ("", "sum"):
            return []
        return self._cued() or self._usual()

    def _computed(self) -> Query:
        parts = self._parts
        compared = {name for one in parts.filters for name in (one.column, one.other)}
        numbers = [c for c in self._named if c.name not in compared or parts.groups]
        free = [c for c in self._free if c.name not in compared or c.type == "number"]
        cued = [c for c in self._cued() if c.name not in compared] if not self._named else []
        if cued and parts.lists and not parts.measure:
            return self._listed([*free, *cued])
        kind, numbers = self._measure(numbers or cued, free)
        if kind == "rows":
            return self._listed([*free, *cued])
        if kind in ("sum", "average", "median", "share") and not numbers:
            numbers = self._usual()
            if not numbers:
                return self._listed(free)
        column, plus = self._added(numbers, kind)
        column = column or next(iter(free), None)
        if kind == "count":
            column = None
        elif column is None:
            return self._listed([])
        return Query(
            measure=kind,
            column=column.name if column else "",
            plus=plus,
            filters=parts.filters,
            groups=parts.groups,
        )

    def _listed(self, columns: list[Column]) -> Query:
        """Rows with the columns that were asked for, after the one that says which row it is."""
        first = self._table.columns[0].name
        names = dict.fromkeys([first, *(column.name for column in columns)]) if columns else ()
        filters, limit = self._parts.filters, self._parts.limit
        return Query(measure="rows", filters=filters, show=tuple(names), limit=limit)

    def _cued(self) -> list[Column]:
        """The column of a cue; a verb says nothing about what is counted."""
        cue = self._parts.cue
        counts = self._parts.measure in ("many", "count", "distinct")
        return [cue.column] if cue and cue.column and not (counts and cue.is_verb) else []

    def _added(self, numbers: list[Column], kind: Measure) -> tuple[Column | None, tuple[str, ...]]:
        """The measured column, and those that are added to it: of months or years always, others
        where the words say "total" or "together". What is named besides was not understood.
        """
        if kind in ("sum", "share") and (series(numbers) or self._parts.measure == "sum"):
            numbers = in_order(numbers, self._table)
            return next(iter(numbers), None), tuple(column.name for column in numbers[1:])
        self.unused += [column.name for column in numbers[1:]]
        return next(iter(numbers), None), ()

    def _measure(self, numbers: list[Column], free: list[Column]) -> tuple[Measure, list[Column]]:
        """What is computed, and of which columns of numbers the first is meant."""
        said = self._parts.measure
        if said == "many":
            return self._many(numbers, free)
        if said and said != "much":
            return said, numbers  # type: ignore[return-value]  # the table of phrases holds measures
        if numbers and is_rate(numbers[0]) and not self._adds_prices():
            return ("average" if self._parts.groups else "rows"), numbers
        if numbers:
            return "sum", numbers
        if said == "much":
            return "sum", []
        return ("count" if self._parts.groups else "rows"), []

    def _adds_prices(self) -> bool:
        """ "Spent" on things of which each row is one: the sum of their prices."""
        cue = self._parts.cue
        return bool(cue and cue.adds) and not any(map(is_amount, self._table.columns))

    def _many(self, numbers: list[Column], free: list[Column]) -> tuple[Measure, list[Column]]:
        """ "How many": a sum of what the table counts, or the different things, or rows."""
        texts = [column for column in free if column.type == "text"]
        if numbers and not (
            texts and numbers[0] in free and free.index(texts[0]) < free.index(numbers[0])
        ):
            return "sum", numbers
        if texts:
            return "distinct", texts[:1]
        amounts = [c for c in self._table.columns if c.type == "number" and is_amount(c)]
        compared = any(
            one.compare in (">", "≥", "<", "≤") and is_number(one) for one in self._parts.filters
        )
        return ("sum", amounts) if amounts and not compared else ("count", [])

    def _superlative(self, most: Sought, numbers: list[Column]) -> Query:
        """ "Which region sold the most bikes?": groups in order; "the highest price": one."""
        parts = self._parts
        kind: Measure = "average" if parts.measure == "average" else "sum"
        measured, plus = self._added(numbers, kind)
        if measured is None:
            return Query(filters=parts.filters)
        groups = parts.groups or self._compared_groups(most)
        order: Order = "down" if most.order == "down" else "up"
        if groups:
            return Query(
                measure=kind if kind == "average" or not is_rate(measured) else "max",
                column=measured.name,
                plus=plus,
                filters=parts.filters,
                groups=groups,
                order=order,
                limit=parts.limit or 1,
            )
        if parts.limit or parts.lists or self._means_a_row():
            return Query(
                measure="rows",
                column=measured.name,
                plus=plus,
                filters=parts.filters,
                order=order,
                limit=parts.limit or 1,
            )
        largest: Measure = "max" if order == "down" else "min"
        return Query(measure=largest, column=measured.name, filters=parts.filters)

    def _compared_groups(self, most: Sought) -> tuple[Group, ...]:
        """What "which region" compares; who did most of something is a person of all its rows."""
        named = [column for column in self._free if column.type != "number"]
        if not named and self._parts.of_people and not most.is_strict:
            named = [column for column in self._table.columns if _is_of_people(column)]
        return (Group(column=named[0].name),) if named else ()

    def _means_a_row(self) -> bool:
        """ "The most expensive" is a thing; "how expensive is the most expensive" and "the highest
        price" are numbers.
        """
        cue = self._parts.cue
        return not self._named and not (cue and not cue.is_verb)

    def _latest(self, order: Order) -> Query:
        parts = self._parts
        days = [c for c in (*self._free, *self._table.columns) if c.type == "date"]
        if not days:
            return self._listed(self._free)
        others = [column for column in self._free if column.type != "date"]
        if others or parts.limit or parts.lists:
            return Query(
                measure="rows",
                column=days[0].name,
                filters=parts.filters,
                show=tuple(column.name for column in others),
                order=order,
                limit=parts.limit or 1,
            )
        return Query(
            measure="max" if order == "down" else "min",
            column=days[0].name,
            filters=parts.filters,
        )

    def _usual(self) -> list[Column]:
        """The usual numbers, unless the question is about a quantity that they do not measure."""
        cue = self._parts.cue
        is_unmet = bool(cue and cue.column is None)
        numbers = usual_numbers(self._table, unknown_only=is_unmet)
        others = [c for c in self._table.columns if c.type == "number" and c not in numbers]
        if len(numbers) == 1 and others:
            self.assumed = numbers[0].name
        return numbers


def usual_numbers(table: Table, *, unknown_only: bool = False) -> list[Column]:
    """The one column of numbers; of several, the one that stands last is most often the sum.

    Where they are months or years of one thing, it is all of them. `unknown_only` leaves out those
    that are known to measure something, and takes none of several.
    """
    numbers = [column for column in table.columns if column.type == "number"]
    if unknown_only:
        numbers = [column for column in numbers if not quantity_of(column)]
    if series(numbers) or (unknown_only and len(numbers) > 1):
        return numbers if series(numbers) else []
    amounts = [column for column in numbers if is_amount(column)]
    return (amounts or [c for c in numbers if not is_rate(c)] or numbers)[-1:]


def _is_of_people(column: Column) -> bool:
    words = words_of(column.name)
    named = any(meanings(word) & PEOPLE for word in words) or words[-1:] in PEOPLE_AFTER
    filled = [value for value in column.values if value is not None]
    return column.type == "text" and named and len(set(filled)) < len(filled)
