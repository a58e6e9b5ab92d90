"""Entries and occurrences as rows of the index, and back."""

from __future__ import annotations

import json
import unicodedata
from hashlib import blake2b

from llmos_calendar.reading.entry import Alarm, Entry, Person, Stamp
from llmos_calendar.recurring.expansion import Occurrence, key_of
from llmos_calendar.recurring.spans import Clock, count

LONG_SECONDS = 14 * 86_400
"""From this length on, an occurrence is looked for apart."""

_ID_BYTES = 6


def event_id(source: str, calendar: str, uid: str) -> str:
    """The id of an event that people see and type: the same as long as it stays in its calendar."""
    told = f"{source}\0{calendar}\0{uid}".encode()
    return blake2b(told, digest_size=_ID_BYTES).hexdigest()


def entry_row(entry: Entry, event: str) -> tuple[object, ...]:
    """The columns of `entries` from `event` on."""
    people = _people(entry)
    return (
        event,
        entry.uid,
        _key(entry.recurrence),
        entry.kind,
        entry.title,
        entry.place,
        entry.text,
        json.dumps(people, ensure_ascii=False) if people else "",
        _declined(people),
        entry.status,
        _told(entry.is_busy),
        entry.repeats or entry.recurrence is not None,
        entry.start.zone if entry.start else "",
        _key(entry.completed),
        _alarms(entry.alarms) if entry.alarms else "",
        folded(
            " ".join([entry.title, entry.place, entry.text, *(f"{p[0]} {p[1]}" for p in people)])
        ),
    )


def occurrence_row(occurrence: Occurrence) -> tuple[object, ...]:
    """The columns of `occurrences` after `entry`."""
    at = occurrence.span
    is_long = at.end - at.start >= LONG_SECONDS
    return occurrence.key, at.clock, is_long, at.start, at.end, _blocks(occurrence)


def folded(text: str) -> str:
    """A text as it is compared: small letters, without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))


def people_of(column: str) -> list[Person]:
    """The people of an entry, the organizer first."""
    return [Person(*one) for one in json.loads(column)] if column else []


def _declined(people: list[tuple[str, str, str]]) -> str:
    absent = [address for _, address, answer in people if answer == "declined"]
    return f" {' '.join(absent)} " if absent else ""


def _told(busy: bool | None) -> str:
    return "" if busy is None else "busy" if busy else "free"


def _blocks(occurrence: Occurrence) -> bool:
    """Whether one is busy meanwhile. What lasts all day (a birthday) only if it says so."""
    entry = occurrence.entry
    if entry.kind != "event" or entry.status == "cancelled":
        return False
    return entry.is_busy if entry.is_busy is not None else occurrence.span.clock != Clock.DAY


def _people(entry: Entry) -> list[tuple[str, str, str]]:
    known = [entry.organizer] if entry.organizer else []
    addresses = {one.address for one in entry.people}
    first = [one for one in known if one.address not in addresses]
    return [(one.name, one.address, one.answer) for one in [*first, *entry.people]]


def _alarms(alarms: tuple[Alarm, ...]) -> str:
    """Each alarm as seconds after the start or end, or as a moment."""
    told: list[list[object]] = []
    for alarm in alarms:
        if alarm.after is not None:
            told.append(["end" if alarm.of_end else "start", round(alarm.after.total_seconds())])
        elif alarm.at is not None:
            told.append(["moment", count(alarm.at.local, alarm.at.zone)])
    return json.dumps(told)


def _key(stamp: Stamp | None) -> str:
    return key_of(stamp.local, is_day=stamp.is_day) if stamp else ""
