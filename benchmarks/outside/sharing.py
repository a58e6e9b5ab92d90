"""Shares of a sample, with the interval in which the share of the whole lies."""

from __future__ import annotations

from math import sqrt

_NORMAL = 1.96  # standard deviations that hold 95 %


def interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share, from 0 to 1; everything where nothing was counted."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, _NORMAL**2 / whole
    middle = (share + square / 2) / (1 + square)
    half = _NORMAL * sqrt(share * (1 - share) / whole + square / whole / 4) / (1 + square)
    return middle - half, middle + half


def in_words(part: int, whole: int) -> str:
    """Such as "91.7 % (55 of 60, 95 % interval 81.9 to 96.4)"."""
    if not whole:
        return "nothing counted"
    low, high = interval(part, whole)
    return (
        f"{part / whole:.1%} ({part} of {whole}, 95 % interval {low * 100:.1f} to {high * 100:.1f})"
    )
