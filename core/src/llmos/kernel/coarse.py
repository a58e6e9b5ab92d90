"""Grants that give data only coarsely, such as headers of mail: then no tool opens the sources.

The plugin's index function reads them, in a process of its own, into a folder that belongs to
these limits alone. The tools run in another process that has this folder and no source. So what a
tool may not know is nowhere that its process can look.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from llmos.config import Home
from llmos.errors import PermissionDenied
from llmos.installed import Plugin
from llmos.permissions import known
from llmos.scope import Scope


def coarse(plugin: Plugin, scopes: Mapping[str, Scope]) -> dict[str, Scope]:
    """Those of the permissions that open sources of this plugin, and open them only coarsely."""
    opened = opening(plugin)
    return {
        name: scope
        for name, scope in scopes.items()
        if name in opened and is_coarse(name, scope.resolution)
    }


def opening(plugin: Plugin) -> set[str]:
    """The permissions that open sources of this plugin."""
    return {kind.permission for kind in plugin.manifest.sources.values()}


def is_coarse(permission: str, resolution: str) -> bool:
    """Whether this is less than the permission can give."""
    return bool(resolution) and resolution not in known(permission).resolutions[-1:]


def data_folder(home: Home, plugin: str, limits: Mapping[str, Scope]) -> Path:
    """Where the plugin keeps what it derived under these limits. None of these folders lies in
    another one: a process is given exactly one.
    """
    if not limits:
        return home.plugin_data(plugin)
    said = {name: msgspec.structs.replace(scope, to=()) for name, scope in limits.items()}
    mark = hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()[:16]
    return home.plugin_folder(plugin) / f"scoped-{mark}"


def cannot(plugin: Plugin, tool: str, limits: Mapping[str, Scope]) -> PermissionDenied:
    """Why a tool may not run under these limits, and what would let it."""
    said = "; ".join(f"{name}: {scope.resolution}" for name, scope in limits.items())
    wider = " && ".join(f"llmos permissions grant {plugin.id} {name}" for name in limits)
    return PermissionDenied(
        f"{tool} may not run: you allowed no more than {said}, and the plugin {plugin.id} can only "
        "work on the sources as a whole here.",
        plugin=plugin.id,
        permissions=[*limits],
        hint=f"To grant it without that limit: {wider}",
    )
