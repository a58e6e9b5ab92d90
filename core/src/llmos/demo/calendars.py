"""The person's calendars: three folders in the layout of vdirsyncer, and the school's one file."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from importlib import resources
from pathlib import Path

import msgspec

from llmos.demo.dates import WEEKDAYS, Days, move
from llmos.demo.ics import calendar, escaped
from llmos.demo.people import Correspondent
from llmos.errors import LlmosError

_STEP = re.compile(r"([+-]\d+) (all|working|" + "|".join(map(str.lower, WEEKDAYS["en"])) + ")")


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One event: at a time for so many minutes, or for whole days.

    `when` is steps from today; `skips` are numbers of occurrences that do not happen; `busy` days
    are days on which she can do nothing else; `remind` is minutes before it.
    """

    title: str
    when: str
    time: time | None = None
    minutes: int = 60
    days: int = 1
    rule: str = ""
    place: str = ""
    text: str = ""
    people: tuple[str, ...] = ()
    skips: tuple[int, ...] = ()
    busy: bool = False
    remind: int | None = None


class Task(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something to do until a time."""

    title: str
    when: str
    time: time


class Calendar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A calendar: a folder with one entry a file, or a file by itself if it names no folder."""

    name: str
    folder: str
    colour: str
    events: tuple[Event, ...] = ()
    tasks: tuple[Task, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    calendars: tuple[Calendar, ...]


def write_calendars(
    folder: Path, now: datetime, zone: str, people: tuple[Correspondent, ...]
) -> None:
    """Write all of them, as they are at `now`; the same `now` gives the same files."""
    text = (resources.files("llmos.demo") / "life" / "calendars.toml").read_text("utf-8")
    file = msgspec.convert(tomllib.loads(text), _File)
    known = {one.id: one for one in people}
    for one in file.calendars:
        _write(folder, one, _Writing(now, zone, known))


def _write(folder: Path, one: Calendar, writing: _Writing) -> None:
    entries = [writing.event(event) for event in one.events]
    entries += [writing.task(task) for task in one.tasks]
    if not one.folder:
        folder.mkdir(parents=True, exist_ok=True)
        parts = [line for _, lines in entries for line in lines]
        head = [f"X-WR-CALNAME:{escaped(one.name)}"]
        (folder / "school.ics").write_bytes(calendar([*head, *parts]))
        return
    place = folder / one.folder
    place.mkdir(parents=True)
    (place / "displayname").write_text(one.name, "utf-8")
    (place / "color").write_text(one.colour, "utf-8")
    for uid, lines in entries:
        (place / f"{uid.partition('@')[0]}.ics").write_bytes(calendar(lines))


class _Writing(msgspec.Struct, frozen=True):
    """What turns entries into lines: the present, its zone, and everybody in the sample life."""

    now: datetime
    zone: str
    people: dict[str, Correspondent]

    def event(self, event: Event) -> tuple[str, list[str]]:
        """The UID and the lines of an event."""
        day = self._day(event.when)
        uid = self._uid(event.title)
        return uid, [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            f"DTSTAMP:{self.now:%Y%m%d}T060000Z",
            *(self._timed(event, day) if event.time else self._whole(event, day)),
            *([f"RRULE:{event.rule}"] if event.rule else []),
            f"SUMMARY:{escaped(event.title)}",
            *self._about(event),
            *_alarm(event.title, event.remind),
            "END:VEVENT",
        ]

    def task(self, task: Task) -> tuple[str, list[str]]:
        """The UID and the lines of a task."""
        due = datetime.combine(self._day(task.when), task.time)
        uid = self._uid(task.title)
        return uid, [
            "BEGIN:VTODO",
            f"UID:{uid}",
            f"DTSTAMP:{self.now:%Y%m%d}T060000Z",
            f"DUE;TZID={self.zone}:{due:%Y%m%dT%H%M%S}",
            f"SUMMARY:{escaped(task.title)}",
            "END:VTODO",
        ]

    def _about(self, event: Event) -> Iterator[str]:
        for name, text in (("LOCATION", event.place), ("DESCRIPTION", event.text)):
            if text:
                yield f"{name}:{escaped(text)}"
        for id in event.people:
            one = self.people[id]
            yield f'ATTENDEE;CN="{one.name}";PARTSTAT=ACCEPTED:mailto:{one.address}'

    def _timed(self, event: Event, day: date) -> Iterator[str]:
        assert event.time is not None  # asked before
        start = datetime.combine(day, event.time)
        end = start + timedelta(minutes=event.minutes)
        yield f"DTSTART;TZID={self.zone}:{start:%Y%m%dT%H%M%S}"
        yield f"DTEND;TZID={self.zone}:{end:%Y%m%dT%H%M%S}"
        for number in event.skips:
            yield f"EXDATE;TZID={self.zone}:{start + timedelta(weeks=number):%Y%m%dT%H%M%S}"

    def _whole(self, event: Event, day: date) -> Iterator[str]:
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=event.days):%Y%m%d}"
        yield f"TRANSP:{'OPAQUE' if event.busy else 'TRANSPARENT'}"

    def _day(self, when: str) -> date:
        day = self.now.date()
        for step in when.split(", "):
            match = _STEP.fullmatch(step)
            if match is None:
                raise LlmosError(f"The sample life has the step {step!r}, which leads nowhere.")
            counted: Days = match[2]  # type: ignore[assignment]  # the pattern allows no other
            day = move(day, int(match[1]), counted)
        return day

    def _uid(self, title: str) -> str:
        return f"{hashlib.sha256(title.encode()).hexdigest()[:16]}@nordlicht.example.com"


def _alarm(title: str, minutes: int | None) -> list[str]:
    if minutes is None:
        return []
    told = ["ACTION:DISPLAY", f"DESCRIPTION:{escaped(title)}", f"TRIGGER:-PT{minutes}M"]
    return ["BEGIN:VALARM", *told, "END:VALARM"]
