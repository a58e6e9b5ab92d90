"""The bars themselves: what is done, how much of it, how fast, and how long the rest takes."""

from __future__ import annotations

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Column
from rich.text import Text

_MEGABYTE = 1_000_000


_NARROW = 60
"""Columns below which there is room for neither a bar nor the rate."""

_BESIDE = {True: 33, False: 50}
"""Columns that all the rest may take beside the words, on a narrow terminal and on others."""


class _Amount(ProgressColumn):
    """How much is done and, if there is room, how much a second."""

    def __init__(self, *, rates: bool) -> None:
        self._rates = rates
        super().__init__(Column(no_wrap=True))

    def render(self, task: Task) -> Text:
        unit = str(task.fields["unit"])
        speed = task.finished_speed or task.speed
        rate = f", {told(speed, unit if unit == 'bytes' else '')}/s" if speed else ""
        return Text(told(task.completed, unit) + rate * self._rates)


def told(amount: float, unit: str) -> str:
    """An amount with its unit; bytes as megabytes."""
    if unit == "bytes":
        return f"{amount / _MEGABYTE:,.1f} MB"
    return f"{amount:,.0f} {unit}".rstrip()


def bars() -> Progress:
    """Bars on the error output, each on one line, gone when the work is done."""
    console = Console(stderr=True)
    is_narrow = console.width < _NARROW
    most = max(1, console.width - _BESIDE[is_narrow])
    words = Column(no_wrap=True, overflow="ellipsis", max_width=most)
    return Progress(
        SpinnerColumn(),
        # Markup is off because a plugin chooses these words.
        TextColumn("{task.description}", markup=False, table_column=words),
        *[BarColumn()] * (not is_narrow),
        TaskProgressColumn(),
        _Amount(rates=not is_narrow),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
