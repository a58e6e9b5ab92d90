"""A bench for plugins: real workers, run directly, without a kernel that would check anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from llmos.blocks import Output
from llmos.config import Home
from llmos.events import Watcher, unwatched
from llmos.installed import Plugin
from llmos.plugins import discover
from llmos.runner import Access, NoServices, Runner
from llmos.runner.runner import Patience
from llmos.runner.services import Services

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)

# The code comes as an argument, so that one worker can do many things one after the other.
OBEDIENT = """
space = globals() | {"ctx": ctx, "found": None}
exec(at, space)
return Found(value=space["found"])
"""


class Bench:
    """A runner, and the plugins that the test has installed."""

    def __init__(self, home: Home, patience: Patience) -> None:
        self.home = home
        self.runner = Runner(home, patience)

    def plugin(self, id: str = "probe") -> Plugin:
        """The plugin as it is installed now."""
        return discover().plugins[id]

    def look(
        self,
        tool: str = "probe.look",
        arguments: dict[str, Any] | None = None,
        *,
        watcher: Watcher = unwatched,
        services: Services = NoServices(),  # noqa: B008  # it has no state
        **reach: Any,
    ) -> Output:
        """Run a tool with this access."""
        plugin = self.plugin(tool.partition(".")[0])
        access = Access(data=self.home.plugin_data(plugin.id), **reach)
        return self.runner.run(plugin, access, tool, arguments or {}, NOW, watcher, services)

    def do(self, code: str, **options: Any) -> Any:
        """Let the obedient plugin run this code as its tool; what it leaves in `found`."""
        return self.look(arguments={"at": code}, **options).value["value"]

    def process(self) -> int:
        """The number of the worker's process."""
        return int(self.do("found = os.getpid()"))

    def log(self, id: str = "probe") -> str:
        """What the worker printed."""
        return self.home.log(id).read_text()


@pytest.fixture
def patience() -> Patience:
    """How long workers may take; tests of impatience have a shorter one."""
    return Patience(silence=20, total=30, stopping=5)


@pytest.fixture
def bench(home: Home, patience: Patience, probe: Callable[..., Path]) -> Iterator[Bench]:
    """A bench with the obedient plugin on it, cleared when the test ends."""
    probe(OBEDIENT)
    bench = Bench(home, patience)
    yield bench
    bench.runner.close()
