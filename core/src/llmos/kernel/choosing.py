"""A tool's question to the user: put once in a request, on record, to nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from llmos.broker import Asker, Choice
from llmos.calls import Call, Request
from llmos.errors import Cancelled, ToolError, Unanswered

if TYPE_CHECKING:
    from llmos.kernel.errand import Errand
    from llmos.kernel.turn import Turn
    from llmos.runner.messages import Choose

_MOST_QUESTIONS = 5
_MOST_CHOICES = 20
_QUESTION_CHARACTERS = 300
_CHOICE_CHARACTERS = 200
_WHY = "it was not clear what is meant"


def choose(turn: Turn, errand: Errand, wanted: Choose) -> int:
    """The user's answer to a question of the running tool, asked now or before in this request."""
    plugin, tool = errand.tool.plugin.id, errand.tool.spec.name
    choice = Choice(plugin, tool, wanted.question, wanted.choices)
    if choice in errand.chosen:
        return errand.chosen[choice]
    _check(choice, len(errand.chosen))
    if turn.asker is None or not errand.request.foreground:
        raise _unanswered(choice, wanted.hint)
    asked = Call(f"{plugin}.choose", {"question": choice.question, "choices": list(choice.choices)})
    entry = turn.ledger.open(errand.request, asked, (), _WHY)
    answer: int | None = None
    try:
        answer = _answer(turn.asker, choice)
    finally:
        turn.ledger.close(entry, "cancelled" if answer is None else "done", None, [])
    errand.chosen[choice] = answer
    return answer


def which(
    asker: Asker | None, request: Request, question: str, choices: Sequence[str]
) -> int | None:
    """Which of some tools the user means; None where nobody is there or it is only tried."""
    if asker is None or not request.foreground or request.door not in _DOORS:
        return None
    return asker.choose(Choice("llmos", "the request", question, tuple(choices)))


_DOORS = ("ask", "chat")
"""Those at which a request is to be done; the others only show what would become of it."""


def _answer(asker: Asker, choice: Choice) -> int:
    answer = asker.choose(choice)
    if answer is None:
        raise Cancelled("Nothing was chosen, so nothing was done.")
    return answer


def _check(choice: Choice, asked: int) -> None:
    if asked >= _MOST_QUESTIONS:
        raise ToolError(f"One call may ask {_MOST_QUESTIONS} questions and no more.")
    if not 2 <= len(choice.choices) <= _MOST_CHOICES:
        raise ToolError(f"A question has from two to {_MOST_CHOICES} choices.")
    longest = max(len(one) for one in choice.choices)
    if len(choice.question) > _QUESTION_CHARACTERS or longest > _CHOICE_CHARACTERS:
        raise ToolError(
            f"A question has at most {_QUESTION_CHARACTERS} characters, and each choice "
            f"{_CHOICE_CHARACTERS}."
        )


def _unanswered(choice: Choice, hint: str) -> Unanswered:
    return Unanswered(
        f"{choice.tool} must know: {choice.question} It could be: {'; '.join(choice.choices)}.",
        hint=hint or "Say it in the request, or ask at a terminal, where you can choose.",
    )
