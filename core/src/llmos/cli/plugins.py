"""`llmos plugins`: what is installed."""

from __future__ import annotations

import click

from llmos.cli import options
from llmos.cli.door import Door


@click.group()
def plugins() -> None:
    """Installed plugins."""


@plugins.command("list")
@options.as_json
@click.pass_obj
def list_plugins(door: Door, as_json: bool) -> None:
    """List the installed plugins, and those that are set aside with the reason."""
    from llmos.cli.screen import show_json, show_table

    inventory = door.inventory()
    rows = [
        {
            "plugin": id,
            "distribution": plugin.distribution,
            "version": plugin.version,
            "state": "ready",
            "summary": plugin.manifest.summary,
            "tools": len(inventory.descriptions[id].tools),
        }
        for id, plugin in inventory.plugins.items()
    ] + [
        {
            "plugin": gone.name,
            "distribution": gone.distribution,
            "version": gone.version,
            "state": "set aside",
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
    from llmos.cli.screen import show, show_json

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
