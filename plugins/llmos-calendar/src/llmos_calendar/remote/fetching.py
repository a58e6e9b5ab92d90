"""Fetching what is too old, and where it lies afterwards."""

from __future__ import annotations

from pathlib import Path

from llmos import Context, ToolError
from llmos_calendar.writing.shelf import Shelf


def fetch(ctx: Context, *, now: bool = False) -> list[str]:
    """Fetch what is older than the settings say, or all of it `now`; what failed, in sentences."""
    return []


def shelf(ctx: Context, mirror: Path) -> Shelf:
    """The server behind a mirrored calendar."""
    raise ToolError(f"No server is known for {mirror}.")


def places(ctx: Context) -> list[tuple[str, Path]]:
    """Where what was fetched lies, each with its kind."""
    return []
