"""What plugins declare, remembered, so that a known plugin is not started only to be listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from llmos.atomic import write_atomically
from llmos.errors import PluginError, PluginLoadError, WorkerError
from llmos.installed import Description, Plugin, SetAside
from llmos.plugins.phrases import with_phrases

Describe = Callable[[Plugin], Description]
"""Loads a plugin in a worker without any permission and says what it declared."""


class _Remembered(msgspec.Struct, frozen=True):
    """One plugin's description, or the reason why it has none, as of a fingerprint."""

    fingerprint: str
    description: Description | None = None
    reason: str = ""


class Descriptions:
    """The descriptions of all plugins, kept in one file. Losing the file costs only time."""

    def __init__(self, file: Path, describe: Describe) -> None:
        self._file = file
        self._describe = describe

    def of(self, plugins: Iterable[Plugin]) -> tuple[dict[str, Description], list[SetAside]]:
        """Descriptions by plugin id, and the plugins whose code could not be loaded."""
        known = self._read()
        now = {plugin.id: self._current(plugin, known.get(plugin.id)) for plugin in plugins}
        if now != known:
            write_atomically(self._file, msgspec.json.encode(now))
        good = {id: entry.description for id, entry in now.items() if entry.description}
        bad = [
            SetAside(plugin.id, plugin.distribution, plugin.version, now[plugin.id].reason)
            for plugin in plugins
            if plugin.id not in good
        ]
        return good, bad

    def _current(self, plugin: Plugin, known: _Remembered | None) -> _Remembered:
        if known and known.fingerprint == plugin.fingerprint:
            return known
        try:
            description = self._describe(plugin)
            _agree(plugin, description)
            tools = with_phrases(plugin, description.tools)
            description = msgspec.structs.replace(description, tools=tools)
            return _Remembered(plugin.fingerprint, description)
        except WorkerError as error:
            # A process can fail for the machine's reasons, so the next run tries again.
            return _Remembered("", reason=error.message)
        except PluginError as error:
            return _Remembered(plugin.fingerprint, reason=error.message)

    def _read(self) -> dict[str, _Remembered]:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, _Remembered])
        except (OSError, UnicodeDecodeError, msgspec.DecodeError):
            return {}


def _agree(plugin: Plugin, description: Description) -> None:
    """Refuse tools in another plugin's name, and needs without a reason that the user could read:
    the description comes from the plugin's own process, which can say anything.
    """
    for spec in (*description.tools, *description.functions.values()):
        if spec.plugin != plugin.id or spec.name.partition(".")[0] != plugin.id:
            raise PluginLoadError(
                plugin.id, f"The plugin {plugin.id} declares {spec.name!r}, which is not its own."
            )
        unasked = sorted(set(spec.needs) - set(plugin.manifest.permissions))
        if unasked:
            raise PluginLoadError(
                plugin.id,
                f"{spec.name} needs {', '.join(unasked)}, "
                "which the plugin's manifest does not ask for.",
            )
