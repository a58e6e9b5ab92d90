"""The catalogue of metrics: what Apple's types are called here, told in which unit, summed how."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

How = Literal["total", "average", "minutes", "times", "sleep"]

REPRODUCTIVE = "reproductive"
"""The group that no grant includes unless it names it."""

_PREFIX = re.compile(r"^HK(Quantity|Category|Data)Type(Identifier)?")
_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_INTIMATE = re.compile(
    "menstr|pregnan|ovulat|cervical|sexual|lactat|contracep|progesteron|bleeding|period|fertil"
)
"""What a new type of Apple's would be called if it belonged to that group."""


class Metric(NamedTuple):
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
    also: tuple[str, ...] = ()

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
    text = Path(__file__).with_name("catalogue.txt").read_text("utf-8")
    return {metric.type: metric for metric in _listed(text.splitlines())}


def _listed(lines: Iterable[str]) -> Iterator[Metric]:
    group = ""
    for line in lines:
        if line.startswith("["):
            group = line.strip("[]")
        elif line and not line.startswith("#"):
            name, type_, label, unit, how, decimals, *also = map(str.strip, line.split("|"))
            words = tuple(also[0].split(", ")) if also else ()
            yield Metric(name, type_, label, unit, cast(How, how), group, int(decimals), words)


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
