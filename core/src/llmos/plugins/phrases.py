"""`phrases.toml`: what people say for each tool of a plugin, beside the examples in its code.

Plain data in the plugin's package, one list for each tool. They serve for telling tools apart and
stand in no prompt, so there can be many.
"""

from __future__ import annotations

import tomllib

import msgspec

from llmos.calls import ToolSpec
from llmos.errors import PluginLoadError
from llmos.installed import Plugin

FILE_NAME = "phrases.toml"
_MOST = 200  # phrases of one tool
_LONGEST = 400  # characters of one
_LARGEST = 1_000_000  # bytes


def with_phrases(plugin: Plugin, tools: tuple[ToolSpec, ...]) -> tuple[ToolSpec, ...]:
    """The plugin's tools with the phrases of its file, if it has one."""
    said = _read(plugin)
    unknown = said.keys() - {_short(tool) for tool in tools}
    if unknown:
        raise _wrong(plugin, f"names {', '.join(sorted(unknown))}, which is no tool of it")
    return tuple(
        msgspec.structs.replace(tool, phrases=tuple(said.get(_short(tool), ()))) for tool in tools
    )


def _read(plugin: Plugin) -> dict[str, list[str]]:
    file = plugin.folder / FILE_NAME
    if not file.exists():
        return {}
    if not file.is_file() or file.stat().st_size > _LARGEST:
        raise _wrong(plugin, f"is no file of at most {_LARGEST:,} bytes")
    try:
        said = msgspec.convert(tomllib.loads(file.read_text("utf-8")), dict[str, list[str]])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _wrong(plugin, f"cannot be read: {error}") from error
    for name, phrases in said.items():
        if len(phrases) > _MOST or any(len(phrase) > _LONGEST for phrase in phrases):
            raise _wrong(plugin, f"has over {_MOST} phrases or {_LONGEST} characters for {name}")
    return said


def _short(tool: ToolSpec) -> str:
    return tool.name.partition(".")[2]


def _wrong(plugin: Plugin, why: str) -> PluginLoadError:
    return PluginLoadError(plugin.id, f"{FILE_NAME} of the plugin {plugin.id} {why}.")
