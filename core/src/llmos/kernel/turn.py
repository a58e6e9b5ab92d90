"""The life of one call: may it run, run it, write down how it ended."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from llmos.blocks import Output
from llmos.broker import Asker, Broker, Decision, Flow, Wish, common, decide, goings
from llmos.calls import Call, Request
from llmos.config import Config, Home
from llmos.errors import Cancelled, LlmosError, PermissionDenied
from llmos.events import Watcher
from llmos.installed import Plugin
from llmos.kernel.hooks import Hooks
from llmos.kernel.opening import access, opens
from llmos.kernel.services import PluginServices
from llmos.labels import Label, label_of
from llmos.ledger import Ledger
from llmos.runner import Access, RemoteTool
from llmos.scope import Scope


@dataclass(frozen=True)
class Answer:
    """What came of a request. `call` and `output` are None when no installed tool serves it."""

    request: Request
    call: Call | None = None
    output: Output | None = None
    label: Label = "trusted"
    seconds: float = 0.0


@dataclass(frozen=True)
class Turn:
    """Runs the calls of one request of one home for one door.

    Its flow remembers what they brought in, so all calls of a request, and all requests of a
    conversation whose answers the model sees again, go through the same turn.
    """

    home: Home
    config: Config
    broker: Broker
    ledger: Ledger
    asker: Asker | None
    hooks: Hooks
    flow: Flow = field(default_factory=Flow)

    def run(
        self,
        request: Request,
        tool: RemoteTool,
        call: Call,
        watcher: Watcher,
        *,
        callers: tuple[Plugin, ...] = (),
    ) -> Answer:
        """Check, run, record, answer. A tool that is not allowed is recorded as refused.

        `callers` are the plugins that called each other down to this tool, if not the user asked
        for it; then their grants count, and each of them must have what the tool needs.
        """
        started = time.monotonic()
        self.flow.begin(request.text, self.config.profile.addresses)
        label = label_of(tool.plugin.manifest.permissions)
        decision, scopes = self._authorized(request, tool, call, callers or (tool.plugin,))
        reach = access(tool.plugin, scopes, self.config, self.home)
        entry = self.ledger.open(request, call, tool.spec.needs, decision)
        services = PluginServices(self, request, (*callers, tool.plugin), watcher)
        try:
            with services:
                output = tool.run(call.arguments, reach, request.now, watcher, services)
        except Cancelled:
            self.ledger.close(entry, "cancelled", None, [])
            raise
        except LlmosError:
            # Why it failed may be told in other people's words too.
            self.flow.ran(tool.spec, call.arguments, Output({}), label)
            self.ledger.close(entry, "failed", None, [])
            raise
        self.flow.ran(tool.spec, call.arguments, output, label)
        self.ledger.close(entry, "done", label, [citation.id for citation in output.citations])
        return Answer(request, call, output, label, time.monotonic() - started)

    def granted_access(self, request: Request, tool: RemoteTool) -> Access:
        """What the tool may reach already, without asking; for validating its arguments."""
        wish = self._wish(request, tool, Call(tool.spec.name), tool.plugin)
        standings = self.broker.decide(wish).standings
        granted = {one.need.permission: one.scope for one in standings if one.verdict == "allow"}
        return access(tool.plugin, granted, self.config, self.home)

    def decide(self, request: Request, tool: RemoteTool, call: Call) -> tuple[Decision, str]:
        """What would become of a call, and why it would have to be confirmed, if it would."""
        self.flow.begin(request.text, self.config.profile.addresses)
        wish = self._wish(request, tool, call, tool.plugin)
        return self.broker.decide(wish), wish.flow.reason if wish.flow.verdict == "confirm" else ""

    def _authorized(
        self, request: Request, tool: RemoteTool, call: Call, plugins: tuple[Plugin, ...]
    ) -> tuple[str, dict[str, Scope]]:
        try:
            wishes = [self._wish(request, tool, call, plugin) for plugin in plugins]
            decisions = [self.broker.authorize(wish, self.asker) for wish in wishes]
            reason = "; ".join(dict.fromkeys(decision.reason for decision in decisions))
            return reason, common(plugins[0].id, [decision.scopes for decision in decisions])
        except PermissionDenied as error:
            self.ledger.refuse(request, call, tool.spec.needs, error.message)
            raise

    def _wish(self, request: Request, tool: RemoteTool, call: Call, plugin: Plugin) -> Wish:
        return Wish(
            plugin=plugin,
            call=call,
            needs=tool.spec.needs,
            effect=tool.spec.effect,
            foreground=request.foreground,
            opens=opens(tool.plugin, tool.spec.needs, self.config),
            goes=goings(tool.spec, call.arguments),
            flow=decide(tool.spec, call.arguments, self.flow),
        )
