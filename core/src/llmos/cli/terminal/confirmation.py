"""How a call that must be confirmed is shown: its exact arguments and who says where it goes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from llmos.cli.terminal import plain
from llmos.cli.terminal.inert import inert

if TYPE_CHECKING:
    from llmos.broker import Question

_BAR = "    │ "


def confirmation(question: Question, width: int) -> list[str]:
    """The lines for a terminal of that width, with the exact arguments and the preview.

    Every line of a value stands behind a bar and is broken before the terminal would break it,
    so that no value can look like llmos speaking.
    """
    lines = [
        f"{question.plugin} wants to run {question.call.tool} ({question.effect}).",
        f"llmos asks because {question.doubt}.",
    ]
    for name, value in question.call.arguments.items():
        lines.append(f"  {_plain(name)}")
        lines += behind_bars(value, width)
        lines += [f"    {line}" for line in _sources(question, name)]
    return lines + _preview(question, width)


def announcement(question: Question, width: int) -> list[str]:
    """The lines for what is about to happen where nothing need be asked."""
    heading = f"{question.plugin} runs {question.call.tool} ({question.effect})."
    return [heading, *_preview(question, width)]


def _preview(question: Question, width: int) -> list[str]:
    if not question.preview:
        return []
    drawn = "\n".join(plain.lines(question.preview))
    return ["  What will happen:", *behind_bars(drawn, width)]


def behind_bars(value: object, width: int) -> list[str]:
    """Lines that cannot be taken for llmos's own."""
    return [_BAR + part for part in _parts(value, width - len(_BAR) - 1)]


def _parts(value: object, width: int) -> Iterator[str]:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    for line in text.split("\n"):
        shown = inert(line).replace("\t", "\\t")
        begin = used = 0
        for at, letter in enumerate(shown):
            used += _columns(letter)
            if used > width and at > begin:
                yield shown[begin:at]
                begin, used = at, _columns(letter)
        yield shown[begin:]


def _columns(letter: str) -> int:
    """How wide a letter is at most: what terminals draw differently counts as the wider one."""
    narrow = letter.isascii() or unicodedata.name(letter, "").startswith("LATIN ")
    return 1 if narrow and not unicodedata.combining(letter) else 2


def _sources(question: Question, name: str) -> list[str]:
    places = [place for place in question.destinations if place.parameter == name]
    return [f"{_plain(place.value)} is {place.source}" for place in places]


def _plain(text: str) -> str:
    """On one line, with letters outside ASCII written out: many of them look like others."""
    return text.encode("unicode_escape").decode("ascii")
