"""How a tool's question is shown: apart from llmos's words, unlike one about permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmos.cli.terminal.confirmation import behind_bars

if TYPE_CHECKING:
    from llmos.broker import Choice


def lines(choice: Choice, width: int) -> list[str]:
    """The lines for a terminal of that width; choices are numbered from 1."""
    told = [f"{choice.plugin} has a question before {choice.tool} goes on:"]
    told += behind_bars(_one_line(choice.question), width)
    for number, words in enumerate(choice.choices, start=1):
        first, *rest = behind_bars(_one_line(words), width)
        told += [f"{number:>4}{first.removeprefix('    ')}", *rest]
    return told


def prompt(choice: Choice) -> str:
    """What is typed, said by llmos."""
    return f"Which one? It permits nothing.  [1-{len(choice.choices)}]  [Enter] none of them: "


def place(typed: str, choice: Choice) -> int | None:
    """The place of the choice whose number was typed; None if that is none of the numbers."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 4):
        return None
    return int(typed) - 1 if 1 <= int(typed) <= len(choice.choices) else None


def _one_line(text: str) -> str:
    return " ".join(text.split())
