"""`Granted`: how far this run's grant of `health:read` reaches, and what the tools say about it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import date

from llmos import Context, Scope, ToolError
from llmos_health.metrics.limits import Shown

_HEALTH = "health:read"

LABEL, DAILY, RAW = "label", "daily", "raw"


@dataclass(frozen=True)
class Granted:
    """The limits of the grant, and the part of the data that lies within them."""

    plugin: str
    scope: Scope
    shown: Shown

    @classmethod
    def of(cls, ctx: Context) -> Granted:
        """Ask what this run may see."""
        scope = ctx.scope(_HEALTH)
        return cls(ctx.plugin, scope, Shown.of(scope.names, scope.since, scope.until))

    @property
    def resolution(self) -> str:
        """`label`, `daily` or `raw`."""
        return self.scope.resolution

    @property
    def notes(self) -> list[str]:
        """The limits in sentences, so that nobody takes a part of the data for all of it."""
        if self.resolution == LABEL:
            return ["The grant gives words only, no figures."]
        reach = Scope(names=self.scope.names, since=self.scope.since, until=self.scope.until)
        words = reach.in_words()
        limits = [f"The grant limits what is looked at: {words}."] if words else []
        if unknown := self.shown.unknown():
            limits.append(f"The grant names what llmos-health does not know: {', '.join(unknown)}.")
        if self.resolution == DAILY:
            limits.append("The grant gives daily figures only.")
        return limits

    def clamp(self, first: date, last: date) -> tuple[date, date]:
        """The wanted days, as far as they may be seen."""
        since, until = self.scope.since, self.scope.until
        return max(first, since or first), min(last, until or last)

    def require(self, resolution: str, what: str) -> None:
        """Refuse what a coarser grant cannot answer, and say which command allows it."""
        order = (LABEL, DAILY, RAW)
        if order.index(self.resolution) >= order.index(resolution):
            return
        now = self.scope
        wider = Scope(now.places, now.names, now.since, now.until, resolution=resolution)
        if self.resolution == LABEL:  # whose errors bear no digit, not even of a day
            wider = Scope(resolution=resolution)
        words = ("llmos", "permissions", "grant", self.plugin, _HEALTH, *wider.as_options())
        raise ToolError(
            f"{what} needs the resolution {resolution} of {_HEALTH}, "
            f"and the grant gives {self.resolution} only.",
            hint=f"Allow it with: {shlex.join(words)}",
        )
