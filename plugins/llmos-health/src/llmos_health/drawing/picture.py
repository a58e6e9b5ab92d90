"""A picture of daily figures, drawn with matplotlib, which is imported only here.

Bars for what adds up, a line with the band of single records for averages, stacked stages for
sleep. Days without a figure are left out and shaded; nothing is drawn across them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from llmos_health.aggregates.columns import Floats, Ints
from llmos_health.store.figures import Daily, NightRow, number_of

Format = Literal["png", "svg"]

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_INK, _PALE, _GRID, _BACK = "#22313f", "#5d6d7e", "#e5e8eb", "#ffffff"
_COLOURS = {
    "heart": "#d1495b",
    "activity": "#2a9d6f",
    "sleep": "#5e60ce",
    "body": "#3d7ea6",
    "breathing": "#2596a8",
    "walking": "#7a8f2a",
}
_STAGES = (("deep", "deep", "#3c3a9e"), ("core", "core", "#7d80dd"), ("rem", "REM", "#b9a5ef"))
_ASLEEP = "#9aa0a6"
_GAP = "#f3eee2"
_BAND, _AVERAGE = "single records", "average of the day"
_BAR = 0.86
_MANY = 120
_WIDTH, _HEIGHT, _DOTS = 9.0, 4.2, 160


@dataclass(frozen=True)
class Frame:
    """What stands around a picture: the days and the names of the sources."""

    first: date
    last: date
    sources: str

    def __str__(self) -> str:
        first, last = (f"{day.day} {day:%b %Y}" for day in (self.first, self.last))
        return first if first == last else f"{first} to {last}"

    @property
    def days(self) -> Ints:
        """The days, counted since 1970, as matplotlib counts them too."""
        return np.arange(number_of(self.first), number_of(self.last) + 1)


def prepare(folder: Path) -> None:
    """Let matplotlib keep its list of fonts in a folder of the plugin's own."""
    os.environ.setdefault("MPLCONFIGDIR", str(folder))
    os.environ.setdefault("MPLBACKEND", "agg")


def draw(figures: Daily, frame: Frame, format: Format) -> bytes:
    """A picture of a metric."""
    figure, axes = _canvas()
    days = frame.days
    value = _filled(days, figures.day, figures.value)
    colour = _COLOURS.get(figures.metric.group, _COLOURS["body"])
    if figures.metric.how in ("total", "minutes", "times"):
        axes.bar(days, np.nan_to_num(value), width=_BAR, color=colour, linewidth=0)
    else:
        _line(axes, days, value, figures, colour)
    _shade_gaps(axes, days, days[np.isnan(value)])
    _finish(axes, frame, figures.metric.label, _unit(figures), len(figures.day))
    return _written(figure, format)


def draw_nights(nights: Sequence[NightRow], frame: Frame, format: Format) -> bytes:
    """A picture of nights and their stages."""
    figure, axes = _canvas()
    slept = [night for night in nights if night.asleep]
    days = np.array([number_of(night.day) for night in slept])
    ground = np.zeros(len(slept))
    for name, label, colour in _STAGES:
        length = np.array([getattr(night, name) for night in slept])
        _stack(axes, days, ground, length, colour, label)
        ground += length
    rest = np.array([night.asleep for night in slept]) - ground
    if (rest > 1 / 60).any():
        _stack(axes, days, ground, rest, _ASLEEP, "stage unknown")
    _shade_gaps(axes, frame.days, np.setdiff1d(frame.days, days))
    _finish(axes, frame, "sleep", "hours asleep a night", len(days))
    return _written(figure, format)


def _stack(axes: Axes, days: Ints, ground: Floats, length: Floats, colour: str, label: str) -> None:
    bottom = ground.copy()
    axes.bar(days, length, bottom=bottom, width=_BAR, color=colour, linewidth=0, label=label)


def _canvas() -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH, _HEIGHT), facecolor=_BACK, layout="constrained")
    return figure, figure.add_subplot()


def _line(axes: Axes, days: Ints, value: Floats, figures: Daily, colour: str) -> None:
    low, high = (_filled(days, figures.day, column) for column in (figures.low, figures.high))
    if np.nanmax(high - low) > 0:
        axes.fill_between(days, low, high, color=colour, alpha=0.14, linewidth=0, label=_BAND)
    dot = "" if len(days) > _MANY else "o"
    axes.plot(days, value, color=colour, linewidth=1.6, marker=dot, markersize=3.4, label=_AVERAGE)


def _filled(days: Ints, known: Ints, values: Floats) -> Floats:
    """A value for each day, NaN where there is none."""
    column = np.full(len(days), np.nan)
    column[known - days[0]] = values
    return column


def _unit(figures: Daily) -> str:
    told = "" if figures.unit == "count" else figures.unit
    return told if figures.metric.how == "average" else f"{told or figures.metric.label} a day"


def _shade_gaps(axes: Axes, days: Ints, missing: Ints) -> None:
    """Shade what is missing, unless that is most of it, as with a scale that is seldom used."""
    if 2 * len(missing) > len(days):
        return
    for place, day in enumerate(missing.tolist()):
        label = "_" if place else "not measured"
        axes.axvspan(day - 0.5, day + 0.5, color=_GAP, linewidth=0, zorder=0, label=label)


def _finish(axes: Axes, frame: Frame, title: str, unit: str, measured: int) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    axes.set_title(title.capitalize(), loc="left", fontsize=14, color=_INK, weight="bold", pad=26)
    if axes.get_legend_handles_labels()[0]:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, frameon=False, fontsize=8)
    axes.set_ylabel(unit, color=_PALE, fontsize=9)
    about = f"{frame} · measured on {measured} of {len(frame.days)} days · {frame.sources}"
    axes.set_xlabel(about, color=_PALE, fontsize=8, loc="left")
    axes.set_xlim(frame.days[0] - 1, frame.days[-1] + 1)
    axes.xaxis_date()
    locator = AutoDateLocator(minticks=4, maxticks=9)  # type: ignore[no-untyped-call]  # theirs
    axes.xaxis.set_major_locator(locator)
    formatter = ConciseDateFormatter(locator, show_offset=False)  # type: ignore[no-untyped-call]  # theirs
    axes.xaxis.set_major_formatter(formatter)
    axes.grid(axis="y", color=_GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(colors=_PALE, labelsize=8, length=0)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(_GRID)


def _written(figure: Figure, format: Format) -> bytes:
    target = BytesIO()
    # No date inside, so that the same figures give the same bytes.
    figure.savefig(
        target, format=format, dpi=_DOTS, metadata={"Date": None} if format == "svg" else None
    )
    return target.getvalue()
