"""The weightiest points in a model's words, each for itself, as far as the mail bears it out."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from llmos_mail.followups.promises import promises
from llmos_mail.followups.questions import asks
from llmos_mail.language import Language, language_of
from llmos_mail.summaries.bearing import bears_out
from llmos_mail.summaries.extract import Point

_MOST = 5
"""Points that are retold; each takes the model a second or two."""

_LIGHTEST = 1.0
"""A point of less weight is not worth it."""


@dataclass(frozen=True)
class Said:
    """A sentence of the model's, and the point that bears it out."""

    sentence: str
    point: Point


def worded(points: Sequence[Point], write: Callable[[str, str, str], str]) -> list[Said]:
    """What the model says of the weightiest points and they say too, in their order.

    `write` is told what to write, from which text, and which message that is from.
    """
    heavy = sorted((one for one in points if one.weight >= _LIGHTEST), key=lambda one: -one.weight)
    chosen = {id(one) for one in heavy[:_MOST]}
    told = [_told(point, write) for point in points if id(point) in chosen]
    return [one for one in told if bears_out(one.point, one.sentence)]


def _told(point: Point, write: Callable[[str, str, str], str]) -> Said:
    message = point.message
    to = " and ".join(one.short for one in message.to[:2]) or "all"
    note = f"{message.sender.short} to {to}: {point.sentence}"
    wording = write(_requests(language_of(point.sentence))[_act(point.sentence)], note, message.id)
    return Said(" ".join(wording.split()).strip('“”„"«» '), point)


def _act(sentence: str) -> str:
    if asks(sentence):
        return "asking"
    return "promising" if promises(sentence) else "telling"


@cache
def _requests(language: Language) -> dict[str, str]:
    file = files(__package__) / "requests" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
