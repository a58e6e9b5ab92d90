"""`llmos secrets`: passwords and keys for plugins, in the system's keyring."""

from __future__ import annotations

import sys

import click

from llmos.cli import options
from llmos.cli.door import Door

_name = click.argument("name")


@click.group()
def secrets() -> None:
    """Passwords and keys that you give one plugin; they lie in your system's keyring."""


@secrets.command("set")
@options.plugin
@_name
@click.option("--stdin", "piped", is_flag=True, help="Read it from the input, not the terminal.")
@click.pass_obj
def set_secret(door: Door, plugin: str, name: str, piped: bool) -> None:
    """Keep a secret for a plugin; you are asked for it and do not see what you type.

    \b
    Examples:
      llmos secrets set mail imap-password
      pass show mail | llmos secrets set mail imap-password --stdin
    """
    from llmos.cli.terminal.screen import say

    with door.kernel() as kernel:
        owner = kernel.inventory.plugin(plugin)
        value = sys.stdin.read().rstrip("\r\n") if piped else _typed(plugin, name)
        kernel.secrets.put(owner, name, value)
    say(f"Kept. Only the plugin {plugin} ({owner.distribution}) can read {name}.")


@secrets.command("list")
@options.maybe_plugin
@options.as_json
@click.pass_obj
def list_secrets(door: Door, plugin: str | None, as_json: bool) -> None:
    """List which secrets are kept; their values are not shown."""
    from llmos.cli.terminal.screen import show_json, show_table

    with door.kernel() as kernel:
        found = kernel.secrets.names(plugin)
    if as_json:
        show_json([{"plugin": owner, "name": name} for owner, name in found])
        return
    rows = [list(one) for one in found]
    show_table(["plugin", "name"], rows, caption="" if rows else "No secret is kept.")


@secrets.command()
@options.plugin
@_name
@click.pass_obj
def remove(door: Door, plugin: str, name: str) -> None:
    """Forget a secret.

    Example: llmos secrets remove mail imap-password
    """
    from llmos.cli.terminal.screen import say

    with door.kernel() as kernel:
        gone = kernel.secrets.remove(plugin, name)
    say(f"Removed {name} of {plugin}." if gone else f"{plugin} has no secret called {name}.")


def _typed(plugin: str, name: str) -> str:
    """What the user types without seeing it."""
    from getpass import getpass

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError("There is no terminal to type it at; --stdin reads it instead.")
    return getpass(f"{name} for {plugin} (nothing is shown): ", stream=sys.stderr)
