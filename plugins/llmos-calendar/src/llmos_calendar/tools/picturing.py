"""The agenda: a day or a week as a picture."""

from __future__ import annotations

import base64
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from llmos import Context, tool
from llmos_calendar.agenda.board import board
from llmos_calendar.agenda.layout import Plan, plan
from llmos_calendar.agenda.png import png
from llmos_calendar.agenda.svg import svg
from llmos_calendar.agenda.terminal import drawn
from llmos_calendar.index.wanted import Wanted
from llmos_calendar.moments import window
from llmos_calendar.opening import current
from llmos_calendar.results.agenda import AgendaResult
from llmos_calendar.results.events import EventLine
from llmos_calendar.tools.looking import called
from llmos_calendar.tools.needs import READ, CalendarName


@tool(
    needs=[READ],
    effect="read",
    examples=[
        "draw my week",
        "show me my agenda for today",
        "a picture of next week's calendar",
        "what does my Thursday look like?",
        "show this week as an SVG",
        "the week of 7 May as a picture",
        "paint me tomorrow hour by hour",
        "how does my week look?",
        "zeichne mir die nächste Woche",
        "wie sieht mein Tag aus?",
        "zeig mir den Montag als Bild",
        "dessine ma semaine",
    ],
)
def agenda(
    ctx: Context,
    day: Annotated[date | None, Field(description="The day, or a day of the week.")] = None,
    span: Annotated[
        Literal["day", "week"], Field(description="One day, or the week (Woche) around it.")
    ] = "day",
    calendar: CalendarName = None,
    picture: Annotated[
        Literal["svg", "png"], Field(description="The kind of picture file.")
    ] = "svg",
) -> AgendaResult:
    """Draw a day or a week of the calendar as a picture, hour by hour."""
    first, days = _days(day or ctx.now.date(), span)
    shown = window(ctx, first, first + timedelta(days=days - 1))
    with current(ctx) as calendars:
        wanted = Wanted(shown, calendars=called(calendars, calendar))
        found = calendars.happenings(wanted)
        notes = calendars.notes
    laid = plan(found, first, days, ctx.now)
    return AgendaResult(
        first=first,
        days=days,
        events=[EventLine.of(one) for one in found],
        drawing=drawn(laid),
        format=picture,
        picture=base64.b64encode(_file(laid, picture)).decode(),
        notes=notes,
    )


def _days(day: date, span: str) -> tuple[date, int]:
    return (day, 1) if span == "day" else (day - timedelta(days=day.weekday()), 7)


def _file(laid: Plan, kind: Literal["svg", "png"]) -> bytes:
    return svg(board(laid)) if kind == "svg" else png(board(laid))
