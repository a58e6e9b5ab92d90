"""Taking answers back with all that follows: what runs with them ends, what was derived goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from llmos.broker import Grant, Grants
from llmos.config import Home
from llmos.errors import StoreError
from llmos.installed import Plugin
from llmos.kernel.coarse import coarse, data_folder, is_coarse, opening
from llmos.kernel.forgetting import Forgotten, drop_others, forget
from llmos.leases import Leases
from llmos.ledger import Undos
from llmos.memory import Memory
from llmos.runner import Runner
from llmos.scope import Scope
from llmos.secrets import Secrets


@dataclass(frozen=True)
class Withdrawal:
    """All of one home that it touches. `tell` is how the user hears what nobody asked for."""

    home: Home
    runner: Runner
    leases: Leases
    grants: Grants
    undos: Undos
    secrets: Secrets
    memory: Memory
    tell: Callable[[str], None]

    def revoke(self, plugin: str, permission: str | None, installed: Iterable[Plugin]) -> Forgotten:
        """Take answers of a plugin back. Others that only it could still call for what is taken
        back now, among the installed ones, forget what they derived too.
        """
        grants = self._take_back(plugin, permission)
        gone = {grant.permission for grant in grants} - {
            grant.permission for grant in self.grants.all() if grant.answer != "never"
        }
        owners = [one.id for one in installed if one.id != plugin and opening(one) & gone]
        for owner in owners:
            self.end_workers(owner)
        return self._forget(grants, plugin, *owners)

    def remove(self, plugin: str) -> Forgotten:
        """Take back everything of a plugin that is no longer there, its secrets too."""
        try:
            self.secrets.remove(plugin)
        except StoreError as error:
            self.tell(f"Secrets of {plugin} are left in the keyring: {error.message}")
        return self._forget(self._take_back(plugin, None), plugin)

    def end_workers(self, plugin: str) -> None:
        """End what runs with the plugin's answers, here and in other processes."""
        self.runner.stop(plugin)
        self.leases.take_back(plugin)

    def drop_finer(
        self, grant: Grant, plugin: Plugin, answered: Iterable[Mapping[str, Scope]]
    ) -> None:
        """Delete what was derived with wider answers, after one that gives data only coarsely.

        `answered` is how far the plugin's answers go now, those for the background apart.
        """
        if not is_coarse(grant.permission, grant.scope.resolution):
            return
        limits = [coarse(plugin, scopes) for scopes in answered if scopes]
        # Of a plugin that has this from another one, nobody knows what in its folder came from it.
        kept = [data_folder(self.home, plugin.id, one) for one in limits] if any(limits) else []
        if self.home.plugin_data(plugin.id) not in kept:
            self.undos.forget(plugin.id)
        drop_others(self.home.plugin_folder(plugin.id), kept)

    def _take_back(self, plugin: str, permission: str | None) -> list[Grant]:
        grants = self.grants.revoke(plugin, permission)
        self.end_workers(plugin)
        return grants

    def _forget(self, grants: list[Grant], *plugins: str) -> Forgotten:
        undos = sum(self.undos.forget(plugin) for plugin in plugins)
        turns = sum(self.memory.forget_plugin(plugin) for plugin in plugins)
        for plugin in plugins:
            self.home.log(plugin).unlink(missing_ok=True)  # what it printed may be what it read
        return forget(grants, undos, turns, map(self.home.plugin_folder, plugins))
