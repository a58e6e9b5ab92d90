"""`Sink`: where a reader puts what it finds in an export."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from llmos_health.reading.elements import Correlation, Rings, Workout
from llmos_health.reading.papers import Paper
from llmos_health.reading.problems import Problems
from llmos_health.reading.records import Records
from llmos_health.reading.routes import Route

Report = Callable[[int, int], None]
"""Told how many bytes are read, of how many."""


class Contents:
    """What an export holds besides records; `written` is when it was made, if it says so."""

    def __init__(self) -> None:
        self.workouts: list[Workout] = []
        self.correlations: list[Correlation] = []
        self.rings: list[Rings] = []
        self.papers: list[Paper] = []
        self.routes: dict[str, Route] = {}
        self.written = ""


class Sink(NamedTuple):
    """Records go into columns, everything else into `contents`, what cannot be read to problems."""

    records: Records
    contents: Contents
    problems: Problems
    report: Report
