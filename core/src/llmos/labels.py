"""Labels: whose words a result carries. Other people's words are data, never instructions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Label = Literal["trusted", "untrusted"]

TRUSTED_RESOURCES = frozenset({"profile", "health", "location", "notifications"})
"""Resources that only the user and the user's own devices write into. All others, those that
plugins define included, may carry other people's words.
"""

ADDRESS_BOOK = frozenset({"contacts", "profile"})
"""Resources whose addresses the user keeps, whoever wrote the words beside them."""


def label_of(permissions: Iterable[str]) -> Label:
    """The label of what was read with these permissions; the plugin has no say in it."""
    return "trusted" if _resources(permissions) <= TRUSTED_RESOURCES else "untrusted"


def is_address_book(permissions: Iterable[str]) -> bool:
    """Whether these permissions open the user's address book and nothing besides."""
    resources = _resources(permissions)
    return bool(resources) and resources <= ADDRESS_BOOK


def _resources(permissions: Iterable[str]) -> frozenset[str]:
    return frozenset(name.partition(":")[0] for name in permissions)
