"""`llmos chat`: one request after the other, where the next may lean on those before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from llmos.cli.door import Door

if TYPE_CHECKING:
    from llmos.kernel import Conversation, Kernel

_HELP = """\
Ask in plain words. What follows may lean on it: "and on Friday?", "the second one",
"reply that I can". "remember that my sister is called Lena" keeps a fact; "what did you
tell me about the lease yesterday?" finds an earlier turn.
/facts           what you asked to remember
/forget          everything that was said, here and in earlier chats; facts stay
/forget NUMBER   one fact, by its number in /facts, and the turns that tell it
/undo            take the last change back
/help            this
/quit            end; so does Ctrl-D. Ctrl-C stops an answer"""


@click.command()
@click.pass_obj
def chat(door: Door) -> None:
    """Ask one thing after the other; "and on Friday?" and "the second one" are understood.

    Ctrl-C stops an answer and keeps the chat. What was said is kept on this computer for three
    months, to be found again; /forget deletes it.

    Example: llmos chat
    """
    from llmos.cli.terminal.typing import Typing

    with door.kernel() as kernel:
        conversation, typing = kernel.conversation(kept=True), Typing(kernel.memory.requests(200))
        while (text := typing.line()) is not None:
            if text in ("/quit", "/exit"):
                break
            if text:
                _caught(kernel, conversation, text, typing.forget)


def _caught(
    kernel: Kernel, conversation: Conversation, text: str, unlearn: Callable[[], None]
) -> None:
    """Do what one line asks for; whatever becomes of it, the chat goes on."""
    from llmos.cli.terminal.screen import note, say_error
    from llmos.errors import Cancelled, LlmosError

    try:
        if text.startswith("/"):
            _command(kernel, conversation, text, unlearn)
        else:
            _answer(kernel, conversation, text)
    except click.exceptions.Exit:
        pass  # nothing serves it, and that has been said
    except (KeyboardInterrupt, Cancelled):
        note("Stopped.")
    except LlmosError as error:
        say_error(error.message, error.hint, as_json=False, code=error.exit_code)


def _answer(kernel: Kernel, conversation: Conversation, text: str) -> None:
    from llmos.cli.terminal.answering import show_answer
    from llmos.cli.terminal.progress import watching
    from llmos.cli.terminal.wording import show_words

    with watching() as watcher:
        answer = kernel.ask(kernel.request(text, door="chat"), watcher, conversation)
    said: list[str] = []
    try:
        show_answer(answer, as_json=False)
        show_words(kernel, answer, said)
    finally:
        conversation.keep(text, answer, said)  # what was shown, even where the rest was stopped


def _command(
    kernel: Kernel, conversation: Conversation, text: str, unlearn: Callable[[], None]
) -> None:
    from llmos.cli.terminal.answering import show_answer
    from llmos.cli.terminal.progress import watching
    from llmos.cli.terminal.screen import note

    name, _, which = text.partition(" ")
    if name == "/facts" and not which:
        _list(kernel)
    elif name == "/forget" and which:
        _forget_fact(kernel, which.strip())
        unlearn()
    elif name == "/forget":
        count = conversation.forget()
        unlearn()
        note(f"Forgotten: this conversation, and {count:,} turns that were kept. Facts stay.")
    elif text == "/undo":
        with watching() as watcher:
            answer = kernel.undo(watcher=watcher)
        show_answer(answer, as_json=False)
    else:
        note(_HELP)


def _list(kernel: Kernel) -> None:
    from llmos.cli.terminal.screen import note, say

    facts = kernel.memory.facts()
    for fact in facts:
        say(f"{fact.id}  {fact.said}")
    if not facts:
        note('Nothing yet. "remember that my sister is called Lena" keeps a fact.')


def _forget_fact(kernel: Kernel, which: str) -> None:
    from llmos.cli.terminal.screen import note

    for fact in kernel.memory.facts():
        if which in (str(fact.id), fact.said) or which.casefold() == fact.what.casefold():
            kernel.memory.forget_fact(fact)
            note(f"Forgotten: {fact.said}.")
            return
    note(f"There is no fact {which!r}; /facts lists them with their numbers.")
