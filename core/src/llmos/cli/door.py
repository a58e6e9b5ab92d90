"""The kernel as the command line opens it: which home, which engine, and whether it can ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llmos.config import Home
    from llmos.engines import Engine
    from llmos.installed import Description, Plugin
    from llmos.kernel import Kernel
    from llmos.plugins import Inventory

# Every import below stands where it is used, because `--help` needs none of them and a listing
# needs few.


@dataclass(frozen=True)
class Door:
    """What the options before the command chose."""

    sample: bool = False

    @property
    def home(self) -> Home:
        """The user's home, or the sample home inside it."""
        from llmos.config import Home

        home = Home.locate()
        return Home.at(home.sample) if self.sample else home

    def kernel(self) -> Kernel:
        """A kernel for this run. It can ask only where a person sits at the terminal."""
        from llmos.cli.terminal.asking import terminal_asker
        from llmos.cli.terminal.screen import note
        from llmos.kernel import Kernel

        home = self.home
        return Kernel(home, asker=terminal_asker(), engines=lambda: _engine(home), tell=note)

    def inventory(self) -> Inventory:
        """What is installed, for commands that only look at it and need no kernel."""
        from llmos.plugins import Inventory, read_accepted

        home = self.home
        return Inventory(home.cache, self._describe, read_accepted(home.state))

    def _describe(self, plugin: Plugin) -> Description:
        from llmos.runner import Runner

        return Runner(self.home).describe(plugin)


def _engine(home: Home) -> Engine:
    from llmos.config import read_config
    from llmos.engines import open_engine

    return open_engine(read_config(home).engine, home.cache / "prompts")
