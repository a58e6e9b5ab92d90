"""Which column a question means without naming it: "how heavy", "the longest", "spent", "5 km".

A column that is known to measure something else is never the answer to such a question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llmos_files.asking.measuring import (
    ADJECTIVES,
    IRREGULAR,
    NOUNS,
    SPENDING,
    VERBS,
    Adjective,
)
from llmos_files.asking.quantities import of_quantity, scale_of
from llmos_files.asking.tokens import Tokens
from llmos_files.asking.words import LATEST, MOST, THAN, Order
from llmos_files.sheets.query import Compare
from llmos_files.sheets.table import Column, Table

_HOW = frozenset({"how", "wie"})
_IS = frozenset({"is", "are", "ist", "sind", "est", "sont"})
_DEGREES = {
    "most": "down", "more": "down", "least": "up", "less": "up", "plus": "down", "moins": "up",
    "mehr": "down", "weniger": "up",
}  # fmt: skip


@dataclass(frozen=True)
class Sought:
    """A word that says what is asked for, and the column that it means in this table, if any.

    at, words   where it stands, and how many words it is
    order       of a superlative: "down" from the largest, "up" from the smallest
    is_strict   whether it is said of one kind of quantity and not of any numbers
    is_verb     whether it says what is done rather than how much of what
    adds        whether it asks for what several things cost together
    """

    column: Column | None
    at: int
    words: int = 1
    order: Order = ""
    is_strict: bool = False
    is_verb: bool = False
    adds: bool = False


def take_superlative(tokens: Tokens, table: Table) -> Sought | None:
    """ "The heaviest", "le plus cher", "the most"; used up."""
    for at, words, adjective, is_most in _superlatives(tokens):
        column, is_reversed = of_quantity(table, adjective.quantities)
        if column is None and tokens.words[at] in LATEST:
            continue  # "the oldest" of things that have no age but a day
        tokens.use(at, words)
        down = (adjective.is_much == is_most) != is_reversed
        return Sought(column, at, words, "down" if down else "up", not adjective.is_wide)
    if taken := tokens.take(MOST):
        return Sought(None, taken[1], len(taken[0].split()), MOST[taken[0]])
    return None


def _superlatives(tokens: Tokens) -> Iterator[tuple[int, int, Adjective, bool]]:
    """Where one stands, its words, its adjective, and whether it is "most" and not "least"."""
    for at, word in enumerate(tokens.words):
        adjective, degree = FORMS.get(word, (None, ""))
        if adjective is None or tokens.used[at]:
            continue
        before = tokens.words[at - 1] if at else ""
        if degree == "superlative":
            yield at, 1, adjective, True
        elif degree == "positive" and before in _DEGREES and not _compares(tokens, at):
            yield at - 1, 2, adjective, _DEGREES[before] == "down"


def _compares(tokens: Tokens, at: int) -> bool:
    """Whether a comparison ends there: "plus cher que"."""
    return tokens.words[at + 1 : at + 2] in [[word] for word in THAN]


def take_cue(tokens: Tokens, table: Table) -> Sought | None:
    """ "How long", "spend", "minutes"; used up, unless no column measures it."""
    unmet: Sought | None = None
    for at, word in enumerate(tokens.words):
        quantities = () if tokens.used[at] else _quantities(tokens, at, table)
        if not quantities:
            continue
        found = _sought(of_quantity(table, quantities)[0], word, at)
        if found.column is not None:
            tokens.use(at)
            return found
        unmet = unmet or found
    return unmet


def cue_in_use(tokens: Tokens, table: Table) -> Sought | None:
    """The same of a word of which something else was made: who "paid" is a column's header, and
    that it is about money remains.
    """
    for at, word in enumerate(tokens.words):
        said = VERBS.get(word) or NOUNS.get(word)
        column = of_quantity(table, (said,))[0] if said else None
        if column is not None:
            return _sought(column, word, at)
    return None


def money(tokens: Tokens, table: Table) -> Sought | None:
    """ "How much" of nothing else is money; "how much is it" asks for the price of one."""
    column, _ = of_quantity(table, ("money",))
    of_one = any(word in _IS for word in tokens.words)
    return Sought(column, 0, is_strict=True, is_verb=True, adds=not of_one) if column else None


def _sought(column: Column | None, word: str, at: int) -> Sought:
    return Sought(column, at, is_strict=True, is_verb=word in VERBS, adds=word in SPENDING)


def _quantities(tokens: Tokens, at: int, table: Table) -> tuple[str, ...]:
    """What the word there asks for, if it is an adjective that is asked for, a verb or a unit."""
    word = tokens.words[at]
    adjective, degree = FORMS.get(word, (None, ""))
    if adjective and degree == "positive" and at and tokens.words[at - 1] in _HOW:
        has_it = of_quantity(table, adjective.quantities)[0] is not None
        return adjective.quantities if has_it or not adjective.is_wide else ()
    unit = scale_of(word)
    said = VERBS.get(word) or NOUNS.get(word) or (unit[0] if unit and len(word) > 1 else "")
    return (said,) if said else ()


@dataclass(frozen=True)
class Than:
    """ "Longer than" and the like: how it compares, what is said to be so, where it begins."""

    compare: Compare
    adjective: Adjective
    at: int


def comparative(tokens: Tokens, at: int) -> Than | None:
    """The comparison of an adjective that ends right before a word, "plus long que" too."""
    if at < 2 or tokens.words[at - 1] not in THAN or any(tokens.used[at - 2 : at]):
        return None
    adjective, degree = FORMS.get(tokens.words[at - 2], (None, ""))
    before = tokens.words[at - 3] if at > 2 else ""
    if adjective and before in _DEGREES and degree == "positive":
        is_more = adjective.is_much == (_DEGREES[before] == "down")
        return Than(">" if is_more else "<", adjective, at - 3)
    if adjective and degree == "comparative":
        return Than(">" if adjective.is_much else "<", adjective, at - 2)
    return None


def _forms(base: str, adjective: Adjective) -> Iterator[tuple[str, tuple[Adjective, str]]]:
    """Every form of an adjective in English and German, with its degree."""
    roots = {base, base + base[-1], base.removesuffix("e"), base.replace("euer", "eur")}
    roots.add(base.removesuffix("y") + "i")
    for root in roots:
        for ending in ("er", "ere", "eren", "erer", "eres"):
            yield root + ending, (adjective, "comparative")
        for most in ("est", "st", *["t"] * root.endswith("ss")):
            for ending in ("", "e", "en", "er", "es"):
                yield root + most + ending, (adjective, "superlative")
    for ending in ("", "s", "es"):
        yield base + ending, (adjective, "positive")


FORMS = {
    form: meaning
    for base, adjective in ADJECTIVES.items()
    for form, meaning in _forms(base, adjective)
} | {form: (ADJECTIVES[base], degree) for form, (base, degree) in IRREGULAR.items()}
"""From each form of an adjective to the adjective and its degree."""
