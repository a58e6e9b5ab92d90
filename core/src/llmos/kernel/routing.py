"""From a request to calls: the router, with the engine that it asks and all that it must know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from llmos.broker import Asker
from llmos.calls import Call, Request
from llmos.config import Home
from llmos.errors import EngineError, PluginError
from llmos.events import Progress, Watcher
from llmos.kernel.choosing import which
from llmos.kernel.hooks import Hooks
from llmos.kernel.turn import Turn
from llmos.ledger import Ledger
from llmos.plugins import Inventory

if TYPE_CHECKING:
    from llmos.engines import Engine
    from llmos.router import Check, Route, Router
    from llmos.router.planning import Plan


@dataclass(frozen=True)
class Routing:
    """Finds calls among the installed tools; runs none.

    `engines` opens the engine; it is called when the first request needs a model, not before.
    `asker` says who answers now when two tools fit, and `turn` gives what a tool's own validator
    may see. What is imported inside functions most commands do without.
    """

    home: Home
    inventory: Inventory
    hooks: Hooks
    ledger: Ledger
    engines: Callable[[], Engine]
    asker: Callable[[], Asker | None]
    turn: Callable[[], Turn]

    def route(self, request: Request, watcher: Watcher) -> Route:
        """The call that a request becomes."""
        router = self._seen(request, watcher)
        return router.route(request, self.hooks.specs, self._checker(request))

    def plan(self, request: Request, watcher: Watcher) -> Plan:
        """The calls that a request becomes, one or several."""
        from llmos.router.planning import Planner

        planner = Planner(self._seen(request, watcher))
        return planner.plan(request, self.hooks.specs, self._checker(request))

    def prepare(self, now: datetime, watcher: Watcher) -> None:
        """Let the model read what the installed tools do, so that the first request need not."""
        self._told(watcher).prepare(self.hooks.specs, now)

    def rehearsal(self, tools: Path | None) -> Callable[[Request], Route]:
        """Routes requests among the installed tools, or those that a file describes.

        What is routed are no wishes of the user's, so the ledger does not keep them.
        """
        if tools is None:
            return lambda one: self._router.route(one, self.hooks.specs, self._checker(one))
        from llmos.router.evaluating import read_tools

        router, described = self._opened([tools.parent]), read_tools(tools)
        return lambda one: router.route(one, described, lambda call: None)

    def learn(self, id: str, watcher: Watcher) -> Path:
        """Write what the model makes of a plugin's phrases into its source tree, to be shipped."""
        from llmos.engines import Inspectable
        from llmos.router import of_tool, ship

        plugin = self.inventory.plugin(id)
        if plugin.contents:
            raise PluginError(
                id,
                f"The plugin {id} is installed from a wheel, which is not written into.",
                hint="Its author runs this in the source tree: pip install -e . comes first.",
            )
        if not isinstance(self.engine, Inspectable):
            raise EngineError(f"{self.engine.name} is a server, which shows nothing of its model.")
        tools = [tool for tool in self.hooks.specs if tool.plugin == id]
        phrases = [phrase for tool in tools for phrase in of_tool(tool)]
        return ship(self.engine, phrases, plugin.folder, watcher)

    @cached_property
    def engine(self) -> Engine:
        """What runs the language model."""
        return self.engines()

    def close(self) -> None:
        """Close the engine, if one was opened."""
        if "engine" in self.__dict__:
            self.engine.close()

    @cached_property
    def _router(self) -> Router:
        return self._opened([plugin.folder for plugin in self.hooks.plugins])

    def _opened(self, shipped: Iterable[Path]) -> Router:
        from llmos.router import Router

        return Router(
            self.engine,
            kept=self.home.cache / "phrases",
            which=lambda *asked: which(self.asker(), *asked),
            held=self.inventory.held,
            shipped=shipped,
        )

    def _seen(self, request: Request, watcher: Watcher) -> Router:
        """The router, once it is on record that the model sees the request."""
        watcher(Progress("Choosing a tool", 0))
        self.ledger.shown(request, "routing", tools=len(self.hooks.specs))
        return self._told(watcher)

    def _told(self, watcher: Watcher) -> Router:
        """The router, whose engine tells this watcher of what takes long."""
        from llmos.engines import Watched

        if isinstance(self.engine, Watched):
            self.engine.watcher = watcher
        return self._router

    def _checker(self, request: Request) -> Check:
        """How the router asks a tool's own validator about arguments, wherever it runs."""

        def check(call: Call) -> str | None:
            return self.turn().check(request, self.hooks.tool(call.tool), call)

        return check
