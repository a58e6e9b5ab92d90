"""`llmos ledger`: what is on record, whether it is whole, and what the model saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from llmos.cli import options
from llmos.cli.door import Door

if TYPE_CHECKING:
    from llmos.ledger import Fault, Report, Shown

_limit = click.option("--limit", default=20, help="How many of the newest.")


@click.group()
def ledger() -> None:
    """What is on record, and whether it is whole."""


@ledger.command()
@options.maybe_plugin
@_limit
@options.as_json
@click.pass_obj
def show(door: Door, plugin: str | None, limit: int, as_json: bool) -> None:
    """Show each call with the records that it read; the newest first.

    An outcome is "unknown" while a call runs, and stays so if llmos ended before the call did;
    such a call is not repeated. Only the ids of records are kept, and hashes of the contents.
    """
    from llmos.cli.terminal.screen import show_json, show_table

    with door.kernel() as kernel:
        entries = kernel.ledger.entries(plugin=plugin, limit=limit)
    if as_json:
        show_json(entries)
        return
    rows = [
        [
            str(entry.id),
            entry.at[:19].replace("T", " "),
            entry.door,
            entry.tool,
            entry.outcome,
            entry.label,
            " ".join(entry.records),
        ]
        for entry in entries
    ]
    columns = ["row", "when (UTC)", "door", "tool", "outcome", "label", "records"]
    show_table(columns, rows, caption="" if rows else "Nothing is on record.")


@ledger.command()
@options.as_json
@click.pass_obj
def verify(door: Door, as_json: bool) -> None:
    """Check that nobody has altered, taken out, put in, moved or cut off rows.

    Exit code 1 if somebody has. Whoever notes down the newest row and its mark elsewhere also
    notices when all of llmos's data are put back to an older state.
    """
    from llmos.cli.terminal.screen import show_json, show_table

    with door.kernel() as kernel:
        report = kernel.ledger.verify()
    if as_json:
        show_json(report)
    elif report.faults:
        show_table(["rows", "what was found"], [[_range(f), f.words] for f in report.faults])
    else:
        _say_whole(report)
    if report.faults:
        raise click.exceptions.Exit(1)


@ledger.command()
@options.maybe_plugin
@_limit
@options.as_json
@click.pass_obj
def seen(door: Door, plugin: str | None, limit: int, as_json: bool) -> None:
    """Show what the model was shown besides the request; the newest first."""
    from llmos.cli.terminal.screen import show_json, show_table

    with door.kernel() as kernel:
        shown = kernel.ledger.seen(plugin=plugin, limit=limit)
    if as_json:
        show_json(shown)
        return
    rows = [
        [
            f"{sight.at:%Y-%m-%d %H:%M:%S}",
            sight.request_hash[:8],
            sight.where,
            sight.plugin,
            ", ".join(sight.permissions),
            _what(sight),
        ]
        for sight in shown
    ]
    columns = ["when (UTC)", "request", "for", "plugin", "permissions", "what the model saw"]
    show_table(columns, rows, caption="" if rows else "The model was shown nothing.")


def _say_whole(report: Report) -> None:
    from llmos.cli.terminal.screen import say

    pruned = f" Rows up to {report.pruned} were pruned by age." if report.pruned else ""
    newest = f" The newest is row {report.head}, mark {report.mac[:16]}." if report.head else ""
    say(f"The ledger is whole: {report.rows} rows.{pruned}{newest}")


def _range(fault: Fault) -> str:
    return str(fault.first) if fault.first == fault.last else f"{fault.first} to {fault.last}"


def _what(shown: Shown) -> str:
    tools = [f"{shown.tools} tool descriptions"] if shown.tools else []
    given = [f"{shown.characters} characters from {shown.tool}"] if shown.characters else []
    return " ".join([*tools, *given, *shown.records])
