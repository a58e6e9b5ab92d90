"""`sleep`: nights and their stages."""

from __future__ import annotations

from collections.abc import Sequence

from llmos import Context, Result, tool
from llmos_health.granted import LABEL, Granted
from llmos_health.opening import current_health
from llmos_health.periods import period
from llmos_health.results.nightly import NightLine, Sleep
from llmos_health.store.figures import NightRow, nights
from llmos_health.tools.needs import HEALTH
from llmos_health.tools.parameters import NightSince, NightUntil
from llmos_health.tools.telling import in_words


@tool(
    needs=[HEALTH],
    effect="read",
    examples=[
        "how did I sleep last night?",
        "how long did I sleep this week?",
        "when did I go to bed on Monday?",
        "how much deep sleep did I get last month?",
        "show me my nights of the last two weeks",
        "how much REM sleep did I have?",
        "wie habe ich letzte Nacht geschlafen?",
        "wie lange habe ich diese Woche geschlafen?",
        "when did I get up this morning?",
        "wann war ich am Samstag im Bett?",
        "wie viel Tiefschlaf hatte ich heute Nacht?",
    ],
)
def sleep(ctx: Context, since: NightSince = None, until: NightUntil = None) -> Result:
    """List nights: how long asleep and in bed, from when to when, and the stages of sleep.

    A night belongs to the day on which it ends.
    """
    days = period(ctx, since, until)
    if Granted.of(ctx).resolution == LABEL:
        return in_words(ctx, "sleep", days)
    with current_health(ctx) as health:
        found = nights(health.connection, days.first, days.last)
        slept = [one for one in found if one.asleep]
        staged = [one for one in slept if one.core or one.deep or one.rem]
        return Sleep(
            since=days.first,
            until=days.last,
            nights=[NightLine.of(one) for one in found],
            asleep=_mean(slept, "asleep"),
            deep=_mean(staged, "deep"),
            rem=_mean(staged, "rem"),
            measured=len(slept),
            sources=sorted({one.source for one in found}),
            notes=health.notes,
        )


def _mean(some: Sequence[NightRow], field: str) -> float | None:
    return sum(getattr(one, field) for one in some) / len(some) if some else None
