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
from rich.text import Text

_MEGABYTE = 1_000_000


class _Amount(ProgressColumn):
    """How much is done, and how much a second."""

    def render(self, task: Task) -> Text:
        unit = str(task.fields["unit"])
        speed = task.finished_speed or task.speed
        rate = f" at {told(speed, unit)}/s" if speed else ""
        return Text(told(task.completed, unit) + rate)


def told(amount: float, unit: str) -> str:
    """An amount with its unit; bytes as megabytes."""
    if unit == "bytes":
        return f"{amount / _MEGABYTE:,.1f} MB"
    return f"{amount:,.0f} {unit}".rstrip()


def bars() -> Progress:
    """Bars on the error output, gone when the work is done."""
    return Progress(
        SpinnerColumn(),
        # Markup is off because a plugin chooses these words.
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        _Amount(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
