"""The figures of one size: as words, as plain values, and against their limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from mailbench.peers import Run
from mailbench.searching import Latency

OURS = "llmos-mail"
LEAST_RATE = {"mu": 2.0, "notmuch": 4.0}
"""How many times the rate of each peer is wanted."""

MOST_AGAIN = 2.0
"""How many times as long as mu a look with nothing new may take."""

MOST_MEGABYTES = 300.0
MOST_INSIDE_MS = 15.0
MOST_THROUGH_MS = 60.0


@dataclass
class Figures:
    """What was measured with one Maildir."""

    messages: int
    bytes: int
    runs: dict[str, Run] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    inside: Latency = field(default_factory=lambda: Latency(0, 0, 0))
    through: Latency = field(default_factory=lambda: Latency(0, 0, 0))

    @property
    def missed(self) -> list[str]:
        """The limits that do not hold, in words."""
        ours = self.runs[OURS]
        found = [
            f"{ratio:.1f} times {name}'s rate, wanted {LEAST_RATE[name]:.0f}"
            for name, ratio in self._ratios()
            if ratio < LEAST_RATE[name]
        ]
        again = self._again()
        found += [f"{again:.1f} times mu's second look"] * (again > MOST_AGAIN)
        found += [f"{ours.megabytes:.0f} MB of memory"] * (ours.megabytes > MOST_MEGABYTES)
        found += ["searches inside"] * (self.inside.p99 > MOST_INSIDE_MS)
        found += ["searches through the kernel"] * (self.through.p99 > MOST_THROUGH_MS)
        return found

    def _ratios(self) -> Iterator[tuple[str, float]]:
        for name in LEAST_RATE:
            if name in self.runs:
                yield name, self.runs[name].seconds / self.runs[OURS].seconds

    def _again(self) -> float:
        return self.runs[OURS].again / self.runs["mu"].again if "mu" in self.runs else 0.0

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        return asdict(self) | {"ratios": dict(self._ratios()), "missed": self.missed}

    def in_words(self) -> str:
        """All of it as lines."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"{self.messages:,} messages, {self.bytes / 1e6:,.0f} MB"
        for name, run in self.runs.items():
            yield (
                f"  {name:<11} {self.messages / run.seconds:7,.0f} messages/s  {run.seconds:6.1f} s"
                f"  worked {run.worked:6.1f} s  again {run.again:6.2f} s  {run.megabytes:5,.0f} MB"
            )
        for name, package in self.missing.items():
            yield f"  {name} is not installed; the package {package} has it"
        for name, ratio in self._ratios():
            yield f"  indexing: {ratio:.1f} times {name}'s rate (wanted {LEAST_RATE[name]:.0f})"
        if "mu" in self.runs:
            yield f"  nothing new: {self._again():.2f} times mu's time (at most {MOST_AGAIN:.0f})"
        yield f"  memory: {self.runs[OURS].megabytes:.0f} MB (at most {MOST_MEGABYTES:.0f})"
        yield _latency("inside the plugin", self.inside, MOST_INSIDE_MS)
        yield _latency("through kernel, broker and worker", self.through, MOST_THROUGH_MS)
        yield f"  missed: {'; '.join(self.missed) or 'nothing'}"


def _latency(where: str, found: Latency, most: float) -> str:
    return (
        f"  search {where}: p50 {found.p50:.1f} ms, p99 {found.p99:.1f} ms (at most {most:.0f}),"
        f" longest {found.longest:.1f} ms"
    )
