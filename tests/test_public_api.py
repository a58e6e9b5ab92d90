"""What plugin authors import is pinned here: a change to it is a decision, not an accident."""

from __future__ import annotations

import llmos


def test_the_facade_exports_exactly_these_names() -> None:
    assert llmos.__all__ == sorted(llmos.__all__)
    assert llmos.__all__ == [
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


def test_every_exported_name_is_there() -> None:
    missing = [name for name in llmos.__all__ if not hasattr(llmos, name)]
    assert missing == []
