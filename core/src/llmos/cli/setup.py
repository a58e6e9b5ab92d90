"""`llmos setup`: find your own mail and other sources, and say where they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from llmos.cli import options
from llmos.cli.door import Door

if TYPE_CHECKING:
    from llmos.kernel import Kernel


@click.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
@click.option("--name", default="", help="Your name.")
@click.option("--address", multiple=True, help="A mail address of yours; may be repeated.")
@options.as_json
@click.argument("sources", nargs=-1, type=click.UNPROCESSED, metavar="[--PLUGIN PATH]...")
@click.pass_obj
def setup(
    door: Door, name: str, address: tuple[str, ...], sources: tuple[str, ...], as_json: bool
) -> None:
    """Find mail and other sources on this machine, or name one: --mail PATH, --calendar PATH, ...

    The option is the plugin's id. KIND=PATH says what kind of place it is to be, where nothing
    marks it: saved=PATH is where the attachments of mails are saved. Nothing is read before you
    agree.

    Example: llmos setup --mail ~/Mail --address ada@example.org
    """
    from llmos.cli.terminal.choosing import ask_addresses, choose
    from llmos.cli.terminal.preparing import prepare
    from llmos.cli.terminal.screen import show_json

    with door.kernel() as kernel:
        paths = _named(sources)
        if not (paths or name or address):
            paths = choose(kernel.inventory.plugins)
        added = {
            plugin: [source for path in chosen for source in kernel.add_source(plugin, path)]
            for plugin, chosen in paths.items()
        }
        addresses = address or ask_addresses(kernel.config.profile)
        if name or addresses:
            kernel.set_profile(name=name, addresses=addresses)
        if as_json:
            show_json({"sources": added, "profile": kernel.config.profile})
            return
        for plugin in added:
            _introduce(kernel, plugin)
        prepare(kernel)


def _named(arguments: tuple[str, ...]) -> dict[str, list[Path]]:
    """Pairs of `--plugin PATH` as paths by plugin id."""
    named: dict[str, list[Path]] = {}
    left = iter(part for argument in arguments for part in _split(argument))
    for option in left:
        path = next(left, None)
        if not option.startswith("--") or path is None:
            raise click.UsageError(f"{option!r} is not understood; write --mail PATH")
        named.setdefault(option.removeprefix("--"), []).append(Path(path))
    return named


def _split(argument: str) -> list[str]:
    """`--mail=PATH` as the two words that it stands for."""
    return argument.split("=", 1) if argument.startswith("--") else [argument]


def _introduce(kernel: Kernel, plugin: str) -> None:
    """Show what was found, after the permission that opens it."""
    from llmos.cli.terminal.progress import watching
    from llmos.cli.terminal.screen import note, say, show
    from llmos.errors import PermissionDenied

    for source in kernel.config.plugin(plugin).sources:
        say(f"{plugin}: {source.path} ({source.kind})")
    try:
        with watching() as watcher:
            answer = kernel.inspect(plugin, watcher)
    except PermissionDenied as error:
        note(f"Not opened yet. {error.hint}")
        return
    if answer is not None and answer.output is not None:
        show(answer.output.blocks)
