"""Making the sheet of words out of a store."""

from __future__ import annotations

import sqlite3
from datetime import date

from llmos_health.metrics.limits import Shown
from llmos_health.store.figures import daily, day_of, span
from llmos_health.store.visible import metrics_of, show_only
from llmos_health.words.halves import halves_of
from llmos_health.words.judging import NOTHING, judged
from llmos_health.words.sheet import Sheet

_DIGIT = "0123456789"


def sheet_of(connection: sqlite3.Connection, shown: Shown, state: str, today: date) -> Sheet:
    """The words for everything that may be shown."""
    show_only(connection, shown)
    days = span(connection)
    if days is None:
        return Sheet(today, state, {})
    words = {}
    for metric in metrics_of(connection).values():
        figures = daily(connection, metric, *days)
        if len(figures.day) and not any(digit in metric.label for digit in _DIGIT):
            told = list(reversed(judged(figures.day, figures.value)))
            missing = (days[1] - day_of(int(figures.day[-1]))).days
            words[metric.label] = [NOTHING] * missing + told
    return Sheet(days[1], state, words, tuple(halves_of(connection, *days)))
