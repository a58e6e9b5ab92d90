"""Which clauses of a request ask for something, where others tell why: "I was ill, what is new?".

A clause that tells is left out where one that asks stands beside it and points at nothing in it.
"Yoga is off, delete it" needs its first half; "I am so tired, when is yoga?" does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from llmos.router.cues import LEADING_VERBS, RECORDS
from llmos.router.words import words

_BETWEEN = re.compile(r"(?<=\w{3})\.\s+|[!?;,](?:\s+(?:so|but|also|aber|mais|donc)\b)?\s+", re.I)
_SMALL = frozenset(
    words("please so and but also ok okay well now then bitte also und aber mais et")
)
"""What a clause may begin with and says nothing."""

_ASKS = frozenset(
    words(
        """
        what which when where who whom whose why how is are am was were do does did has have had
        can could would will may should was welche welcher welches wann wo wer wen wem wie warum
        ist sind hat haben habe kannst könntest würdest gibt zeig find finde quel quelle quels
        quelles quand où qui que comment combien est peux pourrais y
        """
    )
)
_TELLS = frozenset(
    words(
        """
        i we he she they it there my our somebody someone sorry because since the ich wir er es
        mein meine unser unsere jemand weil da je j nous il elle on mon ma mes notre parce car
        """
    )
)
_IS = frozenset(words("is was are were has had can can will won ist war hat kann wird est a va"))
"""What somebody of whom a clause tells does."""

_WISHES = frozenset(
    words(
        """
        need want like d love looking wonder wondering brauche möchte will suche hätte würde
        voudrais veux cherche besoin aimerais must
        """
    )
)
"""Verbs by which somebody who says "I" asks."""

_OBJECTS = (["me"], ["us"], ["mir"], ["mich"], ["uns"], ["moi"], ["nous"])
_NEAR = 3  # words from a subject to its verb

_POINTS = re.compile(
    r"\b(?:it|them|him|they|he|she|one|ones|these|es|ihn|ihm|ihnen|er|ça|cela|lui|elle|il)\b"
    r"|\b(?:that|this|those|her|das|dies|sie)\b(?=\s*(?:$|[,.!?;]|\b(?:up|off|out|down|in|on|to|for"
    r"|from|about|please|bitte|ab|an|ein|auf|für|von|zu|again)\b))"
    r"|\bda(?:ran|von|zu|für|mit|rüber|rauf)\b|-(?:le|la|les|y)\b",
    re.I,
)
"""What stands for something that was said before."""


_ASKED = re.compile(
    r"[^,.!?;:]*?\b(?P<verb>wants? to know|would like to know|asks|asked|is asking|wonders"
    r"|möchte wissen|will wissen|fragt|hat gefragt|veut savoir|demande)\b,?\s+"
    r"(?:me\s+|mich\s+)?(?:if|whether|when|what|where|who|which|how|ob|wann|was|wo|wer|wie|si"
    r"|quand|où|comment|quel)\b",
    re.I,
)
"""Before these somebody else wants to know something."""


_SOMEBODY = re.compile(r"\b(?:him|her|them|ihm|ihr|ihnen|lui|leur)\b", re.I)
"""Who is spoken of again: "Ana wants to know if it fits, tell her yes"."""

_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|statt|anstatt|au lieu de)\s+(?:(?:the|at|um|à)\s+)*\S+", re.I
)
"""What something was before: "at 11 instead of 10"."""


def told(text: str) -> list[tuple[int, int]]:
    """From where to where a request only tells something or says what it was before."""
    return [*_tales(text), *(hit.span() for hit in _INSTEAD.finditer(text))]


def _tales(text: str) -> list[tuple[int, int]]:
    """The clauses that only tell something; none if no other part asks."""
    hit = _ASKED.match(text)
    if hit and not _is_asked(text[: hit.start("verb")]):
        if _SOMEBODY.search(text, hit.end()):
            return []
        return [(0, hit.end("verb"))]
    clauses = list(_clauses(text))
    asking = [(begin, end) for begin, end in clauses if _is_asked(text[begin:end])]
    if not asking or any(_POINTS.search(text[begin:end]) for begin, end in asking):
        return []
    return [(begin, end) for begin, end in clauses if _is_told(text[begin:end])]


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for hit in _BETWEEN.finditer(text):
        yield begin, hit.start()
        begin = hit.end()
    yield begin, len(text)


def _beginning(clause: str) -> list[str]:
    said = words(clause)
    while said and said[0] in _SMALL:
        said.pop(0)
    return said


def _is_told(clause: str) -> bool:
    said = _beginning(clause)
    if not said or said[0] in _ASKS or _is_asked(clause):
        return False
    tells = said[0] in _TELLS or bool(_IS.intersection(said[1:2]))
    return tells and not _WISHES.intersection(said[1:_NEAR])


def _is_asked(clause: str) -> bool:
    said = _beginning(clause)
    if not said:
        return False
    wishes = said[0] in _TELLS and bool(_WISHES.intersection(said[1:_NEAR]))
    is_order = said[0][:5] in LEADING_VERBS or said[1:2] in _OBJECTS
    return wishes or said[0] in _ASKS | RECORDS or is_order
