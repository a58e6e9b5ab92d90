"""`llmos index`: bring the plugins' indexes up to date."""

from __future__ import annotations

from typing import Annotated

import typer

from llmos.cli.door import door
from llmos.cli.options import AsJson


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(index)


def index(
    context: typer.Context,
    plugin: Annotated[
        str | None, typer.Argument(metavar="PLUGIN", help="Nothing: all that have sources.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring indexes up to date with your mail and other sources.

    Ctrl-C stops it; the next run goes on from there.

    Example: llmos index mail
    """
    from llmos.cli.progress import watching
    from llmos.cli.screen import say, show, show_json

    reports = {}
    with door(context).kernel() as kernel, watching() as watcher:
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
