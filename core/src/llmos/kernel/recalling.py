"""Requests about the conversation itself: "what did you tell me about the lease yesterday?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from llmos.blocks import Item, Items, Output, Text
from llmos.calls import Request
from llmos.memory import Past

MOST = 3
_CLIPPED = 700  # characters of what was shown then
_ASKED = re.compile(
    r"\b(?:(?:did|have|had) (?:you|we) (?:just |already )?(?:tell|told|say|said|show|shown|find"
    r"|found|answer\w*|talk\w*|discuss\w*|write|written)"
    r"|(?:did|have) i (?:just |already )?(?:ask\w*|tell|told) you|you (?:told|showed) me"
    r"|hast du (?:mir )?.*(?:gesagt|gezeigt|erzählt|geantwortet|gefunden)"
    r"|haben wir .*(?:gesprochen|geredet)|habe? ich dich .*gefragt"
    r"|m['’]as[- ]tu (?:dit|montré)|tu m['’]as (?:dit|montré)|avons[- ]nous parlé"  # noqa: RUF001 apostrophes
    r"|t['’]ai[- ]je demandé)\b",  # noqa: RUF001 the same
    re.I,
)
_ABOUT_IT = frozenset(
    """
    tell told say said show shown showed find found answer answered talk talked discuss discussed
    write written ask asked about earlier before again exactly last time
    gesagt gezeigt erzählt geantwortet gefunden gesprochen geredet gefragt darüber vorhin nochmal
    dit montré parlé demandé sujet encore
    """.split()
)


@dataclass(frozen=True)
class Recall:
    """What a request wants to know of earlier turns: about which words, of which days."""

    words: tuple[str, ...]
    since: date | None
    until: date | None


def recall(request: Request) -> Recall | None:
    """What is asked of the conversation; None if the request is about something else."""
    if not _ASKED.search(request.text):
        return None
    from llmos.router.resolving import find_spans  # only such a request needs them
    from llmos.router.words import FUNCTION_WORDS, words

    spans, rest = find_spans(request.text, request.now, "past"), request.text
    for span in reversed(spans):
        rest = f"{rest[: span.begin]} {rest[span.end :]}"
    about = [word for word in words(rest) if word not in FUNCTION_WORDS | _ABOUT_IT]
    days = next((span for span in spans if span.has_days), None)
    since, until = (days.first, days.last) if days else (None, None)
    return Recall(tuple(about), since, until)


def recalled(turns: Sequence[Past]) -> Output:
    """Earlier turns as an answer."""
    if not turns:
        return Output({"turns": []}, [Text("I find nothing about that in what we said before.")])
    latest = {one.asked.casefold(): one for one in sorted(turns, key=lambda one: one.at)}
    turns = [one for one in turns if latest[one.asked.casefold()] is one]
    items = [
        Item(f"“{one.asked}”", _clipped(one.shown), f"{one.at:%a %d %b %Y, %H:%M}") for one in turns
    ]
    value = [{"at": one.at.isoformat(), "asked": one.asked, "shown": one.shown} for one in turns]
    return Output({"turns": value}, [Items(items, "What you asked, and what I showed")])


def _clipped(shown: str) -> str:
    return shown if len(shown) <= _CLIPPED else f"{shown[:_CLIPPED].rstrip()} …"
