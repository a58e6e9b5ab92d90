"""Lines of one VEVENT or VTODO to an `Entry`. A property that makes no sense is a problem."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from llmos_calendar.reading import values
from llmos_calendar.reading.entry import Alarm, Entry, Kind, Period, Person, Stamp
from llmos_calendar.reading.limits import DATES, PEOPLE, TEXT_CHARS, TITLE_CHARS
from llmos_calendar.reading.lines import Line
from llmos_calendar.reading.rules import BadRule, parse
from llmos_calendar.reading.stamps import FileZones, Unreadable, periods, stamp, stamps

_KINDS: dict[str, Kind] = {"VEVENT": "event", "VTODO": "todo"}
_TEXTS = {"SUMMARY": "title", "LOCATION": "place", "DESCRIPTION": "text"}
_TIMES = {
    "DTSTART": "start",
    "DTEND": "end",
    "DUE": "due",
    "COMPLETED": "completed",
    "RECURRENCE-ID": "recurrence",
}
_WHOLE = {"SEQUENCE": "sequence", "PRIORITY": "priority"}
_MOST = {"title": TITLE_CHARS, "place": TITLE_CHARS, "text": TEXT_CHARS}


@dataclass
class Component:
    """What is collected between BEGIN and END."""

    name: str
    lines: list[Line] = field(default_factory=list)
    alarms: list[list[Line]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def entry(component: Component, zones: FileZones) -> Entry:
    """The event or task that the component tells; never raises."""
    building = _Building(zones, list(component.problems))
    for line in component.lines:
        building.take(line)
    for alarm in component.alarms:
        building.take_alarm(alarm)
    return building.finished(_KINDS[component.name])


class _Building:
    def __init__(self, zones: FileZones, problems: list[str]) -> None:
        self._zones = zones
        self._problems = problems
        self._fields: dict[str, Any] = {}
        self._people: list[Person] = []
        self._rules: list[str] = []
        self._dates: list[Stamp] = []
        self._periods: list[Period] = []
        self._exceptions: list[Stamp] = []
        self._excluding: list[str] = []
        self._alarms: list[Alarm] = []

    def take(self, line: Line) -> None:
        take = _TAKE.get(line.name)
        if take is None:
            return
        try:
            take(self, line)
        except (Unreadable, BadRule) as error:
            self._problems.append(str(error))

    def take_alarm(self, lines: Sequence[Line]) -> None:
        trigger = next((line for line in lines if line.name == "TRIGGER"), None)
        if trigger is None:
            return
        of_end = trigger.parameter("RELATED").upper() == "END"
        if found := values.length(trigger.value):
            self._alarms.append(Alarm(found[0], of_end))
            return
        try:
            self._alarms.append(Alarm(at=stamp(trigger, self._zones)))
        except Unreadable as error:
            self._problems.append(str(error))

    def finished(self, kind: Kind) -> Entry:
        fields = self._fields
        if not fields.get("uid"):
            self._problems.append("It has no UID.")
        if kind == "event" and "start" not in fields:
            self._problems.append("Nothing says when it is.")
        return Entry(
            kind=kind,
            people=tuple(self._people[:PEOPLE]),
            rules=tuple(self._rules),
            dates=tuple(self._dates[:DATES]),
            periods=tuple(self._periods[:DATES]),
            exceptions=tuple(self._exceptions[:DATES]),
            excluding=tuple(self._excluding),
            alarms=tuple(self._alarms),
            problems=tuple(dict.fromkeys(self._problems)),
            **{"uid": "", **fields},
        )

    def _once(self, name: str, value: Any) -> None:
        # Of a property that is there twice, the first one counts, as it does for most programs.
        self._fields.setdefault(name, value)

    def _uid(self, line: Line) -> None:
        self._once("uid", values.unescaped(line.value).strip())

    def _text(self, line: Line) -> None:
        name = _TEXTS[line.name]
        self._once(name, values.unescaped(_decoded(line))[: _MOST[name]].strip())

    def _time(self, line: Line) -> None:
        found = stamp(line, self._zones)
        self._once(_TIMES[line.name], found)
        if line.name == "RECURRENCE-ID" and line.parameter("RANGE").upper() == "THISANDFUTURE":
            self._once("following", True)

    def _length(self, line: Line) -> None:
        found = values.length(line.value)
        if found is None or found[0] < timedelta():
            raise Unreadable(f"Its DURATION is {line.value[:40]!r}, which is no length.")
        self._once("length", found[0])
        self._once("exact", found[1])

    def _status(self, line: Line) -> None:
        self._once("status", line.value.strip().lower())

    def _busy(self, line: Line) -> None:
        told = {"TRANSPARENT": False, "OPAQUE": True}.get(line.value.strip().upper())
        self._once("is_busy", told)

    def _number(self, line: Line) -> None:
        text = line.value.strip()
        if text.isascii() and text.isdigit() and len(text) < 10:
            self._once(_WHOLE[line.name], int(text))

    def _organizer(self, line: Line) -> None:
        self._once("organizer", _person(line))

    def _guest(self, line: Line) -> None:
        self._people.append(_person(line))

    def _rule(self, line: Line) -> None:
        parse(line.value)
        self._rules.append(line.value.strip())

    def _excluded(self, line: Line) -> None:
        parse(line.value)
        self._excluding.append(line.value.strip())

    def _added(self, line: Line) -> None:
        if line.parameter("VALUE").upper() == "PERIOD":
            self._periods.extend(periods(line, self._zones))
        else:
            self._dates.extend(stamps(line, self._zones))

    def _excepted(self, line: Line) -> None:
        self._exceptions.extend(stamps(line, self._zones))


_TAKE: dict[str, Callable[[_Building, Line], None]] = {
    "UID": _Building._uid,
    **dict.fromkeys(_TEXTS, _Building._text),
    **dict.fromkeys(_TIMES, _Building._time),
    **dict.fromkeys(_WHOLE, _Building._number),
    "DURATION": _Building._length,
    "STATUS": _Building._status,
    "TRANSP": _Building._busy,
    "ORGANIZER": _Building._organizer,
    "ATTENDEE": _Building._guest,
    "RRULE": _Building._rule,
    "EXRULE": _Building._excluded,
    "RDATE": _Building._added,
    "EXDATE": _Building._excepted,
}

WANTED = frozenset(_TAKE)
"""The properties that are read; all others are left alone."""


def _person(line: Line) -> Person:
    value = line.value.strip()
    address = value[7:] if value[:7].lower() == "mailto:" else value
    email = line.parameter("EMAIL")
    answer = line.parameter("PARTSTAT").lower()
    return Person(
        name=line.parameter("CN")[:TITLE_CHARS],
        address=(email if "@" not in address and email else address).lower()[:TITLE_CHARS],
        answer=answer if answer in ("accepted", "declined", "tentative") else "",
    )


def _decoded(line: Line) -> str:
    """The value, also where an old program wrote it as quoted-printable."""
    if not line.head or "QUOTED-PRINTABLE" not in line.head.upper():
        return line.value
    import quopri  # only vCalendar 1.0 pays for it

    return quopri.decodestring(line.value.encode("utf-8")).decode("utf-8", "replace")
