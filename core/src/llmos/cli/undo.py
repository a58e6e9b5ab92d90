"""`llmos undo`: take back what was done."""

from __future__ import annotations

import click

from llmos.cli import options
from llmos.cli.door import Door


@click.command()
@click.argument("number", type=int, required=False, metavar="[NUMBER]")
@click.option("--list", "listing", is_flag=True, help="Show what can be taken back.")
@options.as_json
@click.pass_obj
def undo(door: Door, number: int | None, listing: bool, as_json: bool) -> None:
    """Take back the last change that a plugin made for you, or the one of that NUMBER.

    What was sent cannot be taken back; it waits a few seconds before it goes.

    Examples: llmos undo; llmos undo --list; llmos undo 12
    """
    if listing:
        _list(door, as_json=as_json)
        return
    from llmos.cli.terminal.answering import show_answer
    from llmos.cli.terminal.progress import watching

    with door.kernel() as kernel, watching() as watcher:
        answer = kernel.undo(number, watcher)
    show_answer(answer, as_json=as_json)


def _list(door: Door, *, as_json: bool) -> None:
    from llmos.cli.terminal.screen import say, show_json, show_table

    with door.kernel() as kernel:
        kept = kernel.undos.all()
    if as_json:
        show_json([{"number": undo.id, "at": undo.at, "tool": undo.tool} for undo in kept])
    elif not kept:
        say("There is nothing to take back.")
    else:
        rows = [
            [str(undo.id), f"{undo.at.astimezone():%Y-%m-%d %H:%M}", undo.tool] for undo in kept
        ]
        show_table(["number", "when", "what"], rows)
