"""`trend` and `compare`: changes, each with its uncertainty."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from llmos import Context, Result, tool
from llmos_health.drawing.terminal import bars
from llmos_health.granted import LABEL, Granted
from llmos_health.opening import current_health
from llmos_health.periods import Period, period, spoken
from llmos_health.results.comparing import Comparison, Side, TrendResult
from llmos_health.results.wording import figure
from llmos_health.statistics.difference import Difference, difference
from llmos_health.statistics.trend import Trend
from llmos_health.statistics.trend import trend as fitted
from llmos_health.store.figures import Daily, daily
from llmos_health.tools.choosing import metric_in
from llmos_health.tools.needs import HEALTH
from llmos_health.tools.parameters import MetricName, Since, Until
from llmos_health.tools.telling import comparison_in_words, trend_in_words

_TREND = timedelta(days=89)


@tool(
    needs=[HEALTH],
    effect="read",
    examples=[
        "is my resting heart rate going down?",
        "am I gaining weight?",
        "how has my sleep changed over the last three months?",
        "is my heart rate variability getting better or worse?",
        "am I walking more than I used to?",
        "trend of my blood pressure this year",
        "steigt mein Ruhepuls?",
        "nehme ich ab?",
        "has my sleep become shorter since summer?",
        "do I move less and less?",
        "is my oxygen saturation dropping?",
        "fällt mein Blutdruck seit dem Frühjahr?",
    ],
)
def trend(ctx: Context, metric: MetricName, since: Since = None, until: Until = None) -> Result:
    """Say whether a health metric rises or falls over time, by how much, and how sure that is.

    Without days, the last ninety.
    """
    asked = period(ctx, since, until)
    days = asked if since else Period(asked.last - _TREND, asked.last)
    if Granted.of(ctx).resolution == LABEL:
        return trend_in_words(ctx, metric, days)
    with current_health(ctx) as health:
        figures = daily(health.connection, metric_in(health, metric), days.first, days.last)
        found = fitted(figures.day, figures.value)
        return TrendResult(
            metric=figures.metric.label,
            unit=figures.unit,
            since=days.first,
            until=days.last,
            days=len(figures.day),
            **_change(found),
            clear=found.is_clear if found else False,
            sources=list(figures.sources),
            sentence=_trend_sentence(figures, found),
            drawing=bars(figures, days.first, days.last),
            notes=health.notes,
        )


@tool(
    needs=[HEALTH],
    effect="read",
    examples=[
        "did I sleep better this week than last week?",
        "compare my steps in October with September",
        "was my pulse higher during the trade fair than the week before?",
        "did I walk more this month than the month before?",
        "how does my weight this month compare with last month?",
        "vergleiche meinen Schlaf diese Woche mit der letzten",
        "bin ich im November mehr gelaufen als im Oktober?",
        "was my resting heart rate lower this month than last month?",
        "weigh October against September for my sleep",
        "habe ich diese Woche besser geschlafen als letzte?",
        "war mein Puls im Urlaub niedriger als davor?",
    ],
)
def compare(
    ctx: Context,
    metric: MetricName,
    since: Since = None,
    until: Until = None,
    with_since: Annotated[date | None, Field(description="First day of the other period.")] = None,
    with_until: Annotated[
        date | None, Field(description="Last day of the other period, at most today.")
    ] = None,
) -> Result:
    """Compare a health metric between two periods and say how sure the difference is.

    Without a second period, the one of the same length just before.
    """
    days = period(ctx, since, until)
    other = period(ctx, with_since, with_until) if with_since else days.before()
    if Granted.of(ctx).resolution == LABEL:
        return comparison_in_words(ctx, metric, days, other)
    with current_health(ctx) as health:
        chosen = metric_in(health, metric)
        first, second = sorted((days, other), key=lambda one: one.first)
        sides = [daily(health.connection, chosen, one.first, one.last) for one in (first, second)]
        found = difference(sides[0].value, sides[1].value)
        return Comparison(
            metric=chosen.label,
            unit=sides[1].unit,
            first=_side(first, sides[0]),
            second=_side(second, sides[1]),
            by=found.by if found else None,
            by_low=found.low if found else None,
            by_high=found.high if found else None,
            clear=found.is_clear if found else False,
            sources=sorted({*sides[0].sources, *sides[1].sources}),
            sentence=_comparison_sentence(sides[1], found, first, second),
            notes=health.notes,
        )


def _change(found: Trend | None) -> dict[str, float | None]:
    if found is None:
        names = ("change", "change_low", "change_high", "a_week", "at_start", "at_end")
        return dict.fromkeys(names)
    steps = found.steps
    return {
        "change": found.slope * steps,
        "change_low": found.low * steps,
        "change_high": found.high * steps,
        "a_week": found.slope * 7,
        "at_start": found.at_start,
        "at_end": found.at_end,
    }


def _trend_sentence(figures: Daily, found: Trend | None) -> str:
    label, (metric, unit) = figures.metric.label.capitalize(), (figures.metric, figures.unit)
    if found is None:
        return f"{label}: too few days were measured to tell a trend."
    change, low, high = (
        figure(metric, unit, slope * found.steps, signed=True)
        for slope in (found.slope, found.low, found.high)
    )
    bounds = f"95 % interval {low} to {high}"
    over = f"over {found.steps + 1} days"
    if not found.is_clear:
        return f"{label}: no clear change {over} ({change}; {bounds})."
    verb = "rose" if found.slope > 0 else "fell"
    ends = (
        f"from about {figure(metric, unit, found.at_start)} to {figure(metric, unit, found.at_end)}"
    )
    return f"{label} {verb} {ends} {over} ({change}; {bounds})."


def _comparison_sentence(
    figures: Daily, found: Difference | None, first: Period, second: Period
) -> str:
    label, (metric, unit) = figures.metric.label.capitalize(), (figures.metric, figures.unit)
    if found is None:
        return f"{label}: too few days were measured to compare."
    before, after = figure(metric, unit, found.before), figure(metric, unit, found.after)
    by, low, high = (
        figure(metric, unit, value, signed=True) for value in (found.by, found.low, found.high)
    )
    means = f"{after} a day from {spoken(second.first)}, {before} a day from {spoken(first.first)}"
    if not found.is_clear:
        return f"{label}: no clear difference ({means}; {by}, 95 % interval {low} to {high})."
    verb = "higher" if found.by > 0 else "lower"
    return f"{label} was {verb}: {means} ({by}, 95 % interval {low} to {high})."


def _side(days: Period, figures: Daily) -> Side:
    mean = float(figures.value.mean()) if len(figures.value) else None
    return Side(since=days.first, until=days.last, mean=mean, days=len(figures.day))
