"""Invitations as mail programs send them: an iCalendar object that asks for an answer."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from llmos.demo.attachments.kinds import Invite
from llmos.demo.dates import Moment
from llmos.demo.ics import calendar as file_of
from llmos.demo.ics import escaped
from llmos.demo.people import Correspondent


def calendar(
    invite: Invite, moment: Moment, organizer: Correspondent, guests: tuple[Correspondent, ...]
) -> bytes:
    """The invitation as an .ics file; its times are in UTC, so that it needs no zone of its own."""
    start = moment.at(invite.day, invite.time)
    end = start.astimezone(UTC) + timedelta(minutes=invite.minutes)
    lines = [
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        f"UID:{_uid(invite, organizer)}",
        f"DTSTAMP:{_utc(moment.when)}",
        f"DTSTART:{_utc(start)}",
        f"DTEND:{_utc(end)}",
        f"SUMMARY:{escaped(moment.fill(invite.title))}",
        f"LOCATION:{escaped(invite.place)}",
        f'ORGANIZER;CN="{organizer.name}":mailto:{organizer.address}',
        *(f'ATTENDEE;CN="{guest.name}";RSVP=TRUE:mailto:{guest.address}' for guest in guests),
        "END:VEVENT",
    ]
    return file_of(lines)


def _uid(invite: Invite, organizer: Correspondent) -> str:
    digest = hashlib.sha256(invite.title.encode()).hexdigest()[:16]
    return f"{digest}@{organizer.address.partition('@')[2]}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
