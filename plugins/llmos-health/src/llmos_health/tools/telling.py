"""Answers for a grant of words only."""

from __future__ import annotations

from collections.abc import Callable

from llmos import Context
from llmos_health.opening import current_sheet
from llmos_health.periods import Period
from llmos_health.results.words import InWords, Word
from llmos_health.tools.choosing import metric_on
from llmos_health.words.judging import NOTHING, direction, in_one
from llmos_health.words.sheet import Sheet

_ONLY_WORDS = "The grant gives words only, no figures."


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
