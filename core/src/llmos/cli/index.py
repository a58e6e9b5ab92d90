"""`llmos index`: bring the plugins' indexes up to date."""

from __future__ import annotations

import click

from llmos.cli import options
from llmos.cli.door import Door


@click.command()
@options.maybe_plugin
@options.as_json
@click.pass_obj
def index(door: Door, plugin: str | None, as_json: bool) -> None:
    """Bring indexes up to date with your mail and other sources.

    Ctrl-C stops it; the next run goes on from there.

    Example: llmos index mail
    """
    from llmos.cli.progress import watching
    from llmos.cli.screen import say, show, show_json

    reports = {}
    with door.kernel() as kernel, watching() as watcher:
        inventory = kernel.inventory
        chosen = [plugin] if plugin else [id for id in inventory.plugins if kernel.has_sources(id)]
        for id in chosen:
            answer = kernel.index(id, watcher)
            if answer is not None and answer.output is not None:
                reports[id] = answer.output
    if as_json:
        show_json({id: output.value for id, output in reports.items()})
    elif not reports:
        say("There is nothing to index yet. `llmos setup` finds your mail.")
    else:
        for output in reports.values():
            show(output.blocks)
