"""`llmos ask`: a request in plain words, answered."""

from __future__ import annotations

from typing import Annotated

import typer

from llmos.cli.door import door
from llmos.cli.options import AsJson


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(ask)


def ask(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="REQUEST", help="What you want to know.")],
    as_json: AsJson = False,
) -> None:
    """Ask in plain words; one installed plugin answers, with the permissions that you gave it.

    Example: llmos ask "What am I forgetting to follow up on?"
    """
    from llmos.cli.answering import show_answer
    from llmos.cli.progress import watching

    with door(context).kernel() as kernel, watching() as watcher:
        answer = kernel.ask(kernel.request(" ".join(words), door="ask"), watcher)
    show_answer(answer, as_json=as_json)
