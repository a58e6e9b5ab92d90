"""One call on its way through the kernel, and what was decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from llmos.broker import Choice, Grant
from llmos.calls import Call, Request
from llmos.events import Watcher
from llmos.installed import Plugin
from llmos.runner import Access, RemoteTool


@dataclass(frozen=True)
class Errand:
    """A call, for whom, and who watches it run.

    `callers` are the plugins that called each other down to this tool, if not the user asked for
    it; then their grants count, and each of them must have what the tool needs. `marks` say how
    often something had been taken back from the plugins of the chain before this was decided.
    `agreed` is what the user allowed once, for this call and those that come of it; `chosen` is
    what the user answered to the tool's questions, which its preview and its run both have.
    """

    request: Request
    tool: RemoteTool
    call: Call
    watcher: Watcher
    callers: tuple[Plugin, ...] = ()
    marks: Mapping[str, int] = field(default_factory=dict)
    agreed: list[Grant] = field(default_factory=list)
    chosen: dict[Choice, int] = field(default_factory=dict)

    @property
    def grantees(self) -> tuple[Plugin, ...]:
        """The plugins whose grants count."""
        return self.callers or (self.tool.plugin,)

    @property
    def chain(self) -> tuple[Plugin, ...]:
        """The plugins that wait for each other while it runs; the last one is the one that runs."""
        return (*self.callers, self.tool.plugin)

    @property
    def rehearsal(self) -> Call:
        """The call under the name by which the ledger knows its preview."""
        return Call(f"{self.call.tool}.preview", self.call.arguments)


@dataclass(frozen=True)
class Allowed:
    """Why an errand may run, what it may reach, and the value of what the user saw before."""

    reason: str
    access: Access
    previewed: dict[str, Any] | None = None
