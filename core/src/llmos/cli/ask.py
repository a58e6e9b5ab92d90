"""`llmos ask`: a request in plain words, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from llmos.cli import options
from llmos.cli.door import Door

if TYPE_CHECKING:
    from llmos.kernel import Answer, Kernel


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
    from llmos.cli.terminal.wording import show_words

    with door.kernel() as kernel:
        answer = _answer(kernel, " ".join(words), asks=not as_json)
        show_answer(answer, as_json=as_json, picture=picture)
        if not (plain or as_json):
            show_words(kernel, answer)


def _answer(kernel: Kernel, text: str, *, asks: bool) -> Answer:
    """The answer to a request; what it lacks is asked for at the terminal, until it lacks nothing
    or nothing is typed.
    """
    from llmos.cli.terminal.asking import reply
    from llmos.cli.terminal.progress import watching
    from llmos.errors import Cancelled

    talk = kernel.conversation()
    while True:
        with watching() as watcher:
            answer = kernel.ask(kernel.request(text, door="ask"), watcher, talk)
        typed = reply(answer.words) if asks and talk.lacks and answer.words else None
        if typed is None:
            return answer
        if not typed:
            raise Cancelled("Nothing was typed, so nothing was done.")
        text = typed
