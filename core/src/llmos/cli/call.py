"""`llmos call`: run one tool with given arguments, through the same checks as any request."""

from __future__ import annotations

from typing import Annotated

import typer

from llmos.cli.door import door
from llmos.cli.options import AsJson


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(call)


def call(
    context: typer.Context,
    tool: Annotated[str, typer.Argument(help="The tool's full name, such as mail.search.")],
    args: Annotated[str, typer.Option(metavar="JSON", help="The arguments as one object.")] = "{}",
    as_json: AsJson = False,
) -> None:
    """Run one tool with the arguments that you give it.

    Example: llmos call mail.search --args '{"text": "invoice"}'
    """
    import msgspec

    from llmos.calls import Call
    from llmos.cli.answering import show_answer
    from llmos.cli.progress import watching

    try:
        arguments = msgspec.json.decode(args, type=dict[str, object])
    except msgspec.DecodeError as error:
        raise typer.BadParameter(f"not a JSON object: {error}", param_hint="--args") from error
    with door(context).kernel() as kernel, watching() as watcher:
        request = kernel.request("", door="call")
        answer = kernel.call(request, Call(tool, arguments), watcher)
    show_answer(answer, as_json=as_json)
