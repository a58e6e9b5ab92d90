"""Which columns a question names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llmos_files.asking.tokens import Tokens, alike, same, words_of
from llmos_files.sheets.table import Column, Table

_UNITS = frozenset(
    "eur euro usd gbp chf pln sek kg km h std min pct in per of der des and und".split()
)
_SHORTEST_WORD = 3


@dataclass(frozen=True)
class Named:
    """A column that the question names, and at which of its words."""

    column: Column
    at: int
    words: int


def columns_named(tokens: Tokens, table: Table) -> list[Named]:
    """The columns whose headers stand in the question, the surest first; used up."""
    found: list[Named] = []
    for exact in (True, False):
        for words, column in _headers(table):
            if any(column.name == named.column.name for named in found):
                continue
            at = tokens.find(words, loosely=not exact)
            if at is not None:
                found.append(Named(column, at, len(words)))
                tokens.use(at, len(words))
    for column in table.columns:
        if all(column.name != named.column.name for named in found):
            found += _scattered(tokens, column)
    for column in table.columns:
        if all(column.name != named.column.name for named in found):
            found += _by_meaning(tokens, column, table)
    return found


def _headers(table: Table) -> list[tuple[list[str], Column]]:
    """Every way to name each column, the longest first: its header, or what tells it apart."""
    every: list[tuple[list[str], Column]] = []
    for column in table.columns:
        words = words_of(column.name)
        telling = [word for word in words if word not in _UNITS]
        for some in (words, telling, *_parts(telling, table)):
            if some and (some, column) not in every:
                every.append((some, column))
    return sorted(every, key=lambda item: -len(" ".join(item[0])))


def _parts(words: list[str], table: Table) -> Iterator[list[str]]:
    """Runs of a header's words that no other header has."""
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            some = words[start : start + length]
            holders = sum(_holds(words_of(column.name), some) for column in table.columns)
            if holders == 1 and len(" ".join(some)) > 2:
                yield some


def _holds(words: list[str], some: list[str]) -> bool:
    count = len(some)
    return any(
        all(same(a, b) for a, b in zip(words[at : at + count], some, strict=True))
        for at in range(len(words) - count + 1)
    )


def _scattered(tokens: Tokens, column: Column) -> list[Named]:
    """A header of several words, all of which stand in the question, though apart."""
    words = [word for word in words_of(column.name) if word not in _UNITS]
    places = [
        next((n for n, t in enumerate(tokens.words) if not tokens.used[n] and same(t, word)), None)
        for word in words
    ]
    if len(words) < 2 or None in places:
        return []
    for at in places:
        tokens.use(at or 0)
    return [Named(column, min(at or 0 for at in places), 1)]


def _by_meaning(tokens: Tokens, column: Column, table: Table) -> list[Named]:
    """A header in other words or another language, if no other header means the same."""
    for word in words_of(column.name):
        if word in _UNITS or len(word) < _SHORTEST_WORD:
            continue
        for at, token in enumerate(tokens.words):
            if tokens.used[at] or not (alike(token, word) or _is_part(token, word)):
                continue
            rivals = [
                other
                for other in table.columns
                if other.name != column.name
                and any(alike(token, one) for one in words_of(other.name))
            ]
            if not rivals:
                tokens.use(at)
                return [Named(column, at, 1)]
    return []


def _is_part(token: str, word: str) -> bool:
    """German puts words together: a "Gesamtumsatz" is an "Umsatz"."""
    short, long = sorted((token, word), key=len)
    return len(short) >= 5 and len(long) - len(short) >= 3 and long.endswith(short)
