"""`during` and `suggest`: the pulse and the calendar together."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field

from llmos import Context, Result, Takes, tool
from llmos_health.granted import LABEL, RAW, Granted
from llmos_health.opening import Health, current_health
from llmos_health.periods import Period, period
from llmos_health.pulse.meetings import Meeting, in_training, meetings, responses
from llmos_health.results.meeting import During, MeetingLine, Suggestion, Suggestions
from llmos_health.tools.advising import break_after, calm_wording
from llmos_health.tools.needs import CALENDAR, HEALTH
from llmos_health.tools.parameters import Since, Until
from llmos_health.tools.telling import events_in_words, suggestions_in_words

_WEEK = 7
_MOST_EVENTS = 500
_CLEAR = 2.0
"""Spreads above the usual from which a rise is more than chance."""


@tool(
    needs=[HEALTH, CALENDAR],
    effect="read",
    examples=[
        "which meeting stressed me most last week?",
        "what was my heart rate during the quarterly review?",
        "how did my pulse go in the call with Ines?",
        "after which appointment did my heart rate stay high?",
        "which events of this month raised my pulse?",
        "was I calm during the presentation on Tuesday?",
        "welches Meeting hat mich letzte Woche am meisten gestresst?",
        "wie war mein Puls während der Besprechung gestern?",
        "did my heart beat faster in the interview?",
        "was I nervous in the talk with Karen?",
        "how stressful was the workshop on Thursday?",
        "in welchem Termin war ich am ruhigsten?",
    ],
    yields={
        "event": "events[].id",
        "title": "events[].title",
        "person": "events[].people",
        "day": "events[].start",
        "moment": "events[].start",
    },
)
def during(
    ctx: Context,
    text: Annotated[
        str | None, Takes("title"), Field(description="Words of the event's title.")
    ] = None,
    person: Annotated[
        str | None, Takes("person"), Field(description="Who takes part in the event.")
    ] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, Field(ge=1, le=200, description="How many to list.")] = 10,
) -> Result:
    """Tell the heart rate during and after calendar events: which meeting stressed me most.

    The pulse in meetings, calls and talks (Termin, Gespräch, Anruf; réunion, appel), compared with
    the same hours of other days. Without days, the last seven.
    """
    granted = Granted.of(ctx)
    _require_hours(granted, "The pulse during events")
    found = _events(ctx, _days(ctx, granted, since, until), text, person)
    if granted.resolution == LABEL:
        return events_in_words(ctx, found, limit)
    with current_health(ctx) as health:
        calm = _without_training(health, found)
        lines, unmeasured = _lines(ctx, health, calm)
        ranked = sorted(lines, key=lambda one: -one.rise)
        trained = [one.title for one in found if one not in calm]
        return During(
            events=ranked[:limit], unmeasured=unmeasured, trained=trained, notes=health.notes
        )


@tool(
    needs=[HEALTH, CALENDAR],
    effect="read",
    examples=[
        "do I need a break after my meetings today?",
        "what would do me good after this meeting?",
        "suggest something after the stressful calls of today",
        "should I slow down today?",
        "was yesterday too demanding, and what could I change?",
        "was würde mir nach dem Termin heute gut tun?",
        "brauche ich heute eine Pause?",
        "my meetings wore me out today, what do you suggest?",
        "should I rest before I answer that mail?",
        "was rätst du mir nach diesem anstrengenden Tag?",
    ],
)
def suggest(ctx: Context, since: Since = None, until: Until = None) -> Result:
    """Suggest a break or a calmer wording after demanding events, with the pulse as evidence.

    Without days, yesterday and today. It only suggests; nothing is planned or written.
    """
    granted = Granted.of(ctx)
    _require_hours(granted, "A suggestion after events")
    days = _days(ctx, granted, since or ctx.now.date() - timedelta(days=1), until)
    found = _events(ctx, days, None, None)
    if granted.resolution == LABEL:
        return suggestions_in_words(ctx, found)
    with current_health(ctx) as health:
        lines, _ = _lines(ctx, health, _without_training(health, found))
        demanding = [
            one
            for one in lines
            if one.rise >= ctx.settings.demanding_bpm and one.distance >= _CLEAR
        ]
        made = [each for one in reversed(demanding) for each in _suggestions(one, found)]
        return Suggestions(suggestions=made, notes=health.notes)


def _require_hours(granted: Granted, what: str) -> None:
    """Refuse what daily figures cannot answer; words are kept for half hours too."""
    if granted.resolution != LABEL:
        granted.require(RAW, what)


def _days(ctx: Context, granted: Granted, since: Any, until: Any) -> Period:
    asked = period(ctx, since, until)
    first = asked.first if since else asked.last - timedelta(days=_WEEK - 1)
    return Period(*granted.clamp(first, asked.last))


def _events(ctx: Context, days: Period, text: str | None, person: str | None) -> list[Meeting]:
    wanted: dict[str, Any] = {"text": text, "person": person}
    value = ctx.call(
        "calendar.events",
        since=days.first.isoformat(),
        until=days.last.isoformat(),
        limit=_MOST_EVENTS,
        **{name: said for name, said in wanted.items() if said is not None},
    )
    return [one for one in meetings(value) if one.start <= ctx.now]


def _without_training(health: Health, found: list[Meeting]) -> list[Meeting]:
    moving = in_training(health.connection, found)
    return [one for one, is_moving in zip(found, moving, strict=True) if not is_moving]


def _lines(
    ctx: Context, health: Health, found: list[Meeting]
) -> tuple[list[MeetingLine], list[str]]:
    days = ctx.settings.baseline_days
    answered = list(zip(found, responses(health.connection, found, ctx.now, days), strict=True))
    lines = [MeetingLine.of(one, response) for one, response in answered if response]
    return lines, [one.title for one, response in answered if response is None]


def _suggestions(line: MeetingLine, found: list[Meeting]) -> list[Suggestion]:
    rest, minutes = break_after(line.title, line.end, found)
    made = [
        Suggestion(
            kind="break",
            text=rest,
            start=line.end,
            end=line.end + minutes,
            people=[],
            evidence=line,
        )
    ]
    if line.people:
        made.append(
            Suggestion(
                kind="calm_wording",
                text=calm_wording(line.people),
                start=None,
                end=None,
                people=line.people,
                evidence=line,
            )
        )
    return made
