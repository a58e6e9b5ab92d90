"""`Found`: one file of calendar data, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Found:
    """A file as a listing knows it.

    `name` names it within its source, `stamp` changes whenever its contents do, `calendar` is the
    name of the folder's calendar, or empty where each file is a calendar of its own.
    """

    name: str
    path: Path
    stamp: str
    calendar: str
    colour: str
    read: Callable[[], bytes]
