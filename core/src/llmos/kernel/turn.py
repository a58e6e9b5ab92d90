"""The life of one call: may it run, run it, write down how it ended."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from llmos.blocks import Output
from llmos.broker import (
    Asker,
    Broker,
    Decision,
    Flow,
    Grant,
    Wish,
    common,
    decide,
    goings,
    question_of,
)
from llmos.calls import Call, Request
from llmos.config import Config, Home
from llmos.errors import Cancelled, ConfigError, LlmosError, PermissionDenied, Revoked
from llmos.events import unwatched
from llmos.installed import Plugin
from llmos.kernel.coarse import cannot, coarse
from llmos.kernel.errand import Allowed, Errand
from llmos.kernel.hooks import Hooks
from llmos.kernel.model import Models
from llmos.kernel.opening import access, covered
from llmos.kernel.restarting import restarting
from llmos.kernel.services import PluginServices
from llmos.labels import Label, label_of
from llmos.leases import Leases
from llmos.ledger import Ending, Ledger, Undos
from llmos.runner import Access, NoServices, RemoteTool
from llmos.scope import Scope
from llmos.secrets import Secrets


@dataclass(frozen=True)
class Answer:
    """What came of a request. `call` and `output` are None when no installed tool serves it.

    `words` then says what is missing or what else could serve it. Without a call but with an output
    llmos answers by itself, about what was said.
    `undo` is the number by which `llmos undo` takes the effect back, where it can be. `steps` are
    the answers of the steps before, where a request needed several, and `stopped` says why the
    last of them were not done. `notes` say which of the user's facts were used, and `plugins`
    whose records were read.
    """

    request: Request
    call: Call | None = None
    output: Output | None = None
    label: Label = "trusted"
    seconds: float = 0.0
    undo: int | None = None
    words: str = ""
    steps: tuple[Answer, ...] = ()
    stopped: LlmosError | None = None
    notes: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()


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
    undos: Undos
    asker: Asker | None
    hooks: Hooks
    models: Models
    secrets: Secrets
    leases: Leases
    flow: Flow = field(default_factory=Flow)

    def run(self, errand: Errand) -> Answer:
        """Check, run, record, answer. A call that is not allowed is recorded as refused."""
        started, before = time.monotonic(), len(self.flow.reads)
        errand = self._marked(errand)
        self.flow.begin(errand.request.text, self.config.profile.addresses)
        allowed = self._allowed(errand)
        undo: int | None = None

        def run(services: PluginServices) -> Output:
            nonlocal undo
            now, watcher = errand.request.now, errand.watcher
            arguments, reach = errand.call.arguments, allowed.access
            output = errand.tool.run(arguments, reach, now, watcher, services, allowed.previewed)
            undo = self._keep_undo(errand, output)
            return output

        output = self._recorded(errand, errand.call, allowed.reason, allowed.access, run)
        return Answer(
            errand.request,
            errand.call,
            output,
            label_of(errand.tool.plugin.manifest.permissions),
            time.monotonic() - started,
            undo=undo,
            plugins=tuple(dict.fromkeys(read.plugin for read in self.flow.reads[before:])),
        )

    def permit(self, errands: Sequence[Errand]) -> list[Grant]:
        """Ask once for all that these calls need, before any of them runs; what was allowed for
        this request alone. What a call takes from results of others is not known yet.
        """
        for errand in errands:
            self.flow.begin(errand.request.text, self.config.profile.addresses)
        wishes = [self._wish(one, plugin) for one in errands for plugin in one.grantees]
        try:
            return self.broker.permit_all(wishes, self.asker)
        except PermissionDenied as error:
            for one in errands:
                self.ledger.refuse(one.request, one.call, one.tool.spec.needs, error.message)
            raise

    def check(self, request: Request, tool: RemoteTool, call: Call) -> str | None:
        """What the tool's own validator says against these arguments, with what it has already."""
        errand = self._marked(Errand(request, tool, call, unwatched))
        reach = self._granted_access(request, tool)
        services = PluginServices(self, errand, reach)
        return tool.check(call.arguments, reach, request.now, NoServices(services.check))

    def _marked(self, errand: Errand) -> Errand:
        return replace(errand, marks=self.leases.marks(one.id for one in errand.chain))

    def _granted_access(self, request: Request, tool: RemoteTool) -> Access:
        """What the tool may reach already, without asking. Before consent it can write nothing."""
        granted = self._granted(request, tool)
        limits = self._limits(tool.plugin, granted, request)
        grantees = (tool.plugin,)
        reach = access(
            tool.plugin, granted, self.config, self.home, limits=limits, grantees=grantees
        )
        agreed = set(tool.spec.needs) <= granted.keys()
        return reach if agreed else msgspec.structs.replace(reach, data=None)

    def _granted(self, request: Request, tool: RemoteTool) -> dict[str, Scope]:
        """The permissions that it has; none where the places that they open are missing."""
        try:
            wish = self._wish(Errand(request, tool, Call(tool.spec.name), unwatched), tool.plugin)
        except ConfigError:
            return {}
        standings = self.broker.decide(wish).standings
        return {one.need.permission: one.scope for one in standings if one.verdict == "allow"}

    def decide(self, request: Request, tool: RemoteTool, call: Call) -> tuple[Decision, str]:
        """What would become of a call, and why it would have to be confirmed, if it would."""
        self.flow.begin(request.text, self.config.profile.addresses)
        wish = self._wish(Errand(request, tool, call, unwatched), tool.plugin)
        return self.broker.decide(wish), wish.flow.reason if wish.flow.verdict == "confirm" else ""

    def _allowed(self, errand: Errand) -> Allowed:
        """Have it permitted and, unless it only reads, shown and agreed to."""
        try:
            wishes = [self._wish(errand, plugin) for plugin in errand.grantees]
            decisions = [self.broker.permit(wish, self.asker) for wish in wishes]
            scopes = common(errand.grantees[0].id, [decision.scopes for decision in decisions])
            reasons = [decision.reason for decision in decisions]
            reach = self._prepared(errand, scopes)
            if errand.tool.spec.effect == "read":
                return Allowed(_joined(reasons), reach)
            preview = self._preview(errand, Allowed(_joined(reasons), reach))
            blocks = preview.blocks if preview else ()
            reasons += [self.broker.gate(wish, self.asker, blocks) for wish in wishes]
            self._hold(errand, wishes[0])
            return Allowed(_joined(reasons), reach, preview.value if preview else None)
        except (PermissionDenied, Cancelled) as error:
            spec = errand.tool.spec
            self.ledger.refuse(errand.request, errand.call, spec.needs, error.message)
            raise

    def _limits(
        self, plugin: Plugin, scopes: Mapping[str, Scope], request: Request
    ) -> dict[str, Scope]:
        """What the plugin has only coarsely, by this run or by what was answered before it."""
        return coarse(plugin, self.broker.kept(plugin, request.foreground) | dict(scopes))

    def _prepared(self, errand: Errand, scopes: dict[str, Scope]) -> Access:
        """What it may reach. Where that is no source, because of a coarse grant, what it may know
        is read from them first.
        """
        plugin, name = errand.tool.plugin, errand.tool.spec.name
        limits = self._limits(plugin, scopes, errand.request)
        named = {hook: self.hooks.function(hook, plugin.id) for hook in ("index", "status")}
        hook = next((hook for hook, one in named.items() if one and one.spec.name == name), "")
        if limits.keys() & scopes.keys() and not hook:
            index = named["index"]
            if index is None or errand.tool == self.hooks.function("inspect", plugin.id):
                raise cannot(plugin, name, limits)
            self._index_first(errand, index, scopes, limits)
        return access(
            plugin,
            scopes,
            self.config,
            self.home,
            limits=limits,
            indexes=hook == "index",
            grantees=errand.grantees,
        )

    def _index_first(
        self,
        errand: Errand,
        index: RemoteTool,
        scopes: dict[str, Scope],
        limits: dict[str, Scope],
    ) -> None:
        inner = replace(errand, tool=index, call=Call(index.spec.name))
        own = self._scopes_of_index(inner, scopes)
        plugin = index.plugin
        reach = access(
            plugin,
            own,
            self.config,
            self.home,
            limits=limits,
            indexes=True,
            grantees=inner.grantees,
        )

        def run(services: PluginServices) -> Output:
            now, watcher = errand.request.now, errand.watcher
            return index.run({}, reach, now, watcher, services)

        reason = f"{errand.tool.spec.name} may see only what this gives it"
        restarting(lambda: self._recorded(inner, inner.call, reason, reach, run))

    def _scopes_of_index(self, index: Errand, scopes: dict[str, Scope]) -> dict[str, Scope]:
        """What the index function has: what the tool has, and what it needs besides."""
        needs = index.tool.spec.needs
        if set(needs) <= scopes.keys():
            return {name: scopes[name] for name in needs}
        decisions = [
            self.broker.permit(self._wish(index, plugin), self.asker) for plugin in index.grantees
        ]
        found = common(index.grantees[0].id, [decision.scopes for decision in decisions])
        return found | {name: scopes[name] for name in needs if name in scopes}

    def _preview(self, errand: Errand, allowed: Allowed) -> Output | None:
        if not errand.tool.spec.previews:
            return None

        def run(services: PluginServices) -> Output:
            now, watcher = errand.request.now, errand.watcher
            return errand.tool.preview(
                errand.call.arguments, allowed.access, now, watcher, services
            )

        return self._recorded(errand, errand.rehearsal, allowed.reason, allowed.access, run)

    def _hold(self, errand: Errand, wish: Wish) -> None:
        """Sending can be taken back for a while; what is only changed here can be undone.

        So nothing is sent where nobody sees it, whatever was granted.
        """
        if errand.tool.spec.effect != "send":
            return
        if self.asker is None:
            raise _unseen(errand)
        if seconds := self.config.sending.hold_seconds:
            self.asker.hold(question_of(wish), seconds)

    def _recorded(
        self,
        errand: Errand,
        call: Call,
        reason: str,
        reach: Access,
        run: Callable[[PluginServices], Output],
    ) -> Output:
        """Run it between an intent and an outcome in the ledger; the flow hears what it read."""
        spec, label = errand.tool.spec, label_of(errand.tool.plugin.manifest.permissions)
        entry = self.ledger.open(errand.request, call, spec.needs, reason)
        services = PluginServices(self, errand, reach)
        try:
            with services:
                output = run(services)
        except (Cancelled, Revoked) as error:
            ending: Ending = "revoked" if isinstance(error, Revoked) else "cancelled"
            self.flow.ran(spec, call.arguments, Output({}), label)
            self.ledger.close(entry, ending, None, [])
            raise
        except LlmosError:
            # Why it failed may be told in other people's words too.
            self.flow.ran(spec, call.arguments, Output({}), label)
            self.ledger.close(entry, "failed", None, [])
            raise
        self.flow.ran(spec, call.arguments, output, label)
        self.ledger.close(entry, "done", label, [citation.id for citation in output.citations])
        return output

    def _keep_undo(self, errand: Errand, output: Output) -> int | None:
        # What takes an effect back is not taken back in turn: the one before it comes next.
        if output.undo is None or errand.call.tool not in self.hooks.tools:
            return None
        return self.undos.keep(errand.tool.plugin, errand.call.tool, output.undo)

    def _wish(self, errand: Errand, plugin: Plugin) -> Wish:
        spec, arguments = errand.tool.spec, errand.call.arguments
        return Wish(
            plugin=plugin,
            call=errand.call,
            needs=spec.needs,
            effect=spec.effect,
            foreground=errand.request.foreground,
            opens=covered(errand.tool.plugin, spec.needs, self.hooks.plugins, self.config),
            goes=goings(spec, arguments),
            flow=decide(spec, arguments, self.flow),
            agreed=errand.agreed,
        )


def _joined(reasons: list[str]) -> str:
    return "; ".join(dict.fromkeys(reasons))


def _unseen(errand: Errand) -> PermissionDenied:
    spec = errand.tool.spec
    return PermissionDenied(
        f"{spec.name} shows what goes out before it goes, and there is nobody here to see it."
        " Nothing was sent.",
        plugin=errand.tool.plugin.id,
        permissions=spec.needs,
        hint="Run it at a terminal.",
    )
