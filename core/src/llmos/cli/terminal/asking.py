"""Questions to the user in the terminal. No terminal, no question, and so no permission."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from llmos.cli.terminal.inert import inert
from llmos.cli.terminal.progress import paused

if TYPE_CHECKING:
    from llmos.broker import Answer, Asker, Choice, Question, Want

_ANSWERS: dict[str, Answer] = {
    "o": "once",
    "s": "session",
    "a": "always",
    "n": "never",
    "": "no",
}
_CHOICES = "[o]nce  [s]ession  [a]lways  [n]ever  [Enter] not now"


def terminal_asker() -> Asker | None:
    """The asker of this terminal, or None where nobody can see and answer a question."""
    return _Terminal() if sys.stdin.isatty() and sys.stderr.isatty() else None


def agreed(lines: Iterable[str], question: str) -> bool:
    """Show these lines to the user at this terminal, and whether the answer was yes."""
    for line in lines:
        _say(line)
    return _typed(f"{question} Type yes: ").lower() == "yes"


def reply(question: str) -> str | None:
    """What the user types to what llmos must know; None where nobody can see and answer it."""
    if terminal_asker() is None:
        return None
    with paused():
        _say(question)
        return _typed("> ")


class _Terminal:
    def ask(self, question: Question) -> Answer:
        with paused():
            if question.more:
                _say("\nAll that these steps take, before the first; one answer holds for all.")
            for one in (question, *question.more):
                self._draw(one)
            while True:
                typed = _typed(f"Allow?  {_CHOICES}: ").lower()
                answer = _ANSWERS.get(typed[:1])
                if answer is not None and (typed[:1] == typed or typed == answer):
                    return answer
                _say("Please type o, s, a, n, or just Enter.")

    def confirm(self, question: Question) -> bool:
        # Imported here because most runs have nothing to confirm.
        from llmos.cli.terminal.confirmation import confirmation

        with paused():
            _say("")
            for line in confirmation(question, shutil.get_terminal_size().columns):
                _say(line)
            return _typed("Do it? Type yes: ").lower() == "yes"

    def show(self, question: Question) -> None:
        from llmos.cli.terminal.confirmation import announcement

        with paused():
            for line in announcement(question, shutil.get_terminal_size().columns):
                _say(line)

    def hold(self, question: Question, seconds: int) -> None:
        from llmos.cli.terminal.holding import hold

        with paused():
            hold(question.call.tool, seconds)

    def choose(self, choice: Choice) -> int | None:
        from llmos.cli.terminal.choice import lines, place, prompt

        with paused():
            _say("")
            for line in lines(choice, shutil.get_terminal_size().columns):
                _say(line)
            while typed := _typed(prompt(choice)):
                if (found := place(typed, choice)) is not None:
                    return found
                _say("Please type one of the numbers, or just Enter.")
        return None

    def _draw(self, question: Question) -> None:
        _say("")
        _say(
            f"The plugin {question.plugin} ({question.distribution} {question.version}) "
            "asks for your permission to"
        )
        for want in question.wants:
            for line in _want(want):
                _say(line)
        _say(f"  The call: {_call(question)}")


def _want(want: Want) -> list[str]:
    return [
        f"  • {want.meaning}  ({want.permission})",
        f"      it says  “{_one_line(want.reason)}”",
        *(f"      opens    {_one_line(place)}" for place in want.opens),
        *([f"      limited  {_one_line(want.limits)}"] if want.limits else []),
        *([f"      again    because {want.why}"] if want.why else []),
    ]


def _one_line(text: str) -> str:
    """A plugin's words cannot begin a line of their own, where they would look like llmos's."""
    return " ".join(text.split())


def _call(question: Question) -> str:
    arguments = ", ".join(f"{name}={value!r}" for name, value in question.call.arguments.items())
    return f"{question.call.tool}({arguments})"


def _say(text: str) -> None:
    sys.stderr.write(inert(text) + "\n")


def _typed(prompt: str) -> str:
    """What the user types after having seen the prompt; a closed terminal answers nothing."""
    _drain()
    sys.stderr.write(prompt)
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _drain() -> None:
    """Throw away what was typed before the question was there to be read."""
    try:
        import termios
    except ImportError:  # Windows
        return
    termios.tcflush(sys.stdin, termios.TCIFLUSH)
