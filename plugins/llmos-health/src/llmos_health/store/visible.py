"""A store narrowed to what may be shown.

The narrowing does not trust the queries: views of the same names lie over the tables, so whatever a
query asks for, the rest is not there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from llmos_health.metrics.catalogue import Metric, metric_of
from llmos_health.metrics.limits import Shown

_DAY = 86_400
_WHOLE_DAYS = (-(2**40), 2**40)


def show_only(connection: sqlite3.Connection, shown: Shown) -> None:
    """Hide everything else from all later queries of this connection."""
    connection.execute("PRAGMA temp_store = MEMORY")
    for name, query in _views(connection, shown).items():
        connection.execute(f"CREATE TEMP VIEW {name} AS {query}")


def metrics_of(connection: sqlite3.Connection) -> dict[int, Metric]:
    """The metrics of the store that may be shown, by number."""
    query = "SELECT m.id, k.type FROM metrics m JOIN kinds k ON k.metric = m.id GROUP BY m.id"
    return {number: metric_of(type_) for number, type_ in connection.execute(query)}


def _views(connection: sqlite3.Connection, shown: Shown) -> dict[str, str]:
    query = "SELECT m.id, k.type FROM main.metrics m JOIN main.kinds k ON k.metric = m.id"
    pairs = connection.execute(query + " GROUP BY m.id").fetchall()
    # A view takes no parameters; whole numbers can be written into it.
    numbers = ", ".join(str(number) for number, type_ in pairs if shown.has(metric_of(type_)))
    first, last = _days(shown)
    day = f"day BETWEEN {first} AND {last}"
    at = f"(start + offset) BETWEEN {first * _DAY} AND {last * _DAY + _DAY - 1}"
    # A month lasts 28 to 31 days. These are a few months too many; whoever reads cuts at the days.
    months = (
        f"month BETWEEN {first // 28 - 1 if first < 0 else first // 31 - 1} AND {last // 28 + 1}"
    )
    sleeps = any(shown.has(metric_of(type_)) and "SleepAnalysis" in type_ for _, type_ in pairs)
    return {
        "metrics": f"SELECT * FROM main.metrics WHERE id IN ({numbers})",
        "kinds": f"SELECT * FROM main.kinds WHERE metric IN ({numbers})",
        "daily": f"SELECT * FROM main.daily WHERE metric IN ({numbers}) AND {day}",
        "blocks": f"SELECT * FROM main.blocks WHERE metric IN ({numbers}) AND {months}",
        "nights": f"SELECT * FROM main.nights WHERE {day} AND {int(sleeps)}",
        "workouts": f"SELECT * FROM main.workouts WHERE {at} AND {_kind(shown, 'workouts')}",
        "rings": f"SELECT * FROM main.rings WHERE {day} AND {_kind(shown, 'rings')}",
        "correlations": f"SELECT * FROM main.correlations WHERE {at} AND {_pairs(shown)}",
        "papers": f"SELECT * FROM main.papers WHERE {' AND '.join(_papers(shown))}",
    }


def _days(shown: Shown) -> tuple[int, int]:
    first = _WHOLE_DAYS[0] if shown.first is None else shown.first
    return first, _WHOLE_DAYS[1] if shown.last is None else shown.last


def _kind(shown: Shown, name: str) -> int:
    return int(shown.has_kind(name))


def _pairs(shown: Shown) -> int:
    names = shown.names
    return int(not names or bool(names & {"systolic blood pressure", "systolic", "heart"}))


def _papers(shown: Shown) -> Iterator[str]:
    kinds = {"ecg": "ecg", "clinical": "clinical records"}
    allowed = ", ".join(f"'{kind}'" for kind, name in kinds.items() if shown.has_kind(name))
    yield f"kind IN ({allowed})"
    if shown.first is not None or shown.last is not None:
        first, last = _days(shown)
        yield f"julianday(day) - 2440587.5 BETWEEN {first} AND {last}"
