"""Reminders: tasks with a time, and a sign when it has come."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import Field

from llmos import Context, Destination, Takes, ToolError, tool
from llmos_calendar.changing.performing import perform, preview
from llmos_calendar.changing.plan import Plan
from llmos_calendar.changing.planning import completion, creation, delay, new_uid
from llmos_calendar.changing.target import find, located
from llmos_calendar.changing.wishes import HOW_OFTEN, Repeat, rule_of, stamp_of
from llmos_calendar.index.alike import alternatives, holds
from llmos_calendar.index.happening import Happening
from llmos_calendar.index.rows import folded
from llmos_calendar.moments import When, beginning, ending, is_day, window
from llmos_calendar.opening import Calendars, current
from llmos_calendar.results.changes import Changed, ChangePreview
from llmos_calendar.results.reminders import ReminderLine, RemindersResult
from llmos_calendar.results.wording import spoken
from llmos_calendar.searching import meant
from llmos_calendar.tools.needs import READ, WRITE, After, Before, CalendarName, Until
from llmos_calendar.writing.draft import Draft

What = Annotated[
    str, Takes("words"), Field(min_length=1, max_length=500, description="What to be reminded of.")
]
At = Annotated[
    When, Takes("moment"), Field(description="When: a moment, or a day for its morning.")
]
Day = Annotated[date | None, Takes("day"), Field(description="The day that the event is on.")]
HowLong = Annotated[
    int | None,
    Field(ge=0, le=40_320, description="So many minutes before the event, or after it."),
]
Repeats = Annotated[Repeat | None, Field(description=HOW_OFTEN)]
Reminder = Annotated[
    str,
    Destination("event"),
    Takes("reminder"),
    Field(description="The reminder's id, or words of it."),
]


_LEAD = 15
"""Minutes before an event, where nobody says how many."""


@tool(
    needs=[READ, WRITE],
    effect="write",
    examples=[
        "remind me to call the landlord tomorrow at nine",
        "remind me in two hours to take the cake out",
        "remind me an hour before the training to pack my shoes",
        "remind me ten minutes before the call",
        "ping me in ten minutes to open the window",
        "nudge me about the parcel on Tuesday",
        "remind me about the tax on the first of May at ten",
        "set a reminder for Friday 17:00: send the slides",
        "don't let me forget the album on Thursday evening",
        "remind me every Monday at 8 to water the plants",
        "every morning at seven remind me of the pills",
        "set a notification that the rent is due on the third",
        "notify me on 6 March that the club meets",
        "alert me about the delivery at noon",
        "erinnere mich morgen um 9 an die Unterschrift",
        "erinnere mich in zwei Stunden daran, Lena abzuholen",
        "erinnere mich eine halbe Stunde vor dem Konzert",
        "rappelle-moi de payer le loyer vendredi à 9 h",
        "rappelle-moi d'appeler le garage demain matin",
    ],
    yields={"reminder": "id"},
)
def remind(
    ctx: Context,
    what: What,
    at: At | None = None,
    before: Before = None,
    after: After = None,
    minutes: HowLong = None,
    day: Day = None,
    repeat: Repeats = None,
    calendar: CalendarName = None,
) -> Changed:
    """Set a reminder that fires at a time, or so long before or after an event."""
    with current(ctx, fetch=False) as calendars:
        at = at or _at(ctx, calendars, before, after, minutes, day)
        return perform(ctx, _reminder(ctx, calendars, what, at, repeat, calendar))


@remind.preview
def preview_remind(
    ctx: Context,
    what: What,
    at: At | None = None,
    before: Before = None,
    after: After = None,
    minutes: HowLong = None,
    day: Day = None,
    repeat: Repeats = None,
    calendar: CalendarName = None,
) -> ChangePreview:
    """Show the new reminder."""
    with current(ctx) as calendars:
        at = at or _at(ctx, calendars, before, after, minutes, day)
        return preview(_reminder(ctx, calendars, what, at, repeat, calendar))


@tool(
    needs=[READ],
    effect="read",
    examples=[
        "what are my reminders?",
        "which reminders are overdue?",
        "what do I have to do until Friday?",
        "show my tasks",
        "is there a reminder about the lease?",
        "what do I have to get done by Monday?",
        "what is due by Sunday evening?",
        "what is due today?",
        "what is left to do this month?",
        "what do I still have to do?",
        "list my to-dos for today",
        "was ist bis Montag zu tun?",
        "list all tasks, finished ones as well",
        "welche Erinnerungen habe ich?",
        "was muss ich diese Woche noch erledigen?",
        "was ist morgen fällig?",
        "welche Aufgaben sind überfällig?",
        "quels sont mes rappels ?",
        "qu'est-ce que je dois faire avant lundi ?",
    ],
    yields={"reminder": "reminders[].id", "title": "reminders[].title"},
)
def reminders(
    ctx: Context,
    text: Annotated[str | None, Field(description="Words of it.")] = None,
    until: Until = None,
    overdue: Annotated[bool, Field(description="Only what is late (überfällig).")] = False,
    done: Annotated[bool, Field(description="Also what is done.")] = False,
    limit: Annotated[int, Field(ge=1, le=500, description="How many to list.")] = 50,
) -> RemindersResult:
    """List my reminders and tasks, the one that is due first at the top."""
    with current(ctx) as calendars:
        every = [ReminderLine.of(one, ctx.now) for one in _open_ones(calendars)]
        notes = calendars.notes
    last = ending(ctx, until) if until is not None else None
    found = [
        line
        for line in every
        if (done or not line.is_done)
        and (line.is_overdue or not overdue)
        and (last is None or (line.due is not None and line.due < last))
        and holds(folded(line.title), alternatives(text or ""))
    ]
    found.sort(key=lambda line: (line.due is None, line.due or ctx.now, line.title))
    return RemindersResult(reminders=found[:limit], total=len(found), notes=notes)


@tool(
    needs=[READ, WRITE],
    effect="write",
    examples=[
        "I have called the landlord, tick it off",
        "mark the reminder about the slides as done",
        "the album is done",
        "I've paid the rent",
        "I have brought the parcel away",
        "I sent the letter",
        "die Rechnung ist bezahlt, abhaken",
        "complete the task 3f9a0c41d2b7",
        "die Unterschrift ist erledigt",
        "ich habe die Miete überwiesen, hak es ab",
        "hake die Erinnerung an den Anruf ab",
        "c'est fait pour le loyer",
        "marque le rappel du garage comme fait",
    ],
)
def done(ctx: Context, reminder: Reminder) -> Changed:
    """Mark a reminder or task as done."""
    with current(ctx, fetch=False) as calendars:
        return perform(ctx, _completion(ctx, calendars, reminder))


@done.preview
def preview_done(ctx: Context, reminder: Reminder) -> ChangePreview:
    """Show the reminder as done."""
    with current(ctx) as calendars:
        return preview(_completion(ctx, calendars, reminder))


@tool(
    needs=[READ, WRITE],
    effect="write",
    examples=[
        "snooze the reminder about the landlord until tomorrow at nine",
        "remind me of the slides again in an hour",
        "put off the album until Saturday morning",
        "put the reminder about the rent off by a day",
        "push the rent reminder to Monday",
        "snooze that for ten minutes",
        "erinnere mich an die Unterschrift erst morgen wieder",
        "verschiebe die Erinnerung an den Anruf auf 15 Uhr",
        "rappelle-moi le loyer plus tard, demain à 10 h",
    ],
)
def snooze(ctx: Context, reminder: Reminder, until: At) -> Changed:
    """Put a reminder, or the sign of an event, off: it comes again at another time."""
    with current(ctx, fetch=False) as calendars:
        return perform(ctx, _delay(ctx, calendars, reminder, until))


@snooze.preview
def preview_snooze(ctx: Context, reminder: Reminder, until: At) -> ChangePreview:
    """Show the reminder at its new time."""
    with current(ctx) as calendars:
        return preview(_delay(ctx, calendars, reminder, until))


def _at(
    ctx: Context,
    calendars: Calendars,
    before: str | None,
    after: str | None,
    minutes: int | None,
    day: date | None,
) -> datetime:
    """So long before an event begins, or after it ends; a little before where it is not said."""
    words = before or after
    if not words:
        raise ToolError("When shall it remind you?", hint="Say a time, or before which event.")
    one = meant(ctx, calendars, words, window(ctx, day, day) if day else None)
    if before:
        lead = _LEAD if minutes is None else minutes
        at = one.start - timedelta(minutes=lead)
        return _morning(ctx, at.date()) if one.all_day else at
    return one.end + timedelta(minutes=minutes or 0)


def _morning(ctx: Context, day: date) -> datetime:
    """When somebody is to hear of something on a day of which no hour is said."""
    return datetime.combine(day, ctx.settings.work_begins, ctx.now.tzinfo)


def _reminder(
    ctx: Context,
    calendars: Calendars,
    what: str,
    at: When,
    repeat: Repeat | None,
    calendar: str | None,
) -> Plan:
    due = _morning(ctx, at) if is_day(at) else beginning(ctx, at)
    stamp = stamp_of(due)
    draft = Draft(
        uid=new_uid(ctx, what, at),
        title=what.strip(),
        due=stamp,
        rule=rule_of(repeat, None, stamp),
        alarm=timedelta(),
        stamp=ctx.now,
    )
    told = f"A new reminder, “{draft.title}”, {spoken(due, due, all_day=False)}"
    return creation(ctx, calendars, calendar, draft, told + f", {repeat}" * bool(repeat))


def _completion(ctx: Context, calendars: Calendars, named: str) -> Plan:
    one = find(ctx, calendars, named, None, "todo")
    return completion(located(ctx, calendars, one), ctx)


def _delay(ctx: Context, calendars: Calendars, named: str, until: When) -> Plan:
    one = find(ctx, calendars, named, None, "todo", "event")
    goes = _morning(ctx, until) if is_day(until) else beginning(ctx, until)
    return delay(located(ctx, calendars, one), goes, ctx)


def _open_ones(calendars: Calendars) -> list[Happening]:
    """Every task; of one that repeats only the first time that is left."""
    first: dict[str, Happening] = {}
    for one in sorted(calendars.agenda.tasks(), key=lambda one: one.start):
        first.setdefault(one.event if one.repeats else one.id, one)
    return list(first.values())
