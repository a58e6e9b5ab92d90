"""What the default model makes of every phrase comes with the distribution that says it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from llmos.config import Home
from llmos.models import Library, default
from llmos.plugins import Inventory
from llmos.router import elsewhere, of_tool
from llmos.router.evaluating import read_tools
from llmos.router.openings import opening
from llmos.router.states import SHIPPED, file_name
from llmos.router.vectors import Vectors
from llmos.runner import Runner

pytest.importorskip("numpy")
UNDERSTANDING = Path(__file__).parents[1] / "benchmarks" / "understanding"
AGAIN = "run nox -s states"


def lacking(phrases: Sequence[str], folder: Path) -> int:
    def never(texts: Sequence[str]) -> None:
        raise AssertionError("nothing is computed here")

    model = Library().path(default("language")).stem
    shipped = Vectors(never, shipped=[folder / file_name(model)])
    return shipped.lacks(map(opening, phrases))


def test_of_what_belongs_elsewhere() -> None:
    assert lacking(elsewhere().phrases(), SHIPPED) == 0, AGAIN


def test_of_the_tools_that_are_measured() -> None:
    tools = read_tools(UNDERSTANDING / "tools.toml")
    assert lacking([said for tool in tools for said in of_tool(tool)], UNDERSTANDING) == 0, AGAIN


@pytest.mark.parametrize("id", ["mail", "calendar", "health", "files"])
def test_of_a_plugins_tools(id: str, tmp_path: Path) -> None:
    pytest.importorskip(f"llmos_{id}")
    home = Home.at(tmp_path)
    inventory = Inventory(home.cache, Runner(home).describe)
    tools = [tool for tool in inventory.description(id).tools if tool.offered]
    phrases = [said for tool in tools for said in of_tool(tool)]
    assert lacking(phrases, inventory.plugin(id).folder) == 0, AGAIN
