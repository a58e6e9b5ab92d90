"""Finding plugins by their entry points, without running a line of them."""

from __future__ import annotations

import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import msgspec
from importlib_metadata import EntryPoint, entry_points

from llmos.errors import ManifestError
from llmos.installed import Plugin, SetAside
from llmos.manifest import FILE_NAME, parse_manifest
from llmos.plugins.distribution import Distribution
from llmos.plugins.fingerprint import contents, fingerprint, is_editable
from llmos.plugins.metadata import name_and_version

GROUP = "llmos.plugins"


class Found(msgspec.Struct, frozen=True):
    """All installed plugins, by id: those that can be used and those set aside with a reason."""

    plugins: dict[str, Plugin]
    set_aside: tuple[SetAside, ...] = ()


def discover() -> Found:
    """Every distribution that has an entry point in the group `llmos.plugins`."""
    read = [_read(entry) for entry in entry_points(group=GROUP)]
    plugins = [found for found in read if isinstance(found, Plugin)]
    broken = [found for found in read if isinstance(found, SetAside)]
    unique, doubled = _by_id(plugins)
    return Found({plugin.id: plugin for plugin in unique}, (*broken, *doubled))


def _read(entry: EntryPoint) -> Plugin | SetAside:
    name, version = "?", "?"
    try:
        distribution = entry.dist
        if distribution is None:
            raise ManifestError(entry.name, f"The entry point {entry.name} has no distribution.")
        named, version = name_and_version(distribution)
        name = _canonical(named)
        return _plugin(entry, distribution, name, version)
    except ManifestError as error:
        return SetAside(entry.name, name, version, error.message)
    except Exception as error:  # damaged metadata fail in many ways, and the others must go on
        return SetAside(entry.name, name, version, f"Its metadata cannot be read: {error}")


def _plugin(entry: EntryPoint, distribution: Distribution, name: str, version: str) -> Plugin:
    folder = _package_folder(entry, distribution, name)
    try:
        text = (folder / FILE_NAME).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ManifestError(
            entry.name, f"{name} has no readable {FILE_NAME} in {folder}: {error}."
        ) from error
    return Plugin(
        manifest=parse_manifest(text, where=name),
        distribution=name,
        version=version,
        module=entry.module,
        folder=folder,
        fingerprint=fingerprint(distribution, folder, text),
        # A wheel may bring metadata that call it editable; then it lies among the installed ones.
        contents=""
        if is_editable(distribution) and folder != _installed_folder(entry, distribution)
        else contents(distribution),
    )


def _canonical(distribution: str) -> str:
    """The one spelling of a name that the package index takes for one."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def _installed_folder(entry: EntryPoint, distribution: Distribution) -> Path:
    return Path(str(distribution.locate_file(entry.module.partition(".")[0])))


def _package_folder(entry: EntryPoint, distribution: Distribution, name: str) -> Path:
    top = entry.module.partition(".")[0]
    installed = _installed_folder(entry, distribution)
    if installed.is_dir():
        return installed
    # An editable install: only the import system knows where it lies. A top-level name is looked
    # up without importing anything; a dotted one would import its parents.
    spec = find_spec(top)
    if spec is None or not spec.submodule_search_locations:
        raise ManifestError(entry.name, f"{name} names the package {top}, which is not there.")
    return Path(next(iter(spec.submodule_search_locations)))


def _by_id(plugins: list[Plugin]) -> tuple[list[Plugin], list[SetAside]]:
    # Which of two plugins with one id is the true one cannot be known, so neither is used.
    count = Counter(plugin.id for plugin in plugins)
    doubled = [
        SetAside(plugin.id, plugin.distribution, plugin.version, _same_id(plugin, plugins))
        for plugin in plugins
        if count[plugin.id] > 1
    ]
    return [plugin for plugin in plugins if count[plugin.id] == 1], doubled


def _same_id(plugin: Plugin, plugins: list[Plugin]) -> str:
    others = {other.distribution for other in plugins if other.id == plugin.id}
    names = " and ".join(sorted(others))
    return f"{names} both call themselves {plugin.id!r}. Uninstall one of them."
