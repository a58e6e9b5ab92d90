"""Finding the metric that a request means, or saying which there are."""

from __future__ import annotations

from llmos import ToolError
from llmos_health.metrics.catalogue import Metric, known
from llmos_health.metrics.wanted import wanted
from llmos_health.opening import Health
from llmos_health.store.visible import metrics_of
from llmos_health.words.sheet import Sheet


def metric_in(health: Health, name: str) -> Metric:
    """The metric of that name in the store."""
    there = sorted(metrics_of(health.connection).values(), key=lambda one: one.label)
    found = wanted(name, there)
    if found is None:
        raise _unknown(name, [metric.label for metric in there])
    return found


def metric_on(sheet: Sheet, name: str) -> str:
    """The metric of that name on the sheet of words."""
    folded = name.casefold().replace("_", " ").strip()
    metric = wanted(name, known().values())
    for label in (metric.label if metric else folded, folded):
        if label in sheet.words:
            return label
    raise _unknown("it", sorted(sheet.words))


def _unknown(name: str, there: list[str]) -> ToolError:
    what = "That" if name == "it" else f"{name!r}"
    return ToolError(
        f"{what} was not measured, or the grant does not give it.",
        hint=f"There are: {', '.join(there)}." if there else "No export has been read yet.",
    )
