"""`llmos ask`: a request in plain words, answered."""

from __future__ import annotations

import click

from llmos.cli import options
from llmos.cli.door import Door


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="REQUEST")
@options.picture
@options.plain
@options.as_json
@click.pass_obj
def ask(
    door: Door, words: tuple[str, ...], picture: str | None, plain: bool, as_json: bool
) -> None:
    """Ask in plain words; one installed plugin answers, with the permissions that you gave it.

    Example: llmos ask "What am I forgetting to follow up on?"
    """
    from llmos.cli.terminal.answering import show_answer
    from llmos.cli.terminal.progress import watching
    from llmos.cli.terminal.wording import show_words

    with door.kernel() as kernel:
        with watching() as watcher:
            answer = kernel.ask(kernel.request(" ".join(words), door="ask"), watcher)
        show_answer(answer, as_json=as_json, picture=picture)
        if not (plain or as_json):
            show_words(kernel, answer)
