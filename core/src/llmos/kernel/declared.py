"""The functions that a plugin declares and no request reaches: index, status, undo and the like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec

from llmos.calls import Call, Request
from llmos.errors import PluginError
from llmos.events import Watcher, unwatched
from llmos.kernel.errand import Errand
from llmos.kernel.hooks import Hooks
from llmos.kernel.restarting import restarting
from llmos.kernel.turn import Answer, Turn
from llmos.ledger import Undos
from llmos.plugins import Inventory


@dataclass(frozen=True)
class Declared:
    """Runs them as errands of the user's; `request` makes an empty request of a door."""

    inventory: Inventory
    hooks: Hooks
    turn: Turn
    undos: Undos
    request: Callable[[str], Request]

    def run(self, hook: str, plugin: str, watcher: Watcher = unwatched) -> Answer | None:
        """What the plugin's function of that name answers; None if it has none."""
        self.inventory.plugin(plugin)
        tool = self.hooks.function(hook, plugin)
        if tool is None:
            return None
        request = self.request(tool.spec.name.partition(".")[2])
        return self.turn.run(Errand(request, tool, Call(tool.spec.name), watcher))

    def index(self, plugin: str, watcher: Watcher) -> Answer | None:
        """The same for its index, begun anew where another process takes its worker away."""
        return restarting(lambda: self.run("index", plugin, watcher))

    def due(self, plugin: str) -> Answer | None:
        """The same in the background: nobody is asked, and only background grants count."""
        tool = self.hooks.function("due", plugin)
        if tool is None:
            return None
        alone = replace(self.turn, asker=None)
        request = msgspec.structs.replace(self.request("remind"), foreground=False)
        return alone.run(Errand(request, tool, Call(tool.spec.name), unwatched))

    def undo(self, id: int | None, watcher: Watcher) -> Answer:
        """Take back an effect. The function that does it has, of the permissions that it needs,
        those that the effect was made with.
        """
        undo = self.undos.find(id)
        owner = self.inventory.plugin(undo.plugin)
        tool = self.hooks.function("undo", undo.plugin)
        if tool is None or owner.distribution != undo.distribution:
            raise PluginError(
                undo.plugin, f"The plugin {undo.plugin} that is installed now cannot take it back."
            )
        tool = tool.needing(self.hooks.tool(undo.tool).spec.needs)
        call = Call(tool.spec.name, undo.arguments)
        answer = self.turn.run(Errand(self.request("undo"), tool, call, watcher))
        self.undos.done(undo)
        return answer
