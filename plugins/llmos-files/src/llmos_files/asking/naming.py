"""Which values of a table's columns a question names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llmos_files.asking.tokens import Tokens, same, words_of
from llmos_files.asking.words import DIRECTIONS, NOT, TO
from llmos_files.sheets.engine import fold
from llmos_files.sheets.table import Column, Table

_MOST_VALUES = 3_000
_Held = tuple[Column, str]


@dataclass(frozen=True)
class Valued:
    """A value of a column that the question names; `denied` if it says "not" or "without"."""

    column: Column
    value: str
    at: int
    words: int
    denied: bool = False


def values_named(tokens: Tokens, table: Table) -> list[Valued]:
    """The values of text columns that stand in the question, the longest first; used up."""
    found: list[Valued] = []
    for words, holders in _values(table):
        while (at := _place(tokens, words, holders, found)) is not None:
            column, value = _introduced(tokens, at, holders)
            if at and _says_header(tokens.words[at - 1], column):
                tokens.use(at - 1)
            denied = tokens.take_before(at, NOT)
            tokens.use(at, len(words))
            found.append(Valued(column, value, at, len(words), bool(denied)))
    return found


def distinct(column: Column) -> set[str]:
    """The folded texts of a column."""
    return {str(fold(value)) for value in column.values if isinstance(value, str)}


def _place(
    tokens: Tokens, words: list[str], holders: list[_Held], found: list[Valued]
) -> int | None:
    """Where a value stands; a single letter only behind its header: "in bed A", "beds A and B"."""
    if len(holders[0][1]) > 1:
        return tokens.find(words, loosely=len("".join(words)) > 4)
    column = holders[0][0]
    ends = [one.at + one.words for one in found if one.column.name == column.name]
    for at, word in enumerate(tokens.words):
        joined = at - 1 in ends and tokens.words[at - 1] in TO
        introduced = joined or (at > 0 and _says_header(tokens.words[at - 1], column))
        if [word] == words and introduced and not tokens.used[at]:
            return at
    return None


def _says_header(word: str, column: Column) -> bool:
    return any(same(word, header) for header in words_of(column.name))


def _introduced(tokens: Tokens, at: int, holders: list[_Held]) -> _Held:
    """Of several columns with this value the one that is said: "to Bremen" is where it went."""
    for column, value in holders:
        headers = words_of(column.name)
        ways = [way for way in DIRECTIONS if any(word in way for word in headers)]
        if tokens.before(at, [*headers, *(word for way in ways for word in way)]):
            return column, value
    return holders[0]


def _values(table: Table) -> Iterator[tuple[list[str], list[_Held]]]:
    """The words of each value and the columns that hold it, the longest first."""
    every: dict[tuple[str, ...], list[_Held]] = {}
    for column in table.columns:
        texts = dict.fromkeys(v for v in column.values if isinstance(v, str))
        if column.type != "text" or len(texts) > _MOST_VALUES:
            continue
        for value in texts:
            words = tuple(words_of(value))
            if words and not _is_header(words, table):
                every.setdefault(words, []).append((column, value))
    for words in sorted(every, key=lambda words: -len(" ".join(words))):
        yield list(words), every[words]


def _is_header(words: tuple[str, ...], table: Table) -> bool:
    return any(words == tuple(words_of(column.name)) for column in table.columns)
