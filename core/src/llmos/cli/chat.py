"""`llmos chat`: one request after the other, where the next may lean on the last."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from llmos.cli.door import Door

if TYPE_CHECKING:
    from llmos.kernel import Conversation, Kernel

_HELP = """\
Ask in plain words. What follows may lean on it: "and on Friday?", "the second one".
/forget  the next request stands by itself
/help    this
/quit    end; so do Ctrl-D, and Ctrl-C while nothing runs"""


@click.command()
@click.pass_obj
def chat(door: Door) -> None:
    """Ask one thing after the other; "and on Friday?" and "the second one" are understood.

    Ctrl-C stops an answer and keeps the chat.

    Example: llmos chat
    """
    from llmos.cli.terminal.screen import note

    with door.kernel() as kernel:
        conversation = kernel.conversation()
        while (text := _typed()) is not None:
            if text in ("/quit", "/exit"):
                break
            if text == "/forget":
                conversation.forget()
                note("Forgotten.")
            elif text.startswith("/"):
                note(_HELP)
            elif text:
                _answer(kernel, conversation, text)


def _answer(kernel: Kernel, conversation: Conversation, text: str) -> None:
    """Answer one request; whatever becomes of it, the chat goes on."""
    from llmos.cli.terminal.answering import show_answer
    from llmos.cli.terminal.progress import watching
    from llmos.cli.terminal.screen import note, say_error
    from llmos.cli.terminal.wording import show_words
    from llmos.errors import Cancelled, LlmosError

    try:
        with watching() as watcher:
            request = kernel.request(text, door="chat")
            answer = kernel.ask(request, watcher, conversation)
        show_answer(answer, as_json=False)
        show_words(kernel, answer)
    except click.exceptions.Exit:
        pass  # nothing serves it, and that has been said
    except (KeyboardInterrupt, Cancelled):
        note("Stopped.")
    except LlmosError as error:
        say_error(error.message, error.hint, as_json=False, code=error.exit_code)


def _typed() -> str | None:
    """The next line; None at the end of the input or at Ctrl-C."""
    if sys.stdin.isatty():
        sys.stderr.write("> ")
        sys.stderr.flush()
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        return None
    return line.strip() if line else None
