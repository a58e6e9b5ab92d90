"""`llmos permissions`: who may do what."""

from __future__ import annotations

import click

from llmos.cli import options
from llmos.cli.door import Door


@click.group()
def permissions() -> None:
    """What you allowed, and taking it back."""


@permissions.command("list")
@options.as_json
@click.pass_obj
def list_permissions(door: Door, as_json: bool) -> None:
    """List what you answered, for each plugin and permission."""
    from llmos.cli.screen import show_json, show_table

    with door.kernel() as kernel:
        grants = [grant for grant in kernel.grants.all() if grant.in_force]
    if as_json:
        show_json(grants)
        return
    rows = [
        [
            grant.plugin,
            grant.permission,
            grant.answer,
            "when you ask" if grant.foreground else "on its own",
            " ".join(grant.opens),
            (grant.used_at or "never")[:10],
        ]
        for grant in grants
    ]
    show_table(
        ["plugin", "permission", "answer", "for", "opens", "last used"],
        rows,
        caption="" if rows else "Nothing is granted.",
    )


@permissions.command()
@options.plugin
@click.argument("permission")
@click.option("--background", is_flag=True, help="For when it runs on its own, not when you ask.")
@options.as_json
@click.pass_obj
def grant(door: Door, plugin: str, permission: str, background: bool, as_json: bool) -> None:
    """Allow a plugin a permission, always, for the sources that are set now.

    Example: llmos permissions grant mail mail:read
    """
    from llmos.cli.screen import say, show_json

    with door.kernel() as kernel:
        granted = kernel.grant(plugin, permission, foreground=not background)
    if as_json:
        show_json(granted)
        return
    opened = "".join(f"\n  opens {place}" for place in granted.opens)
    say(f"{plugin} may now always use {permission}.{opened}")


@permissions.command()
@options.plugin
@click.argument("permission", required=False)
@options.as_json
@click.pass_obj
def revoke(door: Door, plugin: str, permission: str | None, as_json: bool) -> None:
    """Take a permission back and delete what was derived from it.

    Example: llmos permissions revoke mail mail:read
    """
    from llmos.cli.screen import say, show_json

    with door.kernel() as kernel:
        forgotten = kernel.revoke(plugin, permission)
    if as_json:
        show_json(forgotten)
        return
    names = ", ".join(sorted({grant.permission for grant in forgotten.grants})) or "nothing"
    say(
        f"Taken back from {plugin}: {names}.\n"
        f"Deleted what it had derived: {forgotten.files} files, {forgotten.bytes:,} bytes."
    )


@permissions.command()
@options.maybe_plugin
@click.option("--limit", default=20, help="How many of the newest.")
@options.as_json
@click.pass_obj
def log(door: Door, plugin: str | None, limit: int, as_json: bool) -> None:
    """Show what ran, with which permissions, and how it ended; the newest first."""
    from llmos.cli.screen import show_json, show_table

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
