"""`summary`: all that was measured in a period, or one metric of it."""

from __future__ import annotations

from llmos import Context, Result, tool
from llmos_health.granted import LABEL, Granted
from llmos_health.opening import current_health
from llmos_health.periods import period
from llmos_health.results.summing import Line, RingsLine, Summary
from llmos_health.store.figures import overview, rings
from llmos_health.tools.choosing import metric_in
from llmos_health.tools.needs import HEALTH
from llmos_health.tools.parameters import MetricName, Since, Until
from llmos_health.tools.telling import in_words


@tool(
    needs=[HEALTH],
    effect="read",
    examples=[
        "how was my health last week?",
        "how many steps did I take yesterday?",
        "what was my average heart rate in October?",
        "how much did I weigh this month?",
        "give me an overview of my body in the last 30 days",
        "how many calories did I burn on Sunday?",
        "wie viele Schritte bin ich diese Woche gegangen?",
        "wie war mein Puls gestern?",
        "what was my mean resting pulse in September?",
        "what does my watch know about me this month?",
        "was wiege ich gerade?",
        "wie war mein Blutdruck diese Woche?",
    ],
)
def summary(
    ctx: Context, metric: MetricName | None = None, since: Since = None, until: Until = None
) -> Result:
    """Say how much was measured by phone and watch: steps, pulse, weight, energy, blood pressure.

    Figures a day, lowest and highest day, totals, and which days lack data. Without a metric, all
    of them.
    """
    days = period(ctx, since, until)
    if Granted.of(ctx).resolution == LABEL:
        return in_words(ctx, metric, days)
    with current_health(ctx) as health:
        lines = overview(health.connection, days.first, days.last)
        closed = rings(health.connection, days.first, days.last) if metric is None else None
        if metric is not None:
            chosen = metric_in(health, metric)
            lines = [one for one in lines if one.metric == chosen]
        return Summary(
            since=days.first,
            until=days.last,
            metrics=[Line.of(one, days.days) for one in lines],
            rings=RingsLine(**vars(closed)) if closed else None,
            notes=health.notes,
        )
