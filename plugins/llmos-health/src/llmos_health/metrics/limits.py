"""`Shown`: which metrics and days may be shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from llmos_health.metrics.catalogue import REPRODUCTIVE, Metric, known

EPOCH = date(1970, 1, 1)

_GROUP_WORDS = {"reproductive health": REPRODUCTIVE}


class Shown(NamedTuple):
    """The limits of a grant.

    `names` are names of metrics or of groups, in lower case; without any, all metrics but those of
    reproductive health are shown. `first` and `last` are days counted since 1970.
    """

    names: frozenset[str] = frozenset()
    first: int | None = None
    last: int | None = None

    @classmethod
    def of(cls, names: Iterable[str], since: date | None, until: date | None) -> Shown:
        """The limits as a user wrote them."""
        folded = (" ".join(name.casefold().replace("_", " ").split()) for name in names)
        return cls(
            frozenset(_GROUP_WORDS.get(name, name) for name in folded),
            None if since is None else (since - EPOCH).days,
            None if until is None else (until - EPOCH).days,
        )

    def has(self, metric: Metric) -> bool:
        """Whether a metric may be shown."""
        if not self.names:
            return not metric.is_reproductive
        names = {word.replace("_", " ") for word in metric.words} | {metric.group}
        return bool(names & self.names)

    def has_kind(self, name: str) -> bool:
        """Whether what is no metric may be shown: workouts, rings, electrocardiograms, records."""
        return not self.names or name in self.names

    def unknown(self) -> list[str]:
        """Names that are none of a known metric, group or other kind."""
        valid = set(OTHERS)
        for metric in known().values():
            valid |= {word.replace("_", " ") for word in metric.words} | {metric.group}
        return sorted(self.names - valid)


OTHERS = ("workouts", "rings", "ecg", "clinical records")
"""What an export holds besides metrics, as a grant names it."""
