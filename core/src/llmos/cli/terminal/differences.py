"""A difference as lines: what goes, what comes, and a little of what stays around them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Literal

from llmos.blocks import Difference

Change = Literal["stays", "goes", "comes", "place"]

_CHANGES: dict[str, Change] = {" ": "stays", "-": "goes", "+": "comes", "@": "place"}


def lines(difference: Difference) -> Iterator[tuple[Change, str]]:
    """Each line of the difference with its sign, and what becomes of it."""
    before, after = difference.before.split("\n"), difference.after.split("\n")
    if not difference.before:
        before = []
    if not difference.after:
        after = []
    # The first two lines are for patches: names of files.
    for line in list(difflib.unified_diff(before, after, lineterm=""))[2:]:
        yield _CHANGES[line[0]], line
