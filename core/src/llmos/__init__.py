"""What plugin authors import. Everything else in this package is llmos's own affair.

Names are imported at first use, so that `llmos --help` does not pay for what plugins need.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from llmos.blocks import Block, Citation, Difference, Item, Items, Picture, Table, Text
    from llmos.config import Profile
    from llmos.context import Context
    from llmos.derived import only_one, open_index, transaction
    from llmos.errors import ToolError
    from llmos.hookspecs import hookimpl
    from llmos.permissions import Permission
    from llmos.results import Result
    from llmos.scope import Scope
    from llmos.sources import Source
    from llmos.tools import Destination, Takes, tool

_HOMES = {
    "Block": "blocks",
    "Citation": "blocks",
    "Context": "context",
    "Destination": "tools",
    "Difference": "blocks",
    "Item": "blocks",
    "Items": "blocks",
    "Permission": "permissions",
    "Picture": "blocks",
    "Profile": "config",
    "Result": "results",
    "Scope": "scope",
    "Source": "sources",
    "Table": "blocks",
    "Takes": "tools",
    "Text": "blocks",
    "ToolError": "errors",
    "hookimpl": "hookspecs",
    "only_one": "derived",
    "open_index": "derived",
    "tool": "tools",
    "transaction": "derived",
}

__all__ = [
    "Block",
    "Citation",
    "Context",
    "Destination",
    "Difference",
    "Item",
    "Items",
    "Permission",
    "Picture",
    "Profile",
    "Result",
    "Scope",
    "Source",
    "Table",
    "Takes",
    "Text",
    "ToolError",
    "hookimpl",
    "only_one",
    "open_index",
    "tool",
    "transaction",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
