"""`chart`: a picture of a metric."""

from __future__ import annotations

import base64
from typing import Annotated, Literal

from pydantic import Field

from llmos import Context, Result, tool
from llmos_health.drawing.picture import Frame, draw, draw_nights, prepare
from llmos_health.drawing.terminal import bars
from llmos_health.granted import DAILY, Granted
from llmos_health.opening import current_health
from llmos_health.periods import period
from llmos_health.results.charting import Chart
from llmos_health.results.wording import listed
from llmos_health.store.figures import daily, nights
from llmos_health.tools.choosing import metric_in
from llmos_health.tools.needs import HEALTH
from llmos_health.tools.parameters import MetricName, Since, Until


@tool(
    needs=[HEALTH],
    effect="read",
    examples=[
        "plot my heart rate of the last month",
        "draw a chart of my steps this year",
        "show me a graph of my weight since January",
        "make a picture of my sleep stages this month",
        "a diagram of my blood pressure, please",
        "zeichne ein Diagramm meiner Schritte im Oktober",
        "zeig mir eine Kurve von meinem Ruhepuls",
        "show my weight as a graph",
        "draw how I slept this month",
        "mal mir ein Bild von meinem Schlaf dieser Woche",
    ],
)
def chart(
    ctx: Context,
    metric: MetricName,
    since: Since = None,
    until: Until = None,
    format: Annotated[Literal["png", "svg"], Field(description="Kind of picture file.")] = "png",
) -> Result:
    """Draw a chart (plot, graph, diagram, curve) of a health metric over days."""
    Granted.of(ctx).require(DAILY, "A chart")
    days = period(ctx, since, until)
    with current_health(ctx) as health:
        figures = daily(health.connection, metric_in(health, metric), days.first, days.last)
        slept = nights(health.connection, days.first, days.last)
        picture = b""
        if len(figures.day):
            prepare(ctx.data)
            frame = Frame(days.first, days.last, listed(figures.sources))
            if figures.metric.how == "sleep":
                picture = draw_nights(slept, frame, format)
            else:
                picture = draw(figures, frame, format)
        return Chart(
            metric=figures.metric.label,
            unit=figures.unit,
            since=days.first,
            until=days.last,
            days=len(figures.day),
            sources=list(figures.sources),
            format=format,
            picture=base64.b64encode(picture).decode(),
            drawing=bars(figures, days.first, days.last),
            notes=health.notes,
        )
