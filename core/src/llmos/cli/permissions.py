"""`llmos permissions`: who may do what."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from llmos.cli import exchange, options, why
from llmos.cli.door import Door

if TYPE_CHECKING:
    from llmos.broker import Grant
    from llmos.kernel import Forgotten


@click.group()
def permissions() -> None:
    """What you allowed, and taking it back."""


permissions.add_command(why.why)
permissions.add_command(exchange.export)
permissions.add_command(exchange.import_)


@permissions.command("list")
@options.as_json
@click.pass_obj
def list_permissions(door: Door, as_json: bool) -> None:
    """List what you answered, for each plugin and permission."""
    from llmos.cli.terminal.screen import show_json, show_table

    with door.kernel() as kernel:
        grants = kernel.answers
        now = kernel.grants.now()
    if as_json:
        show_json(grants)
        return
    show_table(
        ["plugin", "permission", "answer", "for", "opens", "limits", "last used"],
        [_row(grant, now) for grant in grants],
        caption="" if grants else "Nothing is granted.",
    )


def _row(grant: Grant, now: datetime) -> list[str]:
    from llmos.broker import is_expired

    return [
        grant.plugin,
        grant.permission,
        "always, but long unused: asks again" if is_expired(grant, now) else grant.answer,
        "when you ask" if grant.foreground else "on its own",
        " ".join(grant.opens),
        grant.scope.in_words(),
        (grant.used_at or "never")[:10],
    ]


def _day(context: click.Context, parameter: click.Parameter, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is not a day; write it like 2026-03-01") from error


@permissions.command()
@options.plugin
@click.argument("permission")
@click.option("--background", is_flag=True, help="For when it runs on its own, not when you ask.")
@click.option("--never", is_flag=True, help="Forbid it instead; nothing else beats that.")
@click.option("--place", multiple=True, help="Only this source, or this folder in it.")
@click.option("--host", multiple=True, metavar="HOST:PORT", help="A server to connect to.")
@click.option("--only", multiple=True, metavar="NAME", help="Only this folder, calendar, metric.")
@click.option("--since", callback=_day, metavar="DAY", help="Only what is dated from then on.")
@click.option("--until", callback=_day, metavar="DAY", help="Only what is dated up to then.")
@click.option("--resolution", default="", metavar="NAME", help="Nothing finer, such as headers.")
@click.option("--to", multiple=True, help="Only to this address, @domain or folder.")
@options.as_json
@click.pass_obj
def grant(
    door: Door,
    plugin: str,
    permission: str,
    background: bool,
    never: bool,
    place: tuple[str, ...],
    host: tuple[str, ...],
    only: tuple[str, ...],
    since: date | None,
    until: date | None,
    resolution: str,
    to: tuple[str, ...],
    as_json: bool,
) -> None:
    """Allow a plugin a permission, always, for the sources that are set now.

    \b
    Examples:
      llmos permissions grant mail mail:read
      llmos permissions grant mail mail:read --resolution headers --since 2026-01-01
      llmos permissions grant mail mail:send --to @example.org
    """
    from llmos.cli.terminal.screen import say, show_json
    from llmos.scope import Scope

    scope = Scope(places=place, names=only, since=since, until=until, resolution=resolution, to=to)
    with door.kernel() as kernel:
        granted = kernel.grant(
            plugin,
            permission,
            foreground=not background,
            answer="never" if never else "always",
            scope=scope,
            hosts=host,
        )
    if as_json:
        show_json(granted)
        return
    opened = "".join(f"\n  opens {place}" for place in granted.opens)
    limits = f"\n  limited: {granted.scope.in_words()}" if granted.scope.in_words() else ""
    say(f"{plugin} may {'never' if never else 'now always'} use {permission}.{opened}{limits}")


@permissions.command()
@options.plugin
@click.argument("permission", required=False)
@options.as_json
@click.pass_obj
def revoke(door: Door, plugin: str, permission: str | None, as_json: bool) -> None:
    """Take a permission back and delete what was derived from it.

    What was derived with the plugin's other permissions lies in the same folder and goes too;
    `llmos index` derives it again.

    Example: llmos permissions revoke mail mail:read
    """
    from llmos.cli.terminal.screen import say, show_json

    with door.kernel() as kernel:
        forgotten = kernel.revoke(plugin, permission)
    if as_json:
        show_json(forgotten)
        return
    names = ", ".join(sorted({grant.permission for grant in forgotten.grants})) or "nothing"
    say(f"Taken back from {plugin}: {names}.\nDeleted what it had derived: {_derived(forgotten)}")
    if forgotten.undos:
        say(f"Changes that can no longer be taken back with `llmos undo`: {forgotten.undos}.")
    if forgotten.turns:
        say(f"Turns of earlier chats that are forgotten: {forgotten.turns}.")


def _derived(forgotten: Forgotten) -> str:
    rows = ", ".join(f"{r.count:,} {r.table} ({r.database})" for r in forgotten.rows)
    total = f"{forgotten.files} files, {forgotten.bytes:,} bytes."
    return f"{rows}; {total}" if rows else total


@permissions.command()
@options.maybe_plugin
@click.option("--limit", default=20, help="How many of the newest.")
@options.as_json
@click.pass_obj
def log(door: Door, plugin: str | None, limit: int, as_json: bool) -> None:
    """Show what ran, with which permissions, and how it ended; the newest first."""
    from llmos.cli.terminal.screen import show_json, show_table

    with door.kernel() as kernel:
        entries = kernel.ledger.entries(plugin=plugin, limit=limit)
    if as_json:
        show_json(entries)
        return
    rows = [
        [
            entry.at[:19].replace("T", " "),
            entry.door,
            entry.tool,
            ", ".join(entry.permissions),
            entry.outcome,
            str(len(entry.records)),
            entry.decision,
        ]
        for entry in entries
    ]
    show_table(["when (UTC)", "door", "tool", "permissions", "outcome", "records", "why"], rows)
