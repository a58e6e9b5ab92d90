"""The kernel that every door holds: it composes the peers and passes requests through them."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from llmos import clock
from llmos.broker import Asker, Broker, Decision, Grant, Grants, Lasting, read
from llmos.calls import Call, Request
from llmos.config import Home, Profile, read_config
from llmos.errors import PluginError
from llmos.events import Watcher, unwatched
from llmos.kernel.consent import Consent
from llmos.kernel.conversation import Conversation
from llmos.kernel.declared import Declared
from llmos.kernel.errand import Errand
from llmos.kernel.forgetting import Forgotten
from llmos.kernel.granting import Change, Proposal, propose
from llmos.kernel.hooks import Hooks
from llmos.kernel.model import Models
from llmos.kernel.opening import has_accounts
from llmos.kernel.routing import Routing
from llmos.kernel.settling import add_sources, recognise, set_profile, set_time_zone
from llmos.kernel.state import open_state
from llmos.kernel.turn import Answer, Turn
from llmos.kernel.updates import drop_unasked, settle
from llmos.kernel.withdrawing import Withdrawal
from llmos.kernel.wording import Wording, wording
from llmos.leases import Leases
from llmos.ledger import Ledger, Undos
from llmos.manifest import is_id
from llmos.memory import Memory
from llmos.plugins import AcceptedPlugins, Held, Inventory
from llmos.runner import Runner
from llmos.scope import FULL, Scope
from llmos.secrets import Ring, Secrets, system_ring
from llmos.sources import Source

if TYPE_CHECKING:
    from llmos.engines import Engine
    from llmos.router import Route
    from llmos.router.planning import Plan

Engines = Callable[[], "Engine"]
"""Opens the engine; called when the first request needs a model, not before."""


def unheard(sentence: str) -> None:
    """For kernels whose door has nobody to tell."""


class Kernel:
    """One user's llmos, as one door sees it. Close it, or use it in a `with` block.

    `tell` is how the door says what the user must know though nobody asked.
    """

    def __init__(
        self,
        home: Home,
        *,
        asker: Asker | None,
        engines: Engines,
        tell: Callable[[str], None] = unheard,
        ring: Callable[[], Ring] = system_ring,
    ) -> None:
        self.home = home
        self.config = read_config(home)
        self._asker = asker
        self._engines = engines
        self._tell = tell
        self._ring = ring

    def reach(self, asker: Asker | None) -> None:
        """From now on questions go to this user, or to nobody."""
        self._asker = asker

    @cached_property
    def inventory(self) -> Inventory:
        """The installed plugins, without those that wait to be accepted."""
        inventory = Inventory(
            self.home.cache, lambda plugin: self._runner.describe(plugin), self._accepted.binding()
        )
        for sentence in settle(inventory, self.grants, self._accepted, self._withdrawal.remove):
            self._tell(sentence)
        for id, held in inventory.held.items():
            self._tell(f"The plugin {id} is held: {held.set_aside.reason}")
        return inventory

    @cached_property
    def hooks(self) -> Hooks:
        """What the installed plugins offer."""
        return Hooks(self.inventory, self._runner)

    @cached_property
    def grants(self) -> Grants:
        """The user's kept answers."""
        return Grants(self._state, self._now)

    @property
    def answers(self) -> list[Grant]:
        """The kept answers that count now, of plugins that are installed."""
        installed = self.inventory
        return [
            grant
            for grant in self.grants.all()
            if grant.in_force and installed.has(grant.plugin, grant.distribution)
        ]

    @cached_property
    def secrets(self) -> Secrets:
        """What the user gave plugins to keep, in the system's keyring."""
        return Secrets(self._state, self.home.data, self._ring)

    @cached_property
    def leases(self) -> Leases:
        """Who runs plugins with these answers now, in this process and in others."""
        return Leases(self.home)

    @cached_property
    def ledger(self) -> Ledger:
        """What was asked, decided, run and shown to the model."""
        return Ledger(self._state, self.home.checkpoint, self.config.ledger.keep_days)

    def has_sources(self, plugin: str) -> bool:
        """Whether the user has named any source for this plugin, or an account."""
        found = self.inventory.plugin(plugin)
        return bool(self.config.plugin(plugin).sources) or has_accounts(found, self.config)

    def add_source(self, plugin: str, path: Path) -> list[Source]:
        """Recognise what lies at a path and keep it in config.toml; grants nothing."""
        sources = recognise(self.inventory.plugin(plugin), path)
        add_sources(self.home, plugin, sources)
        self.config = read_config(self.home)
        return sources

    def set_profile(self, *, name: str = "", addresses: Iterable[str] = ()) -> None:
        """Keep the user's name and mail addresses in config.toml."""
        set_profile(self.home, name=name, addresses=addresses)
        self.config = read_config(self.home)

    def set_time_zone(self, name: str) -> None:
        """Keep the zone in which the user's days begin and end in config.toml."""
        set_time_zone(self.home, name)
        self.config = read_config(self.home)

    def adopt(self, profile: Profile, time_zone: str, sources: dict[str, list[Source]]) -> None:
        """Set up this home for a person whose sources are known, as the sample home does."""
        set_profile(self.home, name=profile.name, addresses=profile.addresses)
        set_time_zone(self.home, time_zone)
        for plugin, owned in sources.items():
            add_sources(self.home, plugin, owned)
        self.config = read_config(self.home)

    def request(self, text: str, *, door: str) -> Request:
        """A request of the user's, as of now in the user's zone."""
        return Request(text, self._now(), door)

    def route(self, request: Request, watcher: Watcher = unwatched) -> Route:
        """The call that a request becomes; runs nothing."""
        return self._routing.route(request, watcher)

    def plan(self, request: Request, watcher: Watcher = unwatched) -> Plan:
        """The calls that a request becomes, one or several; runs nothing."""
        return self._routing.plan(request, watcher)

    def prepare(self, watcher: Watcher = unwatched) -> None:
        """Let the model read what the installed tools do, so that the first request need not."""
        self._routing.prepare(self._now(), watcher)

    def rehearsal(self, tools: Path | None = None) -> Callable[[Request], Route]:
        """Routes requests among the installed tools, or those that a file describes; runs nothing,
        and keeps no record of them.
        """
        return self._routing.rehearsal(tools)

    def learn(self, plugin: str, watcher: Watcher = unwatched) -> Path:
        """Write what the model makes of a plugin's phrases into its source tree."""
        return self._routing.learn(plugin, watcher)

    def ask(
        self,
        request: Request,
        watcher: Watcher = unwatched,
        conversation: Conversation | None = None,
    ) -> Answer:
        """Route a request, run its call and answer; a request that nothing serves runs nothing.

        In a conversation it may lean on the requests before.
        """
        from llmos.kernel.carrying import carry_out, of_call  # most commands plan nothing

        talk, started = conversation or self.conversation(), time.monotonic()
        if (own := talk.by_itself(request)) is not None:
            return own
        request, notes = talk.knowing(request)
        specs = self.hooks.specs
        meant = talk.meant(request, specs)
        if meant.call is not None:
            plan = of_call(meant.call)
        else:
            asked = msgspec.structs.replace(request, text=meant.text)
            plan = talk.completed(self.plan(asked, watcher), specs, meant)
        seconds = time.monotonic() - started
        if plan.question or not plan.steps:
            talk.unanswered = meant.text if plan.question else ""
            return Answer(request, seconds=seconds, words=plan.question, notes=notes)
        ran = carry_out(talk.turn, plan, request, watcher)
        return talk.answered(replace(ran, seconds=time.monotonic() - started, notes=notes))

    def in_words(self, answer: Answer) -> Wording | None:
        """What the model says about an answer, sentence by sentence, as far as it stands there.

        None where what the tool shows is the answer already.
        """
        return wording(answer, self.hooks, self.ledger, lambda: self._routing.engine)

    def conversation(self, *, kept: bool = False) -> Conversation:
        """Where requests follow each other; if it is kept, its turns can be found again later."""
        return Conversation(self._turn, self.memory, kept)

    @cached_property
    def memory(self) -> Memory:
        """Turns of earlier chats, and what the user asked to remember."""
        return Memory(self.home.memory)

    def call(self, request: Request, call: Call, watcher: Watcher = unwatched) -> Answer:
        """Run one given call."""
        return self._turn.run(Errand(request, self.hooks.tool(call.tool), call, watcher))

    @cached_property
    def undos(self) -> Undos:
        """The effects that can still be taken back."""
        return Undos(self._state)

    def undo(self, id: int | None = None, watcher: Watcher = unwatched) -> Answer:
        """Take back the effect of that number, or the latest one."""
        return self._declared.undo(id, watcher)

    def index(self, plugin: str, watcher: Watcher = unwatched) -> Answer | None:
        """Bring a plugin's index up to date; None if it has none."""
        return self._declared.index(plugin, watcher)

    def inspect(self, plugin: str, watcher: Watcher = unwatched) -> Answer | None:
        """Let a plugin say what its sources hold; None if it has nothing to say."""
        return self._declared.run("inspect", plugin, watcher)

    def status(self, plugin: str) -> Answer | None:
        """Let a plugin say what its index holds and why not more; None if it cannot."""
        return self._declared.run("status", plugin)

    def wait(self, plugin: str, watcher: Watcher = unwatched) -> Answer | None:
        """Let a plugin wait until its sources have changed; None if it cannot."""
        return self._declared.run("wait", plugin, watcher)

    def due(self, plugin: str) -> Answer | None:
        """Let a plugin say what the user must be told now; None if that never happens.

        It runs in the background: nobody is asked, and only background grants count.
        """
        return self._declared.due(plugin)

    def grant(
        self,
        plugin: str,
        permission: str,
        *,
        foreground: bool = True,
        answer: Lasting = "always",
        scope: Scope = FULL,
        hosts: Sequence[str] = (),
    ) -> Grant:
        """Keep an answer to a permission, covering the sources that are set now."""
        return self._consent.give(
            plugin, permission, foreground=foreground, answer=answer, scope=scope, hosts=hosts
        )

    def propose(self, text: str, where: str) -> Proposal:
        """What a file of grants would change here; changes nothing."""
        return propose(read(text, where), self.inventory, self.grants.all())

    def take(self, changes: Iterable[Change]) -> None:
        """Make these changes, as the user agreed to them."""
        self._consent.take(changes)

    def why(self, call: Call) -> tuple[Decision, str]:
        """What would become of a call, and what the user would have to confirm; runs nothing."""
        return self._turn.decide(self.request("", door="why"), self.hooks.tool(call.tool), call)

    def revoke(self, plugin: str, permission: str | None = None) -> Forgotten:
        """Take answers back, end what runs with them in any process, and delete what was derived
        with them: by the plugin, and by those whose tools only it could still call.
        """
        if not is_id(plugin):
            raise PluginError(plugin, f"There is no plugin {plugin!r}; nothing was taken back.")
        return self._withdrawal.revoke(plugin, permission, self.inventory.plugins.values())

    def accept(self, held: Held) -> None:
        """Let in a plugin that was held. What it asks for besides is not granted by that."""
        drop_unasked(held.plugin, held.accepted, self.grants)
        self._accepted.put(held.plugin)
        for name in ("inventory", "hooks"):
            self.__dict__.pop(name, None)

    def close(self) -> None:
        """End all workers and close what was opened."""
        for name in ("_runner", "_state", "_routing", "memory"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()

    def __enter__(self) -> Kernel:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def _runner(self) -> Runner:
        return Runner(self.home)

    @cached_property
    def _state(self) -> sqlite3.Connection:
        return open_state(self.home)

    @cached_property
    def _models(self) -> Models:
        return Models(lambda: self._routing.engine)

    @cached_property
    def _broker(self) -> Broker:
        return Broker(self.grants, self._accepted.put, self._withdrawal.end_workers)

    @property
    def _consent(self) -> Consent:
        return Consent(self.config, self.inventory, self.grants, self._broker, self._withdrawal)

    @cached_property
    def _withdrawal(self) -> Withdrawal:
        return Withdrawal(
            home=self.home,
            runner=self._runner,
            leases=self.leases,
            grants=self.grants,
            undos=self.undos,
            secrets=self.secrets,
            memory=self.memory,
            tell=self._tell,
        )

    @cached_property
    def _accepted(self) -> AcceptedPlugins:
        return AcceptedPlugins(self._state)

    @cached_property
    def _routing(self) -> Routing:
        return Routing(
            home=self.home,
            inventory=self.inventory,
            hooks=self.hooks,
            ledger=self.ledger,
            engines=self._engines,
            asker=lambda: self._asker,
            turn=lambda: self._turn,
        )

    @property
    def _turn(self) -> Turn:
        return Turn(
            home=self.home,
            config=self.config,
            broker=self._broker,
            ledger=self.ledger,
            undos=self.undos,
            asker=self._asker,
            hooks=self.hooks,
            models=self._models,
            secrets=self.secrets,
            leases=self.leases,
        )

    @property
    def _declared(self) -> Declared:
        def empty(door: str) -> Request:
            return self.request("", door=door)

        return Declared(self.inventory, self.hooks, self._turn, self.undos, empty)

    def _now(self) -> datetime:
        return clock.now(clock.zone(self.config.time_zone))
