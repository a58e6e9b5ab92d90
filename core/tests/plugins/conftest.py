"""An inventory whose plugins are described by real workers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from llmos.config import Home
from llmos.installed import Description, Plugin
from llmos.plugins import Inventory
from llmos.runner import Runner

TakeStock = Callable[[], Inventory]


@pytest.fixture
def described() -> list[str]:
    """The ids of the plugins that a worker was started for, in order."""
    return []


@pytest.fixture
def take_stock(home: Home, described: list[str]) -> TakeStock:
    """Take the inventory, as every command does."""
    runner = Runner(home)

    def describe(plugin: Plugin) -> Description:
        described.append(plugin.id)
        return runner.describe(plugin)

    return lambda: Inventory(home.cache, describe)
