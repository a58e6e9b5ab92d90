"""The points of some messages: the sentences that a reader would mark, in the order of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from llmos_mail.facts import facts
from llmos_mail.followups.phrases import says
from llmos_mail.followups.promises import promises
from llmos_mail.followups.questions import asks
from llmos_mail.followups.sentences import sentences
from llmos_mail.index.stored import Stored

_LONGEST = 300
_FEWEST_WORDS = 3
_DECIDED = re.compile(
    r"\b(?:decided|agreed|confirm|confirmed|approved|booked|cancelled|accepted|declined|settled|"
    r"beschlossen|vereinbart|bestätigt|genehmigt|gebucht|abgesagt|angenommen|einverstanden)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Point:
    """One sentence that matters, and the message that says it."""

    message: Stored
    sentence: str
    weight: float


def points(messages: Sequence[Stored], most: int) -> list[Point]:
    """At most so many points, oldest first; every message is heard before one is heard twice."""
    ranked = [_ranked(message) for message in messages]
    rounds = [
        sorted((each[place] for each in ranked if len(each) > place), key=_by_weight)
        for place in range(max(map(len, ranked), default=0))
    ]
    chosen = [point for each in rounds for point in each][:most]
    places = {id(message): number for number, message in enumerate(messages)}
    return sorted(
        chosen,
        key=lambda one: (places[id(one.message)], sentences(one.message).index(one.sentence)),
    )


def _by_weight(point: Point) -> tuple[float, float]:
    return -point.weight, -point.message.sent.timestamp()


def _ranked(message: Stored) -> list[Point]:
    said = [one for one in sentences(message) if _matters(one)]
    weighed = [
        Point(message, sentence, _weight(sentence, first=number == 0))
        for number, sentence in enumerate(said)
    ]
    return sorted(weighed, key=lambda one: -one.weight)


def _matters(sentence: str) -> bool:
    return (
        len(sentence.split()) >= _FEWEST_WORDS
        and len(sentence) <= _LONGEST
        and not says(sentence, "empty")
    )


def _weight(sentence: str, *, first: bool) -> float:
    found = facts(sentence)
    return (
        2.0 * (asks(sentence) is not None)
        + 2.0 * promises(sentence)
        + 2.0 * bool(_DECIDED.search(sentence))
        + 1.0 * bool(found.days)
        + 0.5 * min(len(found.numbers), 2)
        + 0.5 * bool(found.names)
        + 0.5 * first
    )
