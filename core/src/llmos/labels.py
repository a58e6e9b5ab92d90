"""Labels: whose words a result carries. Other people's words are data, never instructions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Label = Literal["trusted", "untrusted"]

UNTRUSTED_RESOURCES = frozenset({"mail", "calendar", "contacts", "files", "network"})
"""Resources that other people can write into."""


def label_of(permissions: Iterable[str]) -> Label:
    """The label of what was read with these permissions; the plugin has no say in it."""
    resources = {name.partition(":")[0] for name in permissions}
    return "untrusted" if resources & UNTRUSTED_RESOURCES else "trusted"
