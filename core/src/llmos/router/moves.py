"""Where an event goes, told from when it is now: "move Friday's review to ten on Monday"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from llmos.calls import Request
from llmos.router.resolving import Span, at_clock
from llmos.router.words import words

GOAL = "to"
"""The parameter that takes where an event goes; `day` takes when it is now."""

_FROM = frozenset(("from", "von", "vom", "de", "du"))
_TO = frozenset(("to", "auf", "à", "au", "until", "bis", "into", "zum", "zu"))


def said(
    spans: Sequence[Span], request: Request, fields: Collection[str], *, stays: bool
) -> Iterator[tuple[str, str]]:
    """Where an event goes, and the day that it is on now: "Friday's review to ten on Monday".

    Where a length says how far it goes, a day says only where it is.
    """
    when = [span for span in spans if span.has_days or span.start or (span.after and span.before)]
    whole = next((span for span in when if _leads(span, request.text)), None)
    goal = whole or _goal(when, request.text, stays=stays)
    days = [span for span in when if span is not goal and span.first]
    if goal is not None:
        clock = next((span for span in when if span.start and not span.has_days), None)
        yield GOAL, _target(goal, clock, whole is not None, request.now)
    now = [*([whole] if whole else []), *days][:1]
    for span in now:
        if span.first and "day" in fields:
            yield "day", span.first.isoformat()


def towards(spans: Sequence[Span], text: str) -> list[Span]:
    """These times, of a way from one day to another only where it goes."""
    if any(_is_led_to(span, text) for span in spans):
        spans = [one for one in spans if _leads(one, text) or _is_led_to(one, text)]
    return [replace(one, first=one.last) if _leads(one, text) else one for one in spans]


def _leads(span: Span, text: str) -> bool:
    """Whether it is a way from one day to another: "from Friday to Monday"."""
    said = words(text[span.begin : span.end])
    hours = bool(span.after and span.before and not span.has_days)
    return (hours or span.first != span.last) and bool(
        _FROM.intersection(said[:1]) and _TO.intersection(said)
    )


def _goal(spans: Sequence[Span], text: str, *, stays: bool) -> Span | None:
    """The time that something goes to: that behind "to", else the last one unless it stays."""
    led = [span for span in spans if _is_led_to(span, text)]
    return led[-1] if led else None if stays else next(iter(spans[-1:]), None)


def _is_led_to(span: Span, text: str) -> bool:
    before, said = words(text[: span.begin])[-2:], words(text[span.begin : span.end])[:1]
    while before and before[-1] in ("the", "den", "das", "le", "la", "next"):
        before.pop()
    return bool(_TO.intersection([*before[-1:], *said]))


def _target(goal: Span, clock: Span | None, leads: bool, now: datetime) -> str:
    """The moment, the day or the hour that something goes to."""
    day = goal.last if leads else goal.first or goal.last
    at = clock.start if clock and not goal.start else goal.start
    if at is None and goal.after is not None and day is not None:
        at = datetime.combine(day, goal.after, now.tzinfo)
    if day is None:
        clock_only = goal.before if at is None else at.time()
        assert clock_only is not None  # it is one or the other
        return clock_only.isoformat(timespec="minutes")
    if at is None:
        return day.isoformat()
    return at_clock(day, at.time(), now.tzinfo).isoformat(timespec="minutes")
