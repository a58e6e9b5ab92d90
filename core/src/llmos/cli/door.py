"""The kernel as the command line opens it: which home, which engine, and whether it can ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmos.config import Home

if TYPE_CHECKING:
    from llmos.engines import Engine
    from llmos.kernel import Kernel


@dataclass(frozen=True)
class Door:
    """What the options before the command chose."""

    sample: bool = False

    @property
    def home(self) -> Home:
        """The user's home, or the sample home inside it."""
        home = Home.locate()
        return Home.at(home.sample) if self.sample else home

    def kernel(self) -> Kernel:
        """A kernel for this run. It can ask only where a person sits at the terminal."""
        # Imported here because --help needs no kernel.
        from llmos.cli.asking import terminal_asker
        from llmos.kernel import Kernel

        home = self.home
        return Kernel(home, asker=terminal_asker(), engines=lambda: _engine(home))


def _engine(home: Home) -> Engine:
    # Imported here because only commands that need a model pay for it.
    from llmos.config import read_config
    from llmos.engines import open_engine

    return open_engine(read_config(home).engine)
