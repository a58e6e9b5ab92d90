"""A bar for each day, or for several days if there are many, drawn with characters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from llmos_health.store.figures import Daily, number_of

_WIDTH = 60
_ROWS = 8
_BLOCKS = " ▁▂▃▄▅▆▇█"
_GAP = "·"


def bars(figures: Daily, first: date, last: date) -> str:
    """The days from first to last; a dot on the ground is a day, or days, without a figure.

    Empty if there is nothing to draw. Averages do not begin at zero, because they never are.
    """
    if not len(figures.value):
        return ""
    columns = _columns(figures, first, last)
    present = [value for value in columns if value is not None]
    low = 0.0 if figures.metric.how in ("total", "minutes", "times") else _floor(present)
    high = max(present)
    heights = [None if value is None else _height(value, low, high) for value in columns]
    labels = [_number(high, figures), *[""] * (_ROWS - 2), _number(low, figures)]
    margin = max(map(len, labels))
    lines = [
        f"{label.rjust(margin)} ┤" + "".join(_cell(height, _ROWS - 1 - row) for height in heights)
        for row, label in enumerate(labels)
    ]
    head = f"{figures.metric.label} ({figures.unit})" if figures.unit else figures.metric.label
    return "\n".join([head, *lines, *_axis(len(columns), margin, first, last)])


def _columns(figures: Daily, first: date, last: date) -> Sequence[float | None]:
    days = (last - first).days + 1
    count = min(days, _WIDTH)
    place = (figures.day - number_of(first)) * count // days
    return [
        float(figures.value[place == column].mean()) if (place == column).any() else None
        for column in range(count)
    ]


def _floor(present: Sequence[float]) -> float:
    low, high = min(present), max(present)
    return low - max((high - low) / 4, abs(high) / 100)


def _height(value: float, low: float, high: float) -> int:
    steps = _ROWS * (len(_BLOCKS) - 1)
    return max(1, round((value - low) / (high - low) * steps)) if high > low else steps // 2


def _cell(height: int | None, level: int) -> str:
    if height is None:
        return _GAP if level == 0 else " "
    full = len(_BLOCKS) - 1
    return _BLOCKS[int(np.clip(height - level * full, 0, full))]


def _axis(count: int, margin: int, first: date, last: date) -> list[str]:
    middle = first + timedelta(days=(last - first).days // 2)
    left, centre, right = (f"{day.day} {day:%b %Y}" for day in (first, middle, last))
    line = f"{' ' * margin} └{'─' * count}"
    if count < len(left) + len(right) + 2:
        return [line, f"{' ' * (margin + 2)}{left} to {right}"]
    room = count - len(left) - len(right)
    text = centre.center(room) if room > len(centre) + 4 else " " * room
    return [line, f"{' ' * (margin + 2)}{left}{text}{right}"]


def _number(value: float, figures: Daily) -> str:
    return f"{value:,.{figures.metric.decimals}f}"
