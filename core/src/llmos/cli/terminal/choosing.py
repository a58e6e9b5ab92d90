"""Choosing sources and addresses at the terminal, for `llmos setup`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from llmos.cli.terminal.screen import note, say
from llmos.config import Profile
from llmos.errors import ConfigError
from llmos.installed import Plugin
from llmos.sources import Source, outermost


def choose(plugins: Mapping[str, Plugin]) -> dict[str, list[Path]]:
    """The places that the user picks from what lies where such data usually lie."""
    readers = {id: plugin for id, plugin in plugins.items() if plugin.manifest.sources}
    found = {id: _usual(plugin) for id, plugin in readers.items()}
    chosen = {id: _pick(id, places) for id, places in found.items() if places}
    if not any(found.values()):
        options = " or ".join(f"--{id} PATH" for id in readers) or "pip install llmos-mail"
        raise ConfigError(
            "Nothing was found in the usual places.", hint=f"Say where it lies: {options}."
        )
    return {id: places for id, places in chosen.items() if places}


def ask_addresses(profile: Profile) -> list[str]:
    """The user's mail addresses, if they are not known and somebody can be asked."""
    if profile.addresses or not _present():
        return []
    typed: str = click.prompt("Your mail addresses (Enter to skip)", default="", show_default=False)
    return typed.replace(",", " ").split()


def _usual(plugin: Plugin) -> list[Path]:
    kinds = plugin.manifest.sources
    found = (Source(name, path) for name, kind in kinds.items() for path in kind.usual_places())
    return [source.path for source in outermost(found, kinds)]


def _pick(plugin: str, places: list[Path]) -> list[Path]:
    say(f"For {plugin}, these were found:")
    for number, place in enumerate(places, start=1):
        say(f"  {number}  {place}")
    if not _present():
        note(f"To use one: llmos setup --{plugin} PATH")
        return []
    typed = click.prompt("Which ones? (numbers, all, or Enter for none)", default="").lower()
    if typed == "all":
        return places
    numbers = [int(word) for word in typed.replace(",", " ").split() if word.isdigit()]
    return [places[number - 1] for number in numbers if 1 <= number <= len(places)]


def _present() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
