"""What the numbers of a column measure, as far as its header says it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmos_files.asking.measuring import EACH, HEADERS, SCALES
from llmos_files.asking.tokens import meanings, stem, words_of
from llmos_files.asking.words import RATES
from llmos_files.sheets.table import Column, Table

_AMOUNTS = meanings("qty")
_YEARS = range(1500, 2101)
_JOINING = frozenset({"in", "of", "per", "pro", "je", "par", "de"})
_SHORTEST_PART = 4
_LOOKED_AT = 200
"""As many values tell whether all are years."""


def quantity_of(column: Column) -> str:
    """The quantity of a column of numbers; empty if nobody can tell."""
    if column.type != "number":
        return ""
    filled = [value for value in column.values[:_LOOKED_AT] if value is not None]
    if filled and all(isinstance(value, int) and value in _YEARS for value in filled):
        return "year"
    words = words_of(re.sub("m([²³])", lambda m: {"²": "sqm", "³": "cbm"}[m[1]], column.name))
    end = next((n for n, word in enumerate(words) if n and word in _JOINING), len(words))
    # What a header is of stands last, and what it is in may follow: "hourly rate", "weight (kg)".
    found = [*map(_said_by, reversed(words[:end])), *map(_said_by, reversed(words))]
    sure = (quantity for quantity in found if quantity not in ("", "length"))
    return next(sure, "length" if "length" in found else "")


def _said_by(word: str) -> str:
    for quantity, words in HEADERS.items():
        if {word, stem(word), stem(stem(word))} & words:
            return quantity
    if unit := scale_of(word):
        return unit[0]
    # German puts words together: "Fahrzeit".
    return next((quantity for quantity, words in HEADERS.items() if _ends_in(word, words)), "")


def _ends_in(word: str, words: frozenset[str]) -> bool:
    return any(word.endswith(one) for one in words if len(one) >= _SHORTEST_PART)


def scale_of(word: str) -> tuple[str, float] | None:
    """Which quantity a unit measures, and how many of the quantity's first unit it is."""
    return SCALES.get(stem(word))


def of_quantity(table: Table, quantities: Sequence[str]) -> tuple[Column | None, bool]:
    """The column that measures the first of these, and whether little of it is much.

    Of several, what is added up comes before a price of one piece, and a sum stands last.
    """
    for quantity in quantities:
        found = [c for c in table.columns if quantity_of(c) == quantity.lstrip("-")]
        amounts = [column for column in found if not is_rate(column)]
        if found:
            return (amounts or found)[-1], quantity.startswith("-")
    return None, False


def is_rate(column: Column) -> bool:
    """Whether adding up this column's values makes no sense unless somebody asks for it."""
    if "%" in column.name or quantity_of(column) in EACH:
        return True
    return any(meanings(word) & RATES for word in words_of(column.name))


def is_amount(column: Column) -> bool:
    """Whether this column says how many or how much, as "Qty" and "Menge" do."""
    return any(meanings(word) & _AMOUNTS for word in words_of(column.name))
