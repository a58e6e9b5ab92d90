"""`llmos index`: bring the plugins' indexes up to date, and say what is in them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from llmos.cli import options
from llmos.cli.door import Door

if TYPE_CHECKING:
    from collections.abc import Callable

    from llmos.blocks import Output
    from llmos.kernel import Answer, Kernel

_HELP = ("-h", "--help")
_NICENESS = 10


class _RunByDefault(click.Group):
    """`llmos index mail` is short for `llmos index run mail`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put in the `run` that was left out."""
        known = bool(args) and args[0] in (*self.commands, *_HELP)
        return super().parse_args(ctx, args if known else ["run", *args])


@click.group(cls=_RunByDefault)
def index() -> None:
    """Bring indexes up to date with your mail, files and other sources, or look into them.

    Example: llmos index mail
    """


@index.command()
@options.maybe_plugin
@click.option("--watch", is_flag=True, help="Go on whenever something new comes, until Ctrl-C.")
@options.as_json
@click.pass_obj
def run(door: Door, plugin: str | None, watch: bool, as_json: bool) -> None:
    """Bring indexes up to date; the word `run` may be left out.

    Ctrl-C stops it; the next run goes on from there.

    Example: llmos index mail
    """
    from llmos.cli.terminal.progress import watching

    stand_back()
    if watch:
        _watch(door, plugin, as_json)
        return
    with door.kernel() as kernel, watching() as watcher:
        reports = _reports(kernel, plugin, lambda id: kernel.index(id, watcher))
    _show(reports, as_json, "There is nothing to index yet. `llmos setup` finds your mail.")


@index.command()
@options.maybe_plugin
@options.as_json
@click.pass_obj
def status(door: Door, plugin: str | None, as_json: bool) -> None:
    """Say what is indexed, what was passed over, and why.

    Example: llmos index status files
    """
    with door.kernel() as kernel:
        reports = _reports(kernel, plugin, kernel.status)
    _show(reports, as_json, "No plugin with a source says what its index holds.")


def stand_back() -> None:
    """Let everything else on this machine go first: no answer should wait for an index.

    What is idle on Linux gives its core away at once; niceness alone keeps it for milliseconds.
    """
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    elif hasattr(os, "setpriority"):
        now = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, 0, max(now, _NICENESS))


def _watch(door: Door, plugin: str | None, as_json: bool) -> None:
    """Index and wait in turn."""
    from llmos.cli.terminal.progress import watching

    if plugin is None:
        raise click.UsageError("One plugin can be watched at a time: llmos index mail --watch")
    with door.kernel() as kernel:
        while True:
            with watching() as watcher:
                answer = kernel.index(plugin, watcher)
            _show({plugin: answer.output} if answer and answer.output else {}, as_json, "")
            with watching() as watcher:
                if kernel.wait(plugin, watcher) is None:
                    raise click.UsageError(f"The plugin {plugin} cannot wait for what is new.")


def _reports(
    kernel: Kernel, plugin: str | None, ask: Callable[[str], Answer | None]
) -> dict[str, Output]:
    """What each plugin answers: the one that was named, or all that have sources."""
    inventory = kernel.inventory
    chosen = [plugin] if plugin else [id for id in inventory.plugins if kernel.has_sources(id)]
    answers = {id: ask(id) for id in chosen}
    return {id: answer.output for id, answer in answers.items() if answer and answer.output}


def _show(reports: dict[str, Output], as_json: bool, nothing: str) -> None:
    from llmos.cli.terminal.screen import say, show, show_json

    if as_json:
        show_json({id: output.value for id, output in reports.items()})
    elif not reports:
        say(nothing)
    else:
        for output in reports.values():
            show(output.blocks)
