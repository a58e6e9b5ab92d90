"""`llmos call`: run one tool with given arguments, through the same checks as any request."""

from __future__ import annotations

import click

from llmos.cli import options
from llmos.cli.door import Door


@click.command()
@click.argument("tool")
@options.arguments
@options.picture
@options.as_json
@click.pass_obj
def call(door: Door, tool: str, args: str, picture: str | None, as_json: bool) -> None:
    """Run one tool with the arguments that you give it.

    Example: llmos call mail.search --args '{"text": "invoice"}'
    """
    from llmos.calls import Call
    from llmos.cli.terminal.answering import show_answer
    from llmos.cli.terminal.progress import watching

    arguments = options.parse_arguments(args)
    with door.kernel() as kernel, watching() as watcher:
        # The user typed the arguments, so they are the user's own words of this request.
        request = kernel.request(args, door="call")
        answer = kernel.call(request, Call(tool, arguments), watcher)
    show_answer(answer, as_json=as_json, picture=picture)
