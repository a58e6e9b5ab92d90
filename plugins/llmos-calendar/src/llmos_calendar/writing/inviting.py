"""Invitations as other calendar programs read them (iTIP, RFC 5546).

Only when, where and what it is goes out: notes, reminders and what other programs have added to the
event in one's own calendar stay there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from llmos_calendar.reading.entry import Person
from llmos_calendar.reading.zones import known_zone
from llmos_calendar.writing.creating import HEAD, definition_lines, new_file, person_line
from llmos_calendar.writing.document import Block, Document
from llmos_calendar.writing.draft import Draft
from llmos_calendar.writing.lines import folded, utc_value
from llmos_calendar.writing.series import Series

_TOLD = (
    *("UID", "SUMMARY", "LOCATION", "GEO", "URL", "STATUS", "SEQUENCE", "RECURRENCE-ID"),
    *("DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE"),
)
_ZONE = re.compile(r';TZID=(?:"([^"]*)"|([^;:]*))', re.IGNORECASE)
_NEWLINE = b"\r\n"
_YEARS_AHEAD = 10


@dataclass(frozen=True)
class Guests:
    """Who invites, and who is invited. Without `invited` it only tells of somebody else's event."""

    organizer: Person
    invited: tuple[Person, ...]
    stamp: datetime

    @property
    def method(self) -> str:
        """What programs do with it."""
        return "REQUEST" if self.invited else "PUBLISH"

    def lines(self) -> Iterator[str]:
        """The lines that name them."""
        yield person_line("ORGANIZER", self.organizer)
        for person in self.invited:
            yield person_line("ATTENDEE", person)


def once(draft: Draft, guests: Guests, recurrence: str, sequence: int) -> bytes:
    """An invitation to something that happens once, or once of a series: its `recurrence` line."""
    raw = new_file(replace(draft, people=(), organizer=None, stamp=guests.stamp))
    document = Document(raw)
    added = [*guests.lines(), f"SEQUENCE:{sequence}", *([recurrence] if recurrence else [])]
    foot = document.blocks[0].foot
    return _with_method(document.edited([(foot, foot, document.lines(added))]), guests)


def whole(series: Series, guests: Guests) -> bytes:
    """An invitation to all of a series, with its exceptions."""
    blocks = [series.master, *series.exceptions]
    events = [line for block in blocks for line in _event(block, guests)]
    lines = [*HEAD, *_zones(series, events, guests.stamp), *events, "END:VCALENDAR"]
    return _with_method(b"".join(folded(line, _NEWLINE) for line in lines), guests)


def _with_method(raw: bytes, guests: Guests) -> bytes:
    version = b"VERSION:2.0\r\n"
    return raw.replace(version, version + f"METHOD:{guests.method}\r\n".encode(), 1)


def _event(block: Block, guests: Guests) -> Iterator[str]:
    yield f"BEGIN:{block.name}"
    yield f"DTSTAMP:{utc_value(guests.stamp)}"
    yield from (one.text for one in block.properties if one.name in _TOLD)
    yield from guests.lines()
    yield f"END:{block.name}"


def _zones(series: Series, lines: Sequence[str], now: datetime) -> Iterator[str]:
    """The definitions of the zones that these lines name, under the names that they use."""
    found = (_ZONE.search(line.partition(":")[0] + ":") for line in lines)
    first = series.start.local.date()
    years = now.year - first.year + _YEARS_AHEAD
    for name in dict.fromkeys(match[1] or match[2] for match in found if match):
        key = known_zone(name) or series.start.zone
        if key and key != "UTC":
            definition = definition_lines(key, first, years)
            yield from (f"TZID:{name}" if one.startswith("TZID:") else one for one in definition)
