"""`llmos permissions why`: what would become of a call, without running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from llmos.cli import options
from llmos.cli.door import Door

if TYPE_CHECKING:
    from llmos.blocks import Block
    from llmos.broker import Decision, Standing

_VERDICTS = {"allow": "granted", "ask": "missing", "deny": "refused"}


@click.command()
@click.argument("tool")
@options.arguments
@options.as_json
@click.pass_obj
def why(door: Door, tool: str, args: str, as_json: bool) -> None:
    """Say for each permission that a tool needs what allows or denies it. Runs nothing.

    Example: llmos permissions why mail.search
    """
    from llmos.calls import Call
    from llmos.cli.terminal.screen import show, show_json

    with door.kernel() as kernel:
        decision, doubt = kernel.why(Call(tool, options.parse_arguments(args)))
    if as_json:
        show_json(
            {
                "tool": tool,
                "verdict": decision.verdict,
                "reason": decision.reason,
                "confirm": doubt,
                "permissions": [_for_programs(one) for one in decision.standings],
            }
        )
        return
    show(_blocks(tool, decision, doubt))


def _blocks(tool: str, decision: Decision, doubt: str) -> list[Block]:
    from llmos.blocks import Item, Items, Text

    verdict = {"allow": "would run", "ask": "would ask you", "deny": "would be refused"}
    heading = Text(f"{tool} {verdict[decision.verdict]}: {decision.reason}.", style="heading")
    items = [
        Item(one.need.permission, f"{_VERDICTS[one.verdict]}: {one.why}", _note(one))
        for one in decision.standings
    ]
    confirmed = [Text(f"Then it would be shown to you for confirmation: {doubt}.")] if doubt else []
    return [heading, Items(items, "It needs"), *confirmed]


def _note(one: Standing) -> str:
    if one.verdict != "allow":
        return one.command
    opened = ", ".join(one.opens)
    parts = (f"opens {opened}" if opened else "", one.scope.in_words())
    return "; ".join(part for part in parts if part)


def _for_programs(one: Standing) -> dict[str, object]:
    return {
        "permission": one.need.permission,
        "verdict": _VERDICTS[one.verdict],
        "why": one.why,
        "opens": one.opens,
        "limits": one.scope,
        "command": "" if one.verdict == "allow" else one.command,
    }
