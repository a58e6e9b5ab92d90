"""Tools that take requests from each other."""

from __future__ import annotations

import pytest

from llmos.calls import ToolSpec
from llmos.router.overlaps import overlaps

pytest.importorskip("numpy")


def tool(name, *examples):
    return ToolSpec(name, name.partition(".")[0], "Do something.", {}, (), examples=examples)


def test_tools_of_different_business_take_nothing_from_each_other():
    found = overlaps(
        [
            tool("boat.sail", "set the sails", "sail to the island", "hoist the sails"),
            tool("bread.bake", "bake a loaf", "bake rye bread", "knead the bread dough"),
        ]
    )
    assert found.stolen == []
    assert found.duplicates == []


def test_a_phrase_that_is_more_like_another_tool_is_named():
    found = overlaps(
        [
            tool("boat.sail", "set the sails", "hoist the sails", "bake the rye bread loaf"),
            tool("bread.bake", "bake a loaf", "bake rye bread", "bake the bread", "a rye loaf"),
        ]
    )
    taken = {(one.phrase, one.by) for one in found.stolen}
    assert ("bake the rye bread loaf", "bread.bake") in taken
    assert not any(phrase == "set the sails" for phrase, _ in taken)


def test_the_same_tool_twice_is_found():
    found = overlaps(
        [
            tool("boat.sail", "set the sails", "hoist sails now", "sail to the island"),
            tool("yacht.go", "set the sails now", "hoist the sails", "sail to that island"),
        ]
    )
    assert found.duplicates == [("boat.sail", "yacht.go")]
