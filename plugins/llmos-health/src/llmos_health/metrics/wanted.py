"""Finding the metric that somebody means."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from llmos_health.metrics.catalogue import Metric


def wanted(name: str, there: Iterable[Metric]) -> Metric | None:
    """The metric of that name among those that are there; None if there is no such one."""
    folded = _folded(name)
    metrics = list(there)
    for metric in metrics:
        if folded in {_folded(word) for word in metric.words}:
            return metric
    words = {_folded(word): metric for metric in metrics for word in metric.words}
    for near in get_close_matches(folded, words, 1, 0.85):
        return words[near]
    parts = [metric for word, metric in words.items() if set(folded.split()) <= set(word.split())]
    return parts[0] if parts else None


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
