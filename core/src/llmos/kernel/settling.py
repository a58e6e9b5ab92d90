"""Writing down what the user chose: sources and profile, in config.toml."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from llmos.config import Home, edit_config, read_config
from llmos.errors import ConfigError
from llmos.installed import Plugin
from llmos.sources import Source, outermost


def recognise(plugin: Plugin, path: Path) -> list[Source]:
    """The sources of this plugin's kinds at or below a path; none is an error.

    `KIND=PATH` says which kind the place is to be, for kinds without marks, such as a folder that
    something is saved in.
    """
    kinds = plugin.manifest.sources
    named, _, rest = str(path).partition("=")
    place = Path(os.path.expanduser(rest if rest and named in kinds else path)).absolute()
    if not os.path.exists(place):
        raise ConfigError(f"{place} does not exist.", hint="Check the path.")
    if rest and named in kinds:
        if kinds[named].is_marked and not kinds[named].fits(place):
            raise ConfigError(f"{place} is no {named}: {kinds[named].summary}.")
        return [Source(named, place)]
    fitting = (Source(name, at) for name, kind in kinds.items() for at in kind.find(place))
    found = outermost(fitting, kinds)
    if not found:
        known = "; ".join(kind.summary for kind in kinds.values()) or "none"
        raise ConfigError(
            f"{place} holds no source that the plugin {plugin.id} can read.",
            hint=f"It reads: {known}.",
        )
    return found


def add_sources(home: Home, plugin: str, sources: Iterable[Source]) -> None:
    """Add sources to config.toml; those that are there already stay as they are."""
    there = read_config(home).plugin(plugin).sources
    new = [source for source in sources if source not in there]

    def edit(document: Any) -> None:
        import tomlkit

        plugins = document.setdefault("plugins", tomlkit.table(is_super_table=True))
        owner = plugins.setdefault(plugin, {})
        # Plain values take the form, inline or not, of what they are put into.
        entries = [{"kind": source.kind, "path": str(source.path)} for source in new]
        if "sources" in owner:
            owner["sources"].extend(entries)
        else:
            owner["sources"] = entries

    if new:
        edit_config(home, edit)


def set_profile(home: Home, *, name: str = "", addresses: Iterable[str] = ()) -> None:
    """Write down who the user is; what is not given stays as it was, addresses are added."""
    known = read_config(home).profile
    merged = list(dict.fromkeys([*known.addresses, *addresses]))

    def edit(document: Any) -> None:
        import tomlkit

        profile = document.setdefault("profile", tomlkit.table())
        profile["name"] = name or known.name
        profile["addresses"] = merged

    edit_config(home, edit)


def set_time_zone(home: Home, name: str) -> None:
    """Write down the zone in which the user's days begin and end."""

    def edit(document: Any) -> None:
        document["time_zone"] = name

    edit_config(home, edit)
