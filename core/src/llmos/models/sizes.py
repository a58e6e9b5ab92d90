"""Sizes as people read them."""

from __future__ import annotations


def megabytes(size: int) -> str:
    """Bytes as decimal megabytes, the unit in which disks and downloads are sold."""
    return f"{size / 1e6:,.1f} MB"
