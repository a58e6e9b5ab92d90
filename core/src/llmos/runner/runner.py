"""Starting workers, asking them, stopping them. A worker that fails is an error, never a hang."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from llmos.blocks import Output
from llmos.config import Home
from llmos.errors import (
    Cancelled,
    LlmosError,
    ProtocolError,
    Revoked,
    WorkerDied,
    WorkerTimeout,
)
from llmos.events import Watcher, unwatched
from llmos.installed import Description, Plugin
from llmos.leases import NO_LEASE, Lease, Leases
from llmos.runner.access import NOTHING, Access
from llmos.runner.channel import UNREADABLE, Channel, Closed, Late, Malformed
from llmos.runner.confinement import is_to_be_confined
from llmos.runner.messages import Done, Failed, Invoke, Method, Notice, Setup, ToKernel, into
from llmos.runner.process import Process
from llmos.runner.roots import import_roots
from llmos.runner.services import NoServices, Services, serve
from llmos.runner.watching import Watch

Kind = TypeVar("Kind")

_BURST = 10_000
_MESSAGES_PER_SECOND = 100
"""More than that of one call, beyond a first burst, is not progress but a flood."""


_LOADING_SECONDS = 30.0

_SAID_AGAIN = 0.2
"""Seconds until a worker that does not stop is told so again: Python hears a signal that comes just
before a wait begins only after that wait, or with the next signal."""


@dataclass(frozen=True)
class Task:
    """One thing that a worker is to do; `now` is aware, `previewed` the value of a preview."""

    method: Method
    now: datetime
    tool: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)
    previewed: dict[str, Any] | None = None


@dataclass(frozen=True)
class Patience:
    """How long a worker may take, in seconds: without a word, in all, and to stop when told."""

    silence: float = 120.0
    total: float = 3600.0
    stopping: float = 2.0


class Runner:
    """The workers of one kernel. A worker lives as long as what it may reach stays the same; a
    plugin can have two, because a tool that changes something may write where its preview reads.
    """

    def __init__(self, home: Home, patience: Patience = Patience()) -> None:
        self._home = home
        self._patience = patience
        self._leases = Leases(home)
        self._workers: dict[str, list[_Worker]] = {}
        self._watch = Watch(self._all)

    def describe(self, plugin: Plugin) -> Description:
        """Load the plugin in a worker that may reach nothing, and hear what it declares."""
        # A plugin that hangs while it loads would otherwise hold up every start for minutes.
        patience = replace(self._patience, silence=min(_LOADING_SECONDS, self._patience.silence))
        worker = _Worker(plugin, NOTHING, self._home, patience)
        try:
            task = Task("describe", datetime.now(UTC))
            raw = worker.ask(task, unwatched, NoServices())
            return worker.decode(raw, Description)
        finally:
            worker.dismiss()

    def check(
        self,
        plugin: Plugin,
        access: Access,
        tool: str,
        arguments: dict[str, Any],
        now: datetime,
        services: Services,
    ) -> None:
        """Raise `InvalidArguments` if the tool's own schema refuses the arguments."""
        task = Task("check", now, tool, arguments)
        self._worker(plugin, access, services).ask(task, unwatched, services)

    def run(
        self,
        plugin: Plugin,
        access: Access,
        tool: str,
        arguments: dict[str, Any],
        now: datetime,
        watcher: Watcher,
        services: Services,
        *,
        previewed: dict[str, Any] | None = None,
    ) -> Output:
        """Run a tool with exactly this access; what else it asks for, the services decide."""
        worker = self._worker(plugin, access, services)
        task = Task("run", now, tool, arguments, previewed)
        return worker.decode(worker.ask(task, watcher, services), Output)

    def preview(
        self,
        plugin: Plugin,
        access: Access,
        tool: str,
        arguments: dict[str, Any],
        now: datetime,
        watcher: Watcher,
        services: Services,
    ) -> Output:
        """Run what shows a tool's effect, in a worker that can change none of its sources."""
        worker = self._worker(plugin, msgspec.structs.replace(access, writable=()), services)
        task = Task("preview", now, tool, arguments)
        return worker.decode(worker.ask(task, watcher, services), Output)

    def stop(self, plugin: str) -> None:
        """End a plugin's workers, for example because a grant was revoked."""
        for worker in self._workers.pop(plugin, []):
            worker.dismiss()

    def close(self) -> None:
        """End all workers."""
        self._watch.close()
        for plugin in list(self._workers):
            self.stop(plugin)

    def _all(self) -> list[_Worker]:
        return [worker for workers in list(self._workers.values()) for worker in list(workers)]

    def _worker(self, plugin: Plugin, access: Access, services: Services) -> _Worker:
        # What a process may reach cannot be changed once it is confined, so other access means
        # another worker.
        workers = self._workers.setdefault(plugin.id, [])
        for other in [one for one in workers if not one.is_near(access)]:
            workers.remove(other)
            other.dismiss()
        fitting = next((worker for worker in workers if worker.access == access), None)
        lease = fitting.lease if fitting else self._leases.take((plugin.id, *access.grantees))
        try:
            services.check()  # only now: what is taken back from here on ends the lease
            if fitting is None:
                fitting = _Worker(plugin, access, self._home, self._patience, lease)
                workers.append(fitting)
        except BaseException:
            if fitting is None:
                lease.release()
            raise
        self._watch.begin()
        return fitting


