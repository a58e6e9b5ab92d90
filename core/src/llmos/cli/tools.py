"""`llmos tools`: what can be asked for."""

from __future__ import annotations

import typer

from llmos.cli.door import door
from llmos.cli.options import AsJson


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(tools)


def tools(context: typer.Context, as_json: AsJson = False) -> None:
    """List the tools of all installed plugins, with what they need and how one asks for them."""
    from llmos.cli.screen import say, show_json, show_table

    with door(context).kernel() as kernel:
        specs = kernel.inventory.specs
    if as_json:
        show_json(specs)
    elif not specs:
        say("No plugin is installed. Try: pip install llmos-mail")
    else:
        rows = [
            [spec.name, spec.summary, ", ".join(spec.needs), spec.effect, *spec.examples[:1]]
            for spec in specs
        ]
        width = 5
        show_table(
            ["tool", "what it does", "needs", "effect", "for example"],
            [row + [""] * (width - len(row)) for row in rows],
        )
