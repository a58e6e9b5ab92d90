"""`llmos tools`: what can be asked for."""

from __future__ import annotations

import click

from llmos.cli import options
from llmos.cli.door import Door


@click.command()
@options.as_json
@click.pass_obj
def tools(door: Door, as_json: bool) -> None:
    """List the tools of all installed plugins, with what they need and how one asks for them."""
    from llmos.cli.terminal.screen import say, show_json, show_table

    with door.kernel() as kernel:
        specs = kernel.hooks.specs
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
