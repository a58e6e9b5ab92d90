"""What a permission opens in this home, and what a worker may therefore reach."""

from __future__ import annotations

from collections.abc import Iterable

from llmos.config import Config, Home
from llmos.errors import ConfigError
from llmos.installed import Plugin
from llmos.runner import Access
from llmos.sources import Source


def opened_sources(plugin: Plugin, permission: str, config: Config) -> tuple[Source, ...]:
    """The user's sources that exactly this permission opens."""
    kinds = {
        name for name, kind in plugin.manifest.sources.items() if kind.permission == permission
    }
    return tuple(source for source in config.plugin(plugin.id).sources if source.kind in kinds)


def opens(plugin: Plugin, permissions: Iterable[str], config: Config) -> dict[str, tuple[str, ...]]:
    """For each permission the places that it would open; none where one is needed is an error."""
    places = {name: opened_sources(plugin, name, config) for name in permissions}
    for name, sources in places.items():
        if not sources and _wants_sources(plugin, name):
            raise ConfigError(
                f"The plugin {plugin.id} has no source yet: llmos does not know where to look.",
                hint=f"`llmos setup` finds it, or `llmos setup --{plugin.id} PATH` names it.",
            )
    return {name: tuple(str(source.path) for source in sources) for name, sources in places.items()}


def access(plugin: Plugin, permissions: Iterable[str], config: Config, home: Home) -> Access:
    """What the plugin's worker may reach with these permissions and no others."""
    granted = tuple(permissions)
    return Access(
        sources=tuple(s for name in granted for s in opened_sources(plugin, name, config)),
        data=home.plugin_data(plugin.id),
        settings=config.plugin(plugin.id).settings,
        profile=config.profile if "profile:read" in granted else None,
    )


def _wants_sources(plugin: Plugin, permission: str) -> bool:
    return any(kind.permission == permission for kind in plugin.manifest.sources.values())
