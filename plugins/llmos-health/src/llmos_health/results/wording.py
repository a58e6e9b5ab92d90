"""Figures, lengths of time and notes as people read them."""

from __future__ import annotations

from collections.abc import Sequence

from llmos import Block, Text
from llmos_health.metrics.catalogue import Metric

NO_DIAGNOSIS = "These are measurements of consumer devices, not a diagnosis."


def figure(metric: Metric, unit: str, value: float, *, signed: bool = False) -> str:
    """A value with its unit; hours as hours and minutes."""
    if unit == "h":
        return hours(value, signed=signed)
    sign = "+" if signed else ""
    shown = "" if unit == "count" else f" {unit}"
    # Adding nothing turns the negative zero, which rounding may leave, into the usual one.
    number = f"{round(value, metric.decimals) + 0.0:{sign},.{metric.decimals}f}"
    return f"{number}%" if unit == "%" else number + shown


def hours(value: float, *, signed: bool = False) -> str:
    """Hours as `7 h 05 min`."""
    whole, minutes = divmod(round(abs(value) * 60), 60)
    sign = ("-" if value < 0 else "+") if signed or value < 0 else ""
    return f"{sign}{whole} h {minutes:02} min" if whole else f"{sign}{minutes} min"


def minutes(value: float) -> str:
    """Minutes as `45 min`, or with hours."""
    return hours(value / 60)


def listed(names: Sequence[str]) -> str:
    """Names with commas; sources of Apple's hold spaces that do not break."""
    return ", ".join(
        name.replace("\N{NO-BREAK SPACE}", " ") or "an unnamed source" for name in names
    )


def some(titles: Sequence[str]) -> str:
    """The first few of some titles, each once."""
    once = list(dict.fromkeys(titles))
    return ", ".join(once[:5]) + " and others" * (len(once) > 5)


def measured(names: Sequence[str]) -> str:
    """By whom, as the end of a sentence; empty where nobody measured anything."""
    return f", measured by {listed(names)}" if names else ""


def coverage(days: int, of: int) -> str:
    """How many of the days have figures; gaps are said and not filled."""
    if days == of:
        return f"all {of} days" if of > 1 else "that day"
    return f"{days} of {of} days"


def notes(sentences: Sequence[str]) -> list[Block]:
    """What else there is to say."""
    return [Text(note, "note") for note in sentences]
