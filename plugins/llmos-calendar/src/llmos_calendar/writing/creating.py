"""New events and reminders: a new file, or new lines in one that is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Timezone

from llmos_calendar.reading.entry import Person, Stamp
from llmos_calendar.writing.document import Document
from llmos_calendar.writing.draft import Draft
from llmos_calendar.writing.lines import (
    escaped,
    length_value,
    quoted,
    time_line,
    utc_value,
)

HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//llmos//llmos-calendar//EN")
_YEARS_OF_ZONE, _YEARS_OF_SERIES = 2, 10


def new_file(draft: Draft) -> bytes:
    """A whole file with one event or reminder."""
    empty = Document("\r\n".join([*HEAD, "END:VCALENDAR", ""]).encode())
    return added(empty, draft)


def added(document: Document, draft: Draft) -> bytes:
    """The file with one more event or reminder at its end."""
    zone = _zone(draft)
    edits = [(document.foot, document.foot, document.lines(list(component(draft))))]
    if zone and zone not in document.zones:
        years = _YEARS_OF_SERIES if draft.rule else _YEARS_OF_ZONE
        definition = definition_lines(zone, _first(draft), years)
        edits.append((document.head_end(), document.head_end(), document.lines(definition)))
    return document.edited(edits)


def component(draft: Draft) -> Iterator[str]:
    """The lines of the event or reminder."""
    name = "VTODO" if draft.start is None else "VEVENT"
    stamp = utc_value(draft.stamp or datetime.now(UTC))
    yield f"BEGIN:{name}"
    yield f"UID:{draft.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"CREATED:{stamp}"
    for key, at in (("DTSTART", draft.start), ("DTEND", draft.end), ("DUE", draft.due)):
        if at:
            yield time_line(key, at)
    if draft.rule:
        yield f"RRULE:{draft.rule}"
    yield f"SUMMARY:{escaped(draft.title)}"
    for key, text in (("LOCATION", draft.place), ("DESCRIPTION", draft.text)):
        if text:
            yield f"{key}:{escaped(text)}"
    if draft.people and draft.organizer:
        yield person_line("ORGANIZER", draft.organizer)
    for person in draft.people:
        yield person_line("ATTENDEE", person)
    yield from alarm_lines(draft)
    yield f"END:{name}"


def alarm_lines(draft: Draft) -> Iterator[str]:
    """A reminder that programs show; of a task it fires when the task is due."""
    if draft.alarm is None:
        return
    related = ";RELATED=END" if draft.start is None else ""
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escaped(draft.title)}"
    yield f"TRIGGER{related}:{length_value(-draft.alarm)}"
    yield "END:VALARM"


def definition_lines(zone: str, first: date, years: int) -> list[str]:
    """The VTIMEZONE of a zone of the tz database, for programs that do not know it by name.

    It says when the clocks change from a year before the first day to so many years later.
    """
    begin, end = first - timedelta(days=366), first.replace(day=1)
    end = end.replace(year=end.year + years)
    told: str = Timezone.from_tzid(zone, first_date=begin, last_date=end).to_ical().decode()
    return told.replace("\r\n ", "").strip().split("\r\n")


def person_line(name: str, person: Person) -> str:
    """The line of an ORGANIZER or ATTENDEE, who has not answered yet."""
    called = f";CN={quoted(person.name)}" if person.name else ""
    asked = ";RSVP=TRUE;PARTSTAT=NEEDS-ACTION" if name == "ATTENDEE" else ""
    return f"{name}{called}{asked}:mailto:{person.address}"


def _zone(draft: Draft) -> str:
    at = draft.start or draft.due
    return at.zone if at and at.zone != "UTC" else ""


def _first(draft: Draft) -> date:
    at: Stamp | None = draft.start or draft.due
    assert at is not None  # only a draft with a time has a zone
    return at.local.date()
