"""How long searches take: inside the plugin, and through kernel, broker and worker."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llmos.calls import Call
from llmos.config import Home, edit_config, read_config
from llmos.errors import EngineError
from llmos.kernel import Kernel
from llmos_mail.index.schema import open_index
from llmos_mail.index.search import Wanted, search
from mailbench.questions import questions

_INSIDE, _THROUGH = 1_300, 390


@dataclass(frozen=True)
class Latency:
    """Milliseconds of one search: the middle, the 99th of 100, and the longest."""

    p50: float
    p99: float
    longest: float


def inside(database: Path) -> Latency:
    """Searches of an open index."""
    with closing(open_index(database)) as connection:
        asked = questions(*_vocabulary(connection), _INSIDE)
        return _latency(lambda one: search(connection, Wanted(**one), 10), asked)


def through_the_kernel(folder: Path, root: Path) -> Latency:
    """Searches as a door makes them, each with the look at what changed before it answers."""
    home = Home.at(folder / "home")
    with Kernel(home, asker=None, engines=_no_engine) as kernel:
        kernel.add_source("mail", root)
        kernel.grant("mail", "mail:read")
        _learn_nothing(kernel)
        kernel.index("mail", lambda _: None)
        with closing(open_index(home.plugin_data("mail") / "mail.db")) as connection:
            words, people = _vocabulary(connection)

        def ask(arguments: dict[str, Any]) -> None:
            request = kernel.request("", door="bench")
            kernel.call(request, Call("mail.search", arguments))

        return _latency(ask, map(_as_arguments, questions(words, people, _THROUGH)))


def _learn_nothing(kernel: Kernel) -> None:
    """Meanings are learnt behind the indexing and asked for where words fail; neither is timed."""

    def edit(document: Any) -> None:
        document["plugins"]["mail"]["settings"] = {"meanings_at_once": 0}

    edit_config(kernel.home, edit)
    kernel.config = read_config(kernel.home)


def _latency(ask: Callable[[dict[str, Any]], object], asked: Iterable[dict[str, Any]]) -> Latency:
    times = []
    for number, arguments in enumerate(asked):
        started = time.perf_counter()
        ask(arguments)
        if number:  # the first one fills caches and starts the worker
            times.append((time.perf_counter() - started) * 1_000)
    return Latency(statistics.median(times), statistics.quantiles(times, n=100)[98], max(times))


def _vocabulary(connection: sqlite3.Connection) -> tuple[list[str], list[str]]:
    """Words from the most to the least common, and people."""
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, words, row)")
    query = "SELECT term FROM temp.terms WHERE length(term) > 3 ORDER BY doc DESC LIMIT 20000"
    words = [row[0] for row in connection.execute(query)]
    people = [
        row[0] for row in connection.execute("SELECT DISTINCT sender FROM messages LIMIT 500")
    ]
    return words, [person for person in people if len(person.split()) > 1]


def _as_arguments(wanted: dict[str, Any]) -> dict[str, Any]:
    arguments = dict(wanted)
    if folders := arguments.pop("folders", None):
        arguments["folder"] = folders[0]
    for name in ("since", "until"):
        if name in arguments:
            arguments[name] = arguments[name].date().isoformat()
    return arguments


def _no_engine() -> Any:
    raise EngineError("This measure routes nothing.")
