"""The user's answers outside of a question, by a command or a file, with what follows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from llmos.broker import Broker, Grant, Grants, Lasting
from llmos.config import Config
from llmos.kernel.granting import Change, about, granted
from llmos.kernel.opening import covered
from llmos.kernel.withdrawing import Withdrawal
from llmos.plugins import Inventory
from llmos.scope import Scope


@dataclass(frozen=True)
class Consent:
    """Where the answers of one home are kept, and what has to follow when one of them changes."""

    config: Config
    inventory: Inventory
    grants: Grants
    broker: Broker
    withdrawal: Withdrawal

    def give(
        self,
        plugin: str,
        permission: str,
        *,
        foreground: bool,
        answer: Lasting,
        scope: Scope,
        hosts: Sequence[str],
    ) -> Grant:
        """Keep an answer to a permission, covering the sources that are set now."""
        owner = self.inventory.plugin(plugin)
        installed = self.inventory.plugins.values()
        # What is forbidden needs no place, and may be forbidden before there is one.
        places = {} if answer == "never" else covered(owner, (permission,), installed, self.config)
        grant = granted(
            owner,
            permission,
            foreground=foreground,
            answer=answer,
            opens=places.get(permission, ()),
            scope=scope,
            hosts=hosts,
        )
        self.broker.keep(owner, [grant])
        self._drop_finer(grant)
        kept = self.grants.in_force(plugin, permission, foreground=foreground)
        return next(grant for grant in kept if grant.answer == answer)

    def take(self, changes: Iterable[Change]) -> None:
        """Make these changes, as the user agreed to them."""
        for change in changes:
            self._withdraw(change.after)
            self.broker.keep(self.inventory.plugin(change.after.plugin), [change.after])
            self.withdrawal.end_workers(change.after.plugin)
            self._drop_finer(change.after)

    def _drop_finer(self, grant: Grant) -> None:
        plugin = self.inventory.plugin(grant.plugin)
        answered = [self.broker.kept(plugin, foreground) for foreground in (True, False)]
        self.withdrawal.drop_finer(grant, plugin, answered)

    def _withdraw(self, answer: Grant) -> None:
        # What is added to an answer of the same reach would widen it; this one replaces it.
        self.grants.remove(lambda kept: about(kept) == about(answer))
