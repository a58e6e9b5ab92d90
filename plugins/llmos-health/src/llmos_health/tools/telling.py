"""Answers for a grant of words only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from llmos import Context
from llmos_health.opening import current_sheet
from llmos_health.periods import Period
from llmos_health.pulse.meetings import AFTER, Meeting
from llmos_health.results.wording import NO_DIAGNOSIS, some
from llmos_health.results.words import (
    EventsInWords,
    EventWord,
    InWords,
    SuggestionInWords,
    SuggestionsInWords,
    Word,
)
from llmos_health.tools.advising import break_after, calm_wording
from llmos_health.tools.choosing import metric_on
from llmos_health.words.halves import TRAINED, within
from llmos_health.words.judging import ELEVATED, LOW, NEW, NOTHING, USUAL, direction, in_one
from llmos_health.words.sheet import Sheet

_ONLY_WORDS = "The grant gives words only, no figures."
_ORDER = (ELEVATED, USUAL, LOW)
"""Of events; the first is what somebody asks for who asks about stress."""


def in_words(ctx: Context, metric: str | None, days: Period) -> InWords:
    """How one metric was, or all of them, in a period."""

    def one(sheet: Sheet, name: str) -> str:
        return in_one(sheet.between(name, days.first, days.last))

    return _told(ctx, metric, one)


def trend_in_words(ctx: Context, metric: str, days: Period) -> InWords:
    """Whether a metric rises or falls."""
    return _told(
        ctx, metric, lambda sheet, name: direction(sheet.between(name, days.first, days.last))
    )


def comparison_in_words(ctx: Context, metric: str, one: Period, other: Period) -> InWords:
    """How a metric was in two periods."""

    def both(sheet: Sheet, name: str) -> str:
        told = [in_one(sheet.between(name, part.first, part.last)) for part in (one, other)]
        return f"{told[0]}, and before that {told[1]}"

    return _told(ctx, metric, both)


def _told(ctx: Context, metric: str | None, tell: Callable[[Sheet, str], str]) -> InWords:
    sheet = current_sheet(ctx)
    names = [metric_on(sheet, metric)] if metric else sorted(sheet.words)
    words = [Word(metric=name, word=tell(sheet, name)) for name in names]
    measured = [one for one in words if metric or one.word != NOTHING]
    return InWords(about="In that time", words=measured, notes=[_ONLY_WORDS])


def events_in_words(ctx: Context, found: Sequence[Meeting], limit: int) -> EventsInWords:
    """How the pulse was during events."""
    judged = _judged(ctx, found)
    ranked = sorted(
        (one for _, one in judged if one.during.partition(",")[0] in _ORDER),
        key=lambda one: _ORDER.index(one.during.partition(",")[0]),
    )
    return EventsInWords(
        events=ranked[:limit], notes=[*_left_out(judged), _ONLY_WORDS, NO_DIAGNOSIS]
    )


def suggestions_in_words(ctx: Context, found: Sequence[Meeting]) -> SuggestionsInWords:
    """What could be done after events with a raised pulse."""
    made = []
    for meeting, one in reversed(_judged(ctx, found)):
        if one.during.startswith(ELEVATED):
            rest, _ = break_after(one.title, meeting.end, found)
            made.append(SuggestionInWords(kind="break", text=rest, evidence=one))
            if one.people:
                text = calm_wording(one.people)
                made.append(SuggestionInWords(kind="calm_wording", text=text, evidence=one))
    return SuggestionsInWords(suggestions=made, notes=[_ONLY_WORDS, NO_DIAGNOSIS])


def _judged(ctx: Context, found: Sequence[Meeting]) -> list[tuple[Meeting, EventWord]]:
    sheet = current_sheet(ctx)
    if not sheet.halves:
        metric_on(sheet, "heart rate")
    return [(one, _event(ctx, sheet, one)) for one in found]


def _event(ctx: Context, sheet: Sheet, one: Meeting) -> EventWord:
    words = within(sheet.halves, sheet.until, one.start, one.end)
    after = in_one(within(sheet.halves, sheet.until, one.end, one.end + AFTER))
    return EventWord(
        title=one.title,
        weekday=f"{one.start.astimezone(ctx.now.tzinfo):%A}",
        people=list(one.people),
        during=TRAINED if TRAINED in words else in_one(words),
        after=after if after.partition(",")[0] in _ORDER else "",
    )


def _left_out(judged: Sequence[tuple[Meeting, EventWord]]) -> list[str]:
    reasons = (
        ("Not enough measurements", (NEW, NOTHING)),
        ("Left out, because you trained then", (TRAINED,)),
    )
    return [
        f"{why}: {some(titles)}."
        for why, words in reasons
        if (titles := [one.title for _, one in judged if one.during in words])
    ]
