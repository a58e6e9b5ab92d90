"""Collisions: two events at the same time that both need one's presence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llmos_calendar.index.happening import Happening


def collisions(happenings: Sequence[Happening]) -> Iterator[tuple[Happening, Happening]]:
    """Each pair that overlaps, the earlier one first; `happenings` are sorted by their start."""
    running: list[Happening] = []
    for one in happenings:
        if not one.blocks or one.end <= one.start:
            continue
        running = [other for other in running if other.end > one.start]
        for other in running:
            if not _are_the_same(other, one):
                yield other, one
        running.append(one)


def _are_the_same(one: Happening, other: Happening) -> bool:
    """Whether it is one event that lies in two calendars."""
    same_time = (one.start, one.end) == (other.start, other.end)
    return same_time and one.title.casefold() == other.title.casefold()
