"""`llmos permissions`: who may do what."""

from __future__ import annotations

from typing import Annotated

import typer

from llmos.cli.door import door
from llmos.cli.options import AsJson, Plugin

app = typer.Typer(
    help="What you allowed, and taking it back.", no_args_is_help=True, rich_markup_mode=None
)

_Permission = Annotated[str, typer.Argument(metavar="PERMISSION", help="Such as mail:read.")]
_Background = Annotated[
    bool, typer.Option("--background", help="For when it runs on its own, not when you ask.")
]


@app.command("list")
def list_permissions(context: typer.Context, as_json: AsJson = False) -> None:
    """List what you answered, for each plugin and permission."""
    from llmos.cli.screen import show_json, show_table

    with door(context).kernel() as kernel:
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


@app.command()
def grant(
    context: typer.Context,
    plugin: Plugin,
    permission: _Permission,
    background: _Background = False,
    as_json: AsJson = False,
) -> None:
    """Allow a plugin a permission, always, for the sources that are set now.

    Example: llmos permissions grant mail mail:read
    """
    from llmos.cli.screen import say, show_json

    with door(context).kernel() as kernel:
        granted = kernel.grant(plugin, permission, foreground=not background)
    if as_json:
        show_json(granted)
        return
    opened = "".join(f"\n  opens {place}" for place in granted.opens)
    say(f"{plugin} may now always use {permission}.{opened}")


@app.command()
def revoke(
    context: typer.Context,
    plugin: Plugin,
    permission: Annotated[
        str | None, typer.Argument(metavar="PERMISSION", help="Nothing: all of the plugin's.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take a permission back and delete what was derived from it.

    Example: llmos permissions revoke mail mail:read
    """
    from llmos.cli.screen import say, show_json

    with door(context).kernel() as kernel:
        forgotten = kernel.revoke(plugin, permission)
    if as_json:
        show_json(forgotten)
        return
    names = ", ".join(sorted({grant.permission for grant in forgotten.grants})) or "nothing"
    say(
        f"Taken back from {plugin}: {names}.\n"
        f"Deleted what it had derived: {forgotten.files} files, {forgotten.bytes:,} bytes."
    )


@app.command()
def log(
    context: typer.Context,
    plugin: Annotated[str | None, typer.Argument(help="Only this plugin.")] = None,
    limit: Annotated[int, typer.Option(help="How many of the newest.", min=1)] = 20,
    as_json: AsJson = False,
) -> None:
    """Show what ran, with which permissions, and how it ended; the newest first."""
    from llmos.cli.screen import show_json, show_table

    with door(context).kernel() as kernel:
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
