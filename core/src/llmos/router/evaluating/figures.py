"""Figures over many judged requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec

from llmos.router.evaluating.judging import Judged

_NONE = "none"


class Share(msgspec.Struct, frozen=True):
    """So many of so many."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part / self.whole:.1%} ({self.part}/{self.whole})" if self.whole else "-"


class Group(msgspec.Struct, frozen=True):
    """The figures of the requests of one plugin, language or kind."""

    name: str
    tool: Share
    whole: Share


class Figures(msgspec.Struct, frozen=True):
    """What `llmos eval` prints.

    tool            the right tool, over requests that a tool serves
    whole           the right tool and every argument, over the same
    kinds           arguments right, by kind, where the tool was right
    refused         requests that nothing serves and that were refused (recall)
    precision       refusals that were right
    wrongly         requests that a tool serves and that were refused
    asked           requests answered by a question back
    seconds         percentiles
    tokens          read and written by the model, percentiles and sums
    """

    tool: Share
    whole: Share
    kinds: dict[str, Share]
    refused: Share
    precision: Share
    wrongly: Share
    asked: int
    seconds: dict[str, float]
    tokens: dict[str, dict[str, int]]
    groups: dict[str, list[Group]]
    confusions: list[tuple[str, str, int]]


def figures(judged: Sequence[Judged]) -> Figures:
    """The figures over these requests."""
    served = [one for one in judged if one.label.tool is not None]
    others = [one for one in judged if one.label.tool is None]
    refusals = [one for one in judged if one.tool is None and not one.question]
    return Figures(
        tool=_share(served, lambda one: one.right_tool),
        whole=_share(served, lambda one: one.all_right),
        kinds=_kinds(served),
        refused=_share(others, lambda one: one.tool is None),
        precision=_share(refusals, lambda one: one.label.tool is None),
        wrongly=_share(served, lambda one: one.tool is None and not one.question),
        asked=sum(1 for one in judged if one.question),
        seconds=_percentiles([one.seconds for one in judged]),
        tokens={
            "read": _counted([one.read for one in judged]),
            "written": _counted([one.written for one in judged]),
        },
        groups={
            "plugin": _groups(served, lambda one: str(one.label.tool).partition(".")[0]),
            "language": _groups(judged, lambda one: one.label.language),
            "kind": _groups(judged, lambda one: one.label.kind or "plain"),
        },
        confusions=_confusions(judged),
    )


def _share(rows: Iterable[Judged], holds: Callable[[Judged], bool]) -> Share:
    found = [holds(row) for row in rows]
    return Share(sum(found), len(found))


def _kinds(rows: Iterable[Judged]) -> dict[str, Share]:
    right, wrong = Counter[str](), Counter[str]()
    for row in rows:
        right.update(row.right.values())
        wrong.update(row.wrong.values())
    names = sorted(right.keys() | wrong.keys())
    return {name: Share(right[name], right[name] + wrong[name]) for name in names}


def _groups(rows: Sequence[Judged], key: Callable[[Judged], str]) -> list[Group]:
    names = sorted({key(row) for row in rows})
    found = {name: [row for row in rows if key(row) == name] for name in names}
    return [
        Group(
            name,
            _share(group, lambda one: one.right_tool),
            _share(group, lambda one: one.all_right),
        )
        for name, group in found.items()
    ]


def _percentiles(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)
    if not ordered:
        return {}
    return {
        f"p{share}": round(ordered[min(len(ordered) - 1, len(ordered) * share // 100)], 3)
        for share in (50, 90, 99)
    }


def _counted(tokens: Sequence[int]) -> dict[str, int]:
    percentiles = {name: int(value) for name, value in _percentiles(tokens).items()}
    return percentiles | {"sum": sum(tokens)}


def _confusions(rows: Iterable[Judged]) -> list[tuple[str, str, int]]:
    found = Counter(
        (row.label.tool or _NONE, row.tool or ("a question" if row.question else _NONE))
        for row in rows
        if not row.right_tool
    )
    return [(wanted, got, count) for (wanted, got), count in found.most_common()]
