"""What a sentence states that can be looked up, and what a record offers to look it up in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from llmos.answers.figures import numbers, stated
from llmos.answers.folding import content, folded, stem, words
from llmos.answers.lexicon import (
    DAYS,
    DENIALS,
    LIMITS,
    MONTHS,
    NUMBERS,
    RELATIVE,
    STARTERS,
    TELLING,
)
from llmos.answers.moments import Moments, moments

_PLACE = re.compile(
    r"\S*@\S+|\S+://\S+|\bwww\.\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b(?:/\S*)?", re.I
)
_LINK = re.compile(r"://|\bwww\.", re.I)
LINK = "a link"
"""Never repeated, though a record may have it: a link that others sent is not to look like ours."""

_PASSAGE_END = re.compile(r"(?<=[.!?])\s+|\n\s*\n|(?<!.{60})\n")
"""A line that is shorter than this was not cut by somebody's mail program."""
_CALENDAR = MONTHS.keys() | DAYS.keys() | RELATIVE.keys()
_SIGNS = {
    "€": "eur euro euros",
    "$": "usd dollar dollars",
    "£": "gbp pound pounds",
    "%": "percent prozent",
}


@dataclass(frozen=True)
class Passage:
    """One sentence of a record: the beginnings of its words, and its weekdays."""

    stems: frozenset[str]
    weekdays: frozenset[int]


@dataclass(frozen=True)
class Ground:
    """What one record offers."""

    moments: Moments
    numbers: frozenset[str]
    stems: frozenset[str]
    text: str
    denies: bool
    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, text: str) -> Ground:
        """The ground that a text gives; "yesterday" in it means nothing, for it may be old."""
        said = moments(text)
        years = {str(day.year) for day in said.days if day.year}
        signs = " ".join(names for sign, names in _SIGNS.items() if sign in text)
        stems = content(f"{text} {signs}") | {stem(word) for word in words(text)}
        denied = bool({folded(word) for word in words(text)} & LIMITS) or "n't" in text
        # A length of time ("7 h 15 min") reads like an hour, so its figures count as well.
        figures = numbers(said.rest) | years | numbers(" ".join(re.findall(r"\d+\s?h\b", text)))
        return cls(
            said, frozenset(figures), frozenset(stems), folded(text), denied, _passages(text)
        )

    def weekdays_of(self, sentence: str) -> set[int]:
        """The weekdays that this sentence may say: those of the passages that are most like it.

        Where they say none, those of the whole record: the day of a mail is said at its top.
        """
        said = content(sentence)
        shared = [len(said & passage.stems) for passage in self.passages]
        most = max(shared, default=0)
        nearest = [one for one, count in zip(self.passages, shared, strict=True) if count == most]
        near = {day for passage in nearest for day in passage.weekdays}
        return near or self.moments.weekdays


def _passages(text: str) -> tuple[Passage, ...]:
    return tuple(
        Passage(frozenset(content(part)), frozenset(moments(part).weekdays))
        for part in _PASSAGE_END.split(text)
    )


def missing(part: str, sentence: str, ground: Ground, now: datetime) -> str:
    """What kind of thing a part of a sentence, or all of it, states and this ground does not;
    empty if there is none.

    Only the kind, because the thing itself may be what somebody wanted to have shown.
    """
    said = moments(_without_places(part), now)
    return (
        _place(part, ground)
        or _time(said, ground, ground.weekdays_of(sentence))
        or _number(said.rest, ground)
        or _name(said.rest, ground)
        or _denial(part, ground)
    )


def _without_places(sentence: str) -> str:
    return _PLACE.sub(" ", sentence)


def _place(sentence: str, ground: Ground) -> str:
    if _LINK.search(sentence):
        return LINK
    found = (hit.rstrip(".,;:!?)]") for hit in _PLACE.findall(sentence))
    return "an address" if any(folded(hit) not in ground.text for hit in found) else ""


def _time(said: Moments, ground: Ground, weekdays: set[int]) -> str:
    known = ground.moments
    days = all(any(day.within(other) for other in known.days) for day in said.days)
    named = said.named <= weekdays and said.periods <= known.periods
    return "" if days and named and said.minutes <= known.minutes else "a time"


def _number(rest: str, ground: Ground) -> str:
    return "" if all(meant & ground.numbers for meant in stated(rest)) else "a number"


def _name(rest: str, ground: Ground) -> str:
    """A word with a capital that the record does not have in any form."""
    for word in words(rest):
        plain = folded(word)
        if word[0].islower() or plain in _CALENDAR or plain in NUMBERS:
            continue
        if plain in TELLING or (plain in STARTERS and (word != word.upper() or len(word) == 1)):
            continue
        if stem(word) not in ground.stems and not content(word) <= ground.stems:
            return "a name"
    return ""


def _denial(sentence: str, ground: Ground) -> str:
    denies = bool({folded(word) for word in words(sentence)} & DENIALS) or "n't" in sentence
    return "a denial" if denies and not ground.denies else ""
