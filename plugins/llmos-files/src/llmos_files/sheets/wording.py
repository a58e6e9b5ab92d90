"""A query in words, so that a wrong one can be seen to be wrong."""

from __future__ import annotations

from llmos_files.reading.cells import shown
from llmos_files.sheets.query import Filter, Query

_MEASURES = {
    "sum": "The sum of",
    "average": "The average of",
    "distinct": "How many different values there are of",
    "max": "The largest of",
    "min": "The smallest of",
    "median": "The median of",
    "share": "The share, in percent of all rows, of",
}
_COMPARE = {
    "=": "is",
    "≠": "is not",
    ">": "is more than",
    "≥": "is at least",
    "<": "is less than",
    "≤": "is at most",
    "contains": "contains",
    "in": "is one of",
}


def in_words(query: Query) -> str:
    """The query as a sentence."""
    parts = [_what(query)]
    if query.groups:
        named = [f"{g.part} of “{g.column}”" if g.part else f"“{g.column}”" for g in query.groups]
        parts.append("for each " + " and ".join(named))
    if query.filters:
        parts.append("where " + " and ".join(map(_condition, query.filters)))
    if order := _order(query):
        parts.append(order)
    return " ".join(parts) + "."


def _what(query: Query) -> str:
    if query.measure == "count":
        return "How many rows there are"
    if query.measure == "rows":
        return "The rows" + (
            " with " + ", ".join(f"“{name}”" for name in query.show) if query.show else ""
        )
    return f"{_MEASURES[query.measure]} {_measured(query)}"


def _measured(query: Query) -> str:
    return " + ".join(f"“{name}”" for name in (query.column, *query.plus))


def _order(query: Query) -> str:
    if not query.order:
        return f"(only the first {query.limit})" if query.limit else ""
    what = f" by {_measured(query)}" if query.measure == "rows" else ""
    first = "largest" if query.order == "down" else "smallest"
    return f"{what.strip()} {first} first".strip() + (
        f", only {query.limit}" if query.limit else ""
    )


def _condition(one: Filter) -> str:
    if one.compare == "empty":
        return f"“{one.column}” is empty"
    if one.compare == "filled":
        return f"“{one.column}” is filled in"
    if one.other:
        return f"“{one.column}” {_COMPARE[one.compare]} “{one.other}”"
    values = " or ".join(f"“{v}”" if isinstance(v, str) else shown(v) for v in one.values)
    return f"“{one.column}” {_COMPARE[one.compare]} {values}"
