"""Invitations as mail programs send them: an iCalendar object that asks for an answer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from llmos.demo.attachments.kinds import Invite
from llmos.demo.dates import Moment
from llmos.demo.people import Correspondent

_LINE_OCTETS = 74
"""RFC 5545 folds lines at 75 octets; a folded one begins with a space."""


def calendar(
    invite: Invite, moment: Moment, organizer: Correspondent, guests: tuple[Correspondent, ...]
) -> bytes:
    """The invitation as an .ics file; its times are in UTC, so that it needs no zone of its own."""
    start = moment.at(invite.day, invite.time)
    end = start.astimezone(UTC) + timedelta(minutes=invite.minutes)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//llmos//sample home//EN",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        f"UID:{_uid(invite, organizer)}",
        f"DTSTAMP:{_utc(moment.when)}",
        f"DTSTART:{_utc(start)}",
        f"DTEND:{_utc(end)}",
        f"SUMMARY:{_escaped(moment.fill(invite.title))}",
        f"LOCATION:{_escaped(invite.place)}",
        f'ORGANIZER;CN="{organizer.name}":mailto:{organizer.address}',
        *(f'ATTENDEE;CN="{guest.name}";RSVP=TRUE:mailto:{guest.address}' for guest in guests),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _uid(invite: Invite, organizer: Correspondent) -> str:
    digest = hashlib.sha256(invite.title.encode()).hexdigest()[:16]
    return f"{digest}@{organizer.address.partition('@')[2]}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for mark in "\\;,":
        text = text.replace(mark, f"\\{mark}")
    return text


def _folded(line: str) -> Iterator[str]:
    part = ""
    for character in line:
        if len((part + character).encode()) > _LINE_OCTETS:
            yield part
            part = " "
        part += character
    yield part
