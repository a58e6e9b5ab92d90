"""What a permission opens in this home, and what a worker may therefore reach."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from llmos.broker import within
from llmos.config import Config, Home
from llmos.errors import ConfigError
from llmos.installed import Plugin
from llmos.kernel.coarse import data_folder
from llmos.runner import Access
from llmos.scope import Scope
from llmos.sources import Source

NO_LIMITS: Mapping[str, Scope] = MappingProxyType({})


def opened_sources(plugin: Plugin, permission: str, config: Config) -> tuple[Source, ...]:
    """The user's sources that exactly this permission opens, for reading or for changing."""
    kinds = {
        name
        for name, kind in plugin.manifest.sources.items()
        if permission in (kind.permission, kind.change)
    }
    return tuple(source for source in config.plugin(plugin.id).sources if source.kind in kinds)


def opens(plugin: Plugin, permissions: Iterable[str], config: Config) -> dict[str, tuple[str, ...]]:
    """For each permission the places that it would open.

    It is an error if there is none where one is needed, or if one of them is gone.
    """
    places = {name: opened_sources(plugin, name, config) for name in permissions}
    for name, sources in places.items():
        if not sources and _wants_sources(plugin, name) and not has_accounts(plugin, config):
            raise _placeless(plugin, name, config)
        _check_presence(plugin, sources)
    return {name: _paths(sources) for name, sources in places.items()}


def has_accounts(plugin: Plugin, config: Config) -> bool:
    """Whether the user has set an account on a server, from which the plugin gets its data."""
    return bool(config.plugin(plugin.id).settings.get(plugin.manifest.accounts))


def is_account(plugin: Plugin, config: Config, host: str, port: int) -> bool:
    """Whether an account of the plugin's lies on this server. One without a port in config.toml
    takes in every port of its host, because only the plugin knows which it means.
    """
    accounts = config.plugin(plugin.id).settings.get(plugin.manifest.accounts, ())
    return any(
        str(one.get("host", "")).lower() == host.lower() and one.get("port", port) == port
        for one in accounts
    )


def covered(
    plugin: Plugin, permissions: Iterable[str], installed: Iterable[Plugin], config: Config
) -> dict[str, tuple[str, ...]]:
    """For each permission the places that an answer is about: the plugin's own sources, or, where
    it keeps none of that kind, those of the plugins whose tools it may then call.
    """
    wanted = [name for name in permissions if _wants_sources(plugin, name)]
    others = {
        name: tuple(
            path for owner in installed for path in _paths(opened_sources(owner, name, config))
        )
        for name in permissions
        if name not in wanted
    }
    return opens(plugin, wanted, config) | others


def access(
    plugin: Plugin,
    scopes: Mapping[str, Scope],
    config: Config,
    home: Home,
    *,
    limits: Mapping[str, Scope] = NO_LIMITS,
    indexes: bool = False,
    grantees: Iterable[Plugin] = (),
) -> Access:
    """What the plugin's worker may reach with these permissions, each as far as its scope says.

    `limits` are the permissions that give data only coarsely: what they open is read by the worker
    that `indexes`, and by no other.
    """
    reached = {
        permission: tuple(
            limited
            for source in opened_sources(plugin, permission, config)
            for limited in _limited(plugin, source, scope)
        )
        for permission, scope in scopes.items()
        if indexes or not _is_closed(plugin, permission, limits)
    }
    changing = {kind.change for kind in plugin.manifest.sources.values()}
    return Access(
        sources=tuple(dict.fromkeys(source for some in reached.values() for source in some)),
        writable=tuple(
            source.path for name in reached if name in changing for source in reached[name]
        ),
        data=data_folder(home, plugin.id, limits),
        settings=config.plugin(plugin.id).settings,
        profile=config.profile if "profile:read" in scopes else None,
        scopes=dict(scopes),
        closed=() if indexes else tuple(limits),
        grantees=tuple(one.id for one in grantees),
    )


def _is_closed(plugin: Plugin, permission: str, limits: Mapping[str, Scope]) -> bool:
    """Whether it would open what another permission gives only coarsely: to change a place is to
    see it.
    """
    kinds = plugin.manifest.sources.values()
    return any(
        kind.permission in limits and permission in (kind.permission, kind.change) for kind in kinds
    )


def _limited(plugin: Plugin, source: Source, scope: Scope) -> tuple[Source, ...]:
    places = within([str(source.path)], scope.places)
    limited = tuple(Source(source.kind, Path(place)) for place in places)
    _check_presence(plugin, limited)
    return limited


def _paths(sources: Iterable[Source]) -> tuple[str, ...]:
    return tuple(str(source.path) for source in sources)


def _check_presence(plugin: Plugin, sources: Iterable[Source]) -> None:
    for source in sources:
        if not os.path.exists(source.path):
            raise ConfigError(
                f"The plugin {plugin.id} cannot find its source {source.path}: it is gone, or on "
                "a disk that is not connected.",
                hint=f"Bring it back, or take it out of [plugins.{plugin.id}] in config.toml; "
                f"`llmos setup --{plugin.id} PATH` names another one.",
            )


def _placeless(plugin: Plugin, permission: str, config: Config) -> ConfigError:
    """Nothing for this permission to open, beside whatever other sources the plugin has."""
    if not config.plugin(plugin.id).sources:
        return ConfigError(
            f"The plugin {plugin.id} has no source yet: llmos does not know where to look.",
            hint=f"`llmos setup` finds it, or `llmos setup --{plugin.id} PATH` names it.",
        )
    kinds = plugin.manifest.sources.items()
    fitting = {id: kind for id, kind in kinds if permission in (kind.permission, kind.change)}
    wanted = " or ".join(
        kind.summary[:1].lower() + kind.summary[1:].rstrip(".") for kind in fitting.values()
    )
    named = " or ".join(f"`llmos setup --{plugin.id} {id}=PATH`" for id in fitting)
    return ConfigError(
        f"The plugin {plugin.id} has no place for {permission} yet: {wanted}.",
        hint=f"{named} names it.",
    )


def _wants_sources(plugin: Plugin, permission: str) -> bool:
    kinds = plugin.manifest.sources.values()
    return any(permission in (kind.permission, kind.change) for kind in kinds)
