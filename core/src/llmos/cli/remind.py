"""`llmos remind --due`: tell the user what is due now, once. For cron and timers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from llmos.cli import options
from llmos.cli.door import Door

if TYPE_CHECKING:
    from llmos.kernel import Kernel


@click.command()
@click.option("--due", is_flag=True, required=True, help="Show what is due now.")
@options.as_json
@click.pass_obj
def remind(door: Door, due: bool, as_json: bool) -> None:
    """Show reminders whose time has come, each of them once, and end.

    On a desktop they are notifications, elsewhere they are printed. Made for cron and systemd
    timers: it never asks, prints nothing if nothing is due, and needs grants for the background:

    \b
    llmos permissions grant calendar calendar:read --background
    llmos permissions grant calendar notifications:show --background

    Exit codes: 0 all that was due was shown, or nothing was · 1 it failed · 3 not permitted.

    Example: llmos remind --due
    """
    from llmos.cli.terminal.notifying import notify
    from llmos.cli.terminal.screen import show_json

    with door.kernel() as kernel:
        items = [item for id in kernel.inventory.plugins for item in _due(kernel, id)]
    if as_json:
        show_json(items)
        return
    for item in items:
        notify(str(item.get("title", "")), str(item.get("text", "")))


def _due(kernel: Kernel, plugin: str) -> list[dict[str, Any]]:
    """What one plugin gives; a plugin without a source has nothing to say."""
    if not kernel.has_sources(plugin):
        return []
    answer = kernel.due(plugin)
    return list(answer.output.value.get("due", [])) if answer and answer.output else []