class _Worker:
    """One running worker: its process, its channel and the access it was started with.

    It runs under a lease; what describes a plugin may reach nothing and needs none.
    """

    def __init__(
        self,
        plugin: Plugin,
        access: Access,
        home: Home,
        patience: Patience,
        lease: Lease = NO_LEASE,
    ) -> None:
        self.plugin = plugin
        self.access = access
        self.lease = lease
        self._is_closed = False
        self._is_revoked = False
        self._patience = patience
        self._log = home.log(plugin.id)
        self._numbers = itertools.count(1)
        confined = is_to_be_confined(plugin, home)
        roots = import_roots(plugin)
        if access.data is not None:
            access.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._process = Process(roots, self._log, access.data)
        self._channel: Channel[ToKernel] = Channel(self._process.socket, ToKernel)
        self._setup = Setup(plugin.id, plugin.module, roots, access, confined)

    def ask(self, task: Task, watcher: Watcher, services: Services) -> msgspec.Raw:
        """Send one message and wait for its answer, whatever happens to the worker meanwhile."""
        id = next(self._numbers)
        try:
            if id == 1:
                self._channel.send(self._setup, deadline=self._soon())
            self._channel.send(_invoke(id, task), deadline=self._soon())
            return self._answer(id, watcher, services)
        except KeyboardInterrupt:
            raise self._cancelled(id) from None
        except Closed as error:
            raise self._died() from error
        except Late as error:
            raise self._late(task.tool or task.method) from error
        except Malformed as error:
            raise self._malformed(str(error)) from error
        except LlmosError:
            raise  # an answer like any other
        except Exception:
            self._end()  # a watcher or a service failed, and the tool is still at work
            raise

    def decode(self, raw: msgspec.Raw, kind: type[Kind]) -> Kind:
        """An answer as the type that its method gives."""
        try:
            return msgspec.json.decode(raw, type=kind, dec_hook=into)
        except UNREADABLE as error:
            raise self._malformed(str(error)) from error

    def is_near(self, access: Access) -> bool:
        """Whether it is at work and reaches the same but for what may be changed there, or is the
        other half of the pair in which one has the sources and one has none.
        """
        mine = msgspec.structs.replace(self.access, writable=access.writable)
        paired = mine.data == access.data and _opens(mine) != _opens(access)
        return not self.is_over and (mine == access or paired)

    def dismiss(self) -> None:
        """Let it end by itself."""
        if not self._is_closed:
            self._is_closed = True
            self._process.dismiss()
            self.lease.release()

    @property
    def is_over(self) -> bool:
        """Whether it can be asked nothing more."""
        return self._is_closed or self._is_revoked

    def end_if_taken_back(self) -> None:
        """End its process if something was taken back; called by another thread, at any moment."""
        if not self.is_over and self.lease.is_over:
            self._is_revoked = True
            self._process.kill()
            self.lease.release()

    def _soon(self) -> float:
        return time.monotonic() + self._patience.silence

    def _answer(self, id: int, watcher: Watcher, services: Services) -> msgspec.Raw:
        refusal: LlmosError | None = None
        messages = self._messages(id)
        while True:
            message = next(messages)
            if isinstance(message, Notice):
                watcher(message.progress)
            elif isinstance(message, Failed):
                raise self._failed(message, refusal)
            elif isinstance(message, Done):
                return message.value
            else:
                silence = self._patience.silence
                refusal = serve(self._channel, message, services, silence) or refusal

    def _messages(self, id: int) -> Iterator[ToKernel]:
        """What it sends about this call, as long as it keeps to time, subject and measure."""
        started = time.monotonic()
        for number in itertools.count(1):
            end = started + self._patience.total
            message = self._channel.receive(deadline=min(end, self._soon()))
            if message.id != id:
                raise Malformed(f"it answered {message.id} when {id} was asked")
            if number > _BURST + _MESSAGES_PER_SECOND * (time.monotonic() - started):
                raise Malformed("it sends more messages than anybody can want")
            yield message

    def _failed(self, message: Failed, refusal: LlmosError | None) -> LlmosError:
        """The failure; what the kernel refused and the plugin passed on is still the kernel's."""
        if message.kind == "sandbox":
            self._end()
        if refusal is not None and message.message == refusal.message:
            return refusal
        return message.error(self.plugin.id)

    def _cancelled(self, id: int) -> Cancelled:
        """Stop the running tool; if it does not listen, or if it cannot be known how much of the
        last message each side has seen, its process ends.
        """
        in_step = self._channel.in_step
        deadline = time.monotonic() + self._patience.stopping
        try:
            while not self._stops(id, deadline):
                pass
        except (Closed, Late, Malformed, KeyboardInterrupt):
            in_step = False
        if not in_step:
            self._end()
        return Cancelled("Stopped. Nothing is half-written.")

    def _stops(self, id: int, deadline: float) -> bool:
        """Tell the tool to stop, and wait a moment for its answer."""
        self._process.interrupt()
        soon, in_step = min(deadline, time.monotonic() + _SAID_AGAIN), self._channel.in_step
        try:
            while not _is_answer(self._channel.receive(deadline=soon), id):
                pass
        except Late:
            if soon == deadline or self._channel.in_step != in_step:
                raise  # the time is over, or half a message came
            return False
        return True

    def _end(self) -> None:
        self._is_closed = True
        self._process.end()
        self.lease.release()

    def _died(self) -> LlmosError:
        if self._is_revoked:
            self._end()
            return revoked(self.plugin.id, self.plugin.id)
        code = self._process.exit_code
        self._end()
        how = f"exit code {code}" if code is None or code >= 0 else f"signal {-code}"
        return WorkerDied(
            self.plugin.id,
            f"The process of the plugin {self.plugin.id} ended before it answered ({how}).",
            hint=f"What it printed is in {self._log}.",
        )

    def _late(self, what: str) -> WorkerTimeout:
        self._end()
        return WorkerTimeout(
            self.plugin.id,
            f"The plugin {self.plugin.id} did not answer in time ({what}) and was stopped.",
            hint=f"Try again; what it printed is in {self._log}.",
        )

    def _malformed(self, what: str) -> ProtocolError:
        self._end()
        return ProtocolError(
            self.plugin.id,
            f"The plugin {self.plugin.id} sent something that is no answer: {what}.",
            hint="Tell its authors.",
        )


def revoked(plugin: str, what: str) -> Revoked:
    """Why a run of this plugin ended."""
    return Revoked(
        f"{what} was ended: what it may do was taken back meanwhile.",
        plugin=plugin,
        permissions=(),
        hint="`llmos permissions list` shows what is allowed now.",
    )


def _invoke(id: int, task: Task) -> Invoke:
    zone = getattr(task.now.tzinfo, "key", "UTC")
    return Invoke(
        id, task.method, task.now, zone, task.tool, task.arguments, previewed=task.previewed
    )


def _opens(access: Access) -> bool:
    return bool(access.sources) or not access.closed


def _is_answer(message: ToKernel, id: int) -> bool:
    return message.id == id and isinstance(message, Done | Failed)
