"""`llmos plugins`: what is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from llmos.cli import options
from llmos.cli.door import Door

if TYPE_CHECKING:
    from llmos.plugins import Held


@click.group()
def plugins() -> None:
    """Installed plugins."""


@plugins.command("list")
@options.as_json
@click.pass_obj
def list_plugins(door: Door, as_json: bool) -> None:
    """List the installed plugins, and those that are set aside with the reason."""
    from llmos.cli.terminal.screen import show_json, show_table

    inventory = door.inventory()
    rows = [
        {
            "plugin": id,
            "distribution": plugin.distribution,
            "version": plugin.version,
            "state": "ready" if plugin.contents else "ready (your own tree)",
            "summary": plugin.manifest.summary,
            "tools": len(inventory.descriptions[id].tools),
        }
        for id, plugin in inventory.plugins.items()
    ] + [
        {
            "plugin": gone.name,
            "distribution": gone.distribution,
            "version": gone.version,
            "state": "held" if gone.name in inventory.held else "set aside",
            "summary": gone.reason,
            "tools": 0,
        }
        for gone in inventory.set_aside
    ]
    if as_json:
        show_json(rows)
        return
    columns = ["plugin", "distribution", "version", "state", "tools", "summary"]
    show_table(
        columns,
        [[str(row[column]) for column in columns] for row in rows],
        caption="" if rows else "No plugin is installed. Try: pip install llmos-mail",
    )


@plugins.command()
@options.plugin
@options.as_json
@click.pass_obj
def info(door: Door, plugin: str, as_json: bool) -> None:
    """Show one plugin: what it may ask for and why, its sources and its tools.

    Example: llmos plugins info mail
    """
    from llmos.blocks import Item, Items, Text
    from llmos.cli.terminal.screen import show, show_json

    inventory = door.inventory()
    found, description = inventory.plugin(plugin), inventory.description(plugin)
    manifest = found.manifest
    if as_json:
        show_json({"plugin": found, "description": description})
        return
    show(
        [
            Text(f"{found.id} — {found.distribution} {found.version}", style="heading"),
            Text(manifest.summary),
            Items([Item(n, f"“{why}”") for n, why in manifest.permissions.items()], "May ask for"),
            Items(
                [
                    Item(n, k.summary, f"opened by {k.permission}")
                    for n, k in manifest.sources.items()
                ],
                "Sources",
            ),
            Items(
                [Item(t.name, t.summary, ", ".join(t.needs)) for t in description.tools], "Tools"
            ),
        ]
    )


@plugins.command()
@click.option("--installed", is_flag=True, required=True, help="Look at all installed plugins.")
@options.as_json
@click.pass_obj
def check(door: Door, installed: bool, as_json: bool) -> None:
    """Find tools that take requests from each other: stolen phrases and duplicate tools.

    It compares the example requests of the installed tools; no model is asked and nothing runs.

    Example: llmos plugins check --installed
    """
    from llmos.blocks import Text
    from llmos.cli.terminal.screen import show, show_json, show_table
    from llmos.router.overlaps import overlaps

    descriptions = door.inventory().descriptions.values()
    tools = [tool for description in descriptions for tool in description.tools]
    found = overlaps([tool for tool in tools if tool.offered])
    if as_json:
        show_json(found)
        return
    rows = [[one.phrase, one.tool, one.by] for one in found.stolen]
    if rows:
        show_table(["request", "belongs to", "is more like"], rows)
    show([Text(f"{one} and {other} look like the same tool.") for one, other in found.duplicates])
    show([Text(f"{len(rows)} stolen phrases, {len(found.duplicates)} duplicate tools.")])


@plugins.command()
@options.plugin
@click.pass_obj
def learn(door: Door, plugin: str) -> None:
    """For authors: let the model read what people say for a plugin's tools, and keep what it makes
    of that in the plugin's source tree.

    Shipped with the plugin, it spares every user of the same model some minutes. Run it again when
    examples, phrases.toml or descriptions change.

    Example: llmos plugins learn mail
    """
    from llmos.cli.terminal.progress import watching
    from llmos.cli.terminal.screen import note

    with door.kernel() as kernel, watching() as watcher:
        file = kernel.learn(plugin, watcher)
    note(f"Written: {file}")


@plugins.command()
@options.plugin
@options.as_json
@click.pass_obj
def accept(door: Door, plugin: str, as_json: bool) -> None:
    """Let in a plugin that asks for more than before, after showing the difference.

    It grants nothing: what the plugin asks for besides is asked when it first needs it.

    Example: llmos plugins accept mail
    """
    from llmos.cli.terminal.asking import agreed, terminal_asker
    from llmos.cli.terminal.screen import note, say, show_json
    from llmos.errors import PluginError

    with door.kernel() as kernel:
        held = kernel.inventory.held.get(plugin)
        if held is None:
            raise PluginError(
                plugin, f"The plugin {plugin} is not held; there is nothing to accept."
            )
        lines = _difference(held)
        if terminal_asker() is None:
            note("\n".join(lines))
        elif not agreed(lines, "Let it in?"):
            say(f"{plugin} stays held.")
            return
        kernel.accept(held)
    if as_json:
        show_json({"plugin": plugin, "version": held.plugin.version, "accepted": held.wider})
    else:
        say(f"{plugin} {held.plugin.version} is let in.")


def _difference(held: Held) -> list[str]:
    from llmos.plugins import narrower

    before, now = held.accepted, held.plugin
    return [
        f"{now.id} ({now.distribution}) was version {before.version} when you accepted it, "
        f"and is {now.version}.",
        *(f"  + it {line}" for line in held.wider),
        *(f"  - it no longer asks for {name}" for name in narrower(now, before)),
    ]
