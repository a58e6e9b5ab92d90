"""Shapes of a picture: rectangles, lines and words, whoever draws them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A filled rectangle with round corners."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    thickness: float = 1


@dataclass(frozen=True)
class Words:
    """Words whose baseline begins, or lies in the middle, at a point."""

    x: float
    y: float
    text: str
    size: float
    fill: str
    bold: bool = False
    centred: bool = False


Shape = Box | Line | Words


@dataclass(frozen=True)
class Board:
    """A picture: how large it is, and what lies on it, the lowest first."""

    width: float
    height: float
    shapes: list[Shape]
