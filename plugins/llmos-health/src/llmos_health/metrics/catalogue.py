"""The catalogue of metrics: what Apple's types are called here, told in which unit, summed how."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

How = Literal["total", "average", "minutes", "times", "sleep"]

REPRODUCTIVE = "reproductive"
"""The group that no grant includes unless it names it."""

_PREFIX = re.compile(r"^HK(Quantity|Category|Data)Type(Identifier)?")
_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_INTIMATE = re.compile(
    "menstr|pregnan|ovulat|cervical|sexual|lactat|contracep|progesteron|bleeding|period|fertil"
)
"""What a new type of Apple's would be called if it belonged to that group."""


@dataclass(frozen=True)
class Metric:
    """One thing that is measured.

    `name` is what a grant and a call name it by; `also` are other words for it. `unit` is the one
    in which it is told, and empty if that is whatever the device wrote.
    """

    name: str
    type: str
    label: str
    unit: str
    how: How
    group: str
    decimals: int = 0
    also: tuple[str, ...] = field(default=())

    @property
    def is_reproductive(self) -> bool:
        """Whether it may be shown only to whom it was named."""
        return self.group == REPRODUCTIVE

    @property
    def words(self) -> tuple[str, ...]:
        """Every way to name it, in lower case."""
        return tuple(one.casefold() for one in (self.label, self.name, *self.also))


@cache
def known() -> dict[str, Metric]:
    """The metrics of the catalogue by Apple's type, without its prefix."""
    text = Path(__file__).with_name("catalogue.toml").read_text("utf-8")
    metrics = [
        Metric(name, also=tuple(entry.pop("also", ())), **entry)
        for name, entry in tomllib.loads(text).items()
    ]
    return {metric.type: metric for metric in metrics}


def metric_of(type_: str) -> Metric:
    """The metric of a type as exported; one that is not known is named after its type."""
    short = _PREFIX.sub("", type_)
    metric = known().get(short)
    return metric or _unknown(type_, short)


def _unknown(type_: str, short: str) -> Metric:
    words = [word.lower() for word in _WORD.findall(short)] or ["unnamed"]
    how: How = "times" if "Category" in type_ else "average"
    group = REPRODUCTIVE if _INTIMATE.search("".join(words)) else "other"
    return Metric("_".join(words), short, " ".join(words), "", how, group, decimals=2)
