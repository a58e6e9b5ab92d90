"""A question to a table: the query that it becomes, and the words that nothing was made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from llmos_files.asking import words as vocabulary
from llmos_files.asking.adding import with_ranges
from llmos_files.asking.columns import Named, columns_named
from llmos_files.asking.comparing import between_columns
from llmos_files.asking.conditions import equal, flags
from llmos_files.asking.days import conditions
from llmos_files.asking.naming import values_named
from llmos_files.asking.numbers import with_numbers
from llmos_files.asking.querying import Parts, Querying, usual_numbers
from llmos_files.asking.seeking import Sought, cue_in_use, money, take_cue, take_superlative
from llmos_files.asking.tokens import Tokens, words_of
from llmos_files.sheets.query import Filter, Group, Query
from llmos_files.sheets.table import Table

_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10,
    "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "zehn": 10, "deux": 2, "trois": 3,
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What a question became.

    unexplained   words that nothing was made of
    known         how much of it was recognised in the table
    assumed       the column of numbers that was taken among several without being asked for
    unmeasured    words that ask for a quantity that no column says
    """

    query: Query
    unexplained: tuple[str, ...]
    known: int
    assumed: str = ""
    unmeasured: tuple[str, ...] = ()


def ask(question: str, table: Table, today: date, about: str = "") -> Asked:
    """The query that a question becomes; `about` are names (of file, sheet) that it may repeat."""
    return _Asking(question, table, today, about).asked()


class _Asking:
    def __init__(self, question: str, table: Table, today: date, about: str) -> None:
        self._tokens = Tokens(question)
        self._table = table
        self._today = today
        self._about = words_of(f"{about} {table.sheet} {table.caption}")
        self._file = words_of(about)
        self._says_how_much = False

    def asked(self) -> Asked:
        if self._names_only_the_file():
            return Asked(Query(), (), 0)
        self._leave_out_the_file()
        tokens, table = self._tokens, self._table
        values = values_named(tokens, table)
        measure = self._strongest_measure()
        most = take_superlative(tokens, table)
        by_part = self._parts_of_days()
        columns = with_ranges(tokens, columns_named(tokens, table), table)
        filters = [
            *between_columns(tokens, columns, table),
            *with_numbers(tokens, columns, table, next(iter(usual_numbers(table)), None)),
            *self._days(columns),
            *equal(values),
        ]
        latest = self._latest()
        limit = self._limit(most, latest)
        groups = [*self._groups(columns), *by_part]
        yes_or_no, columns = flags(tokens, columns, groups)
        parts = Parts(
            measure=measure,
            most=most,
            latest=vocabulary.LATEST[latest[0]] if latest else "",
            cue=self._cue(columns),
            columns=tuple(named.column for named in columns),
            filters=(*filters, *yes_or_no),
            groups=tuple(groups),
            limit=limit,
            lists=any(word in vocabulary.WHICH for word in tokens.words),
            of_people=any(word in vocabulary.WHO for word in tokens.words),
        )
        querying = Querying(table, parts)
        query = querying.query()
        known = len(columns) + len(values) + len(parts.filters) + len(by_part)
        unmeasured = querying.unmeasured(tokens.words)
        unexplained = dict.fromkeys([*self._unexplained(), *querying.unused, *unmeasured])
        return Asked(query, tuple(unexplained), known, querying.assumed, tuple(unmeasured))

    def _names_only_the_file(self) -> bool:
        """ "The sales figures" of the file of that name: all of it."""
        tokens = self._tokens
        computes = (*vocabulary.MEASURES, *vocabulary.MOST, *vocabulary.LATEST)
        named = not tokens.left({*vocabulary.FILLER, *self._about})
        return named and all(tokens.find(phrase) is None for phrase in computes)

    def _leave_out_the_file(self) -> None:
        """ "In the price list" names no column called price."""
        for length in range(len(self._file), 1, -1):
            for start in range(len(self._file) - length + 1):
                name = self._file[start : start + length]
                at = self._tokens.find(name)
                if at is not None and self._tokens.before(at, vocabulary.OF):
                    self._tokens.use(at, length)

    def _strongest_measure(self) -> str:
        """ "The average number of bikes" is an average."""
        found: list[str] = []
        while taken := self._tokens.take(vocabulary.MEASURES):
            found.append(vocabulary.MEASURES[taken[0]])
        self._says_how_much = "much" in found
        return min(found, key=_STRENGTH.index, default="")

    def _latest(self) -> tuple[str, int] | None:
        """ "The last order"; in "how long did it last?" it is a verb."""
        words = self._tokens.words
        taken = self._tokens.take(vocabulary.LATEST)
        is_verb = taken == ("last", len(words) - 1) and "how" in words
        return None if is_verb else taken

    def _cue(self, columns: list[Named]) -> Sought | None:
        """What the question measures without a header's words; of no interest beside one."""
        is_named = any(named.column.type == "number" for named in columns)
        cue = take_cue(self._tokens, self._table)
        if cue and cue.column is None and is_named:
            self._tokens.use(cue.at)
        if self._says_how_much and not is_named:
            cue = cue or cue_in_use(self._tokens, self._table) or money(self._tokens, self._table)
        return cue

    def _unexplained(self) -> list[str]:
        for words in (vocabulary.LISTING, vocabulary.PER):
            while self._tokens.take(words):
                pass
        return self._tokens.left({*vocabulary.FILLER, *self._about})

    def _limit(self, most: Sought | None, latest: tuple[str, int] | None) -> int | None:
        """ "Top 2", "the three largest", "the last 5"."""
        if most:
            places = (most.at + most.words, most.at - 1)
        elif latest:
            places = (latest[1] + len(latest[0].split()), latest[1] - 1)
        else:
            return None
        for at in places:
            if 0 <= at < len(self._tokens.words) and not self._tokens.used[at]:
                word = self._tokens.words[at]
                count = int(word) if word.isdigit() and len(word) < 4 else _COUNTS.get(word)
                if count:
                    self._tokens.use(at)
                    return count
        return None

    def _parts_of_days(self) -> list[Group]:
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


_STRENGTH = ("median", "average", "share", "distinct", "sum", "count", "much", "many")
