"""Calendars, indexes and hosts for the tests of llmos-calendar, made by the test that uses them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from llmos_calendar.index.catchup import CatchUp, Changes
from llmos_calendar.index.happening import Happening
from llmos_calendar.index.query import Agenda
from llmos_calendar.index.schema import open_index
from llmos_calendar.index.wanted import Visible, Wanted, Window

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=BERLIN)
FIXTURES = Path(__file__).parents[4] / "shared" / "fixtures" / "calendar"

Write = Callable[..., bytes]


@pytest.fixture
def event() -> Write:
    """Write a calendar file with one event: its lines after UID, more whole components behind."""

    def write(
        *lines: str, uid: str = "one@example.org", name: str = "VEVENT", more: str = ""
    ) -> bytes:
        inside = "\r\n".join([f"BEGIN:{name}", f"UID:{uid}", *lines, f"END:{name}"])
        told = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//EN", inside]
        return "\r\n".join([*told, *([more.strip()] if more else []), "END:VCALENDAR", ""]).encode()

    return write


class Folder:
    """A folder of calendar files."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True)

    def put(self, name: str, raw: bytes) -> Path:
        """Write a file, as programs do: beside its place and then there at once."""
        fresh = self.path / f".{name}.new"
        fresh.write_bytes(raw)
        return fresh.replace(self.path / name)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An empty calendar in the layout of vdirsyncer."""
    return Folder(tmp_path / "home")


class Index:
    """An index on disk, and what a test wants to know of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def update(self, *paths: Path, thorough: bool = True, now: datetime = NOW) -> Changes:
        """Bring it up to date."""
        catch_up = CatchUp(self.connection, now, lambda *_: None, thorough)
        return catch_up.run([("ics", path) for path in paths])

    def find(
        self,
        since: str = "2026-01-01",
        until: str = "2028-01-01",
        *,
        zone: ZoneInfo = BERLIN,
        visible: Visible | None = None,
        **wanted: Any,
    ) -> list[Happening]:
        """What happens between two days or times in a zone."""
        window = Window(
            *(datetime.fromisoformat(one).replace(tzinfo=zone) for one in (since, until))
        )
        agenda = Agenda(self.connection, zone, visible or Visible())
        return agenda.happenings(Wanted(window, **wanted))

    def starts(self, *window: str, **wanted: Any) -> list[str]:
        """When what is found begins, as the zone's walls show it."""
        return [f"{one.start:%Y-%m-%d %H:%M}" for one in self.find(*window, **wanted)]

    def problems(self) -> list[str]:
        """What could not be read."""
        return [why for (why,) in self.connection.execute("SELECT why FROM problems")]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """An empty index."""
    with closing(open_index(tmp_path / "calendar.db")) as connection:
        yield Index(connection)


class Calendar:
    """A host in a Berlin of November 2026, with one calendar and everything granted."""

    def __init__(self, host: Any, folder: Folder) -> None:
        self.host = host
        self.folder = folder

    def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """The value of a tool's answer."""
        value: dict[str, Any] = self.host.call(f"calendar.{tool}", **arguments).value
        return value

    def titles(self, since: str, until: str | None = None, **wanted: Any) -> list[str]:
        """What is in the calendar then, each with its beginning."""
        found = self.call("events", since=since, until=until or since, **wanted)["events"]
        return [f"{one['start'][:16]} {one['title']}" for one in found]

    def files(self) -> dict[str, bytes]:
        """Everything in the folder, byte for byte."""
        return {path.name: path.read_bytes() for path in sorted(self.folder.path.iterdir())}


@pytest.fixture
def in_berlin(llmos_host: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user in Berlin, whose clock stands on 24 November 2026, 9:30."""
    monkeypatch.setenv("LLMOS_NOW", "2026-11-24T09:30:00+01:00")
    llmos_host.zone("Europe/Berlin")


@pytest.fixture
def calendar(llmos_host: Any, folder: Folder, event: Write, in_berlin: None) -> Calendar:
    """A calendar with a review, a weekly stand-up and a birthday."""
    folder.put("review.ics", event(*REVIEW, uid="review@example.org"))
    folder.put("standup.ics", event(*STAND_UP, uid="standup@example.org"))
    folder.put("birthday.ics", event(*BIRTHDAY, uid="birthday@example.org"))
    llmos_host.source("calendar", folder.path)
    permissions = ("calendar:read", "calendar:write", "profile:read")
    llmos_host.granting("calendar", *permissions).confirming()
    return Calendar(llmos_host, folder)


REVIEW = (
    "DTSTAMP:20261101T080000Z",
    "DTSTART;TZID=Europe/Berlin:20261126T140000",
    "DTEND;TZID=Europe/Berlin:20261126T153000",
    "SUMMARY:Quarterly review",
    "LOCATION:Big room\\, second floor",
    'ORGANIZER;CN="Ines Carvalho":mailto:ines@example.com',
    "ATTENDEE;CN=Mira;PARTSTAT=ACCEPTED:mailto:mira@example.org",
    "X-OTHER-CLIENT;X-WHAT=1:keeps this as it is and will not have it folded in any other way",
)
STAND_UP = (
    "DTSTAMP:20261101T080000Z",
    "DTSTART;TZID=Europe/Berlin:20261102T091500",
    "DURATION:PT15M",
    "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=20",
    "SUMMARY:Stand-up",
)
BIRTHDAY = (
    "DTSTAMP:20261101T080000Z",
    "DTSTART;VALUE=DATE:19521128",
    "RRULE:FREQ=YEARLY",
    "SUMMARY:Papas Geburtstag",
)


@pytest.fixture
def fixtures() -> Path:
    """Real calendars of other projects' tests, where the checkout has them."""
    if not FIXTURES.is_dir():
        pytest.skip("the shared calendar fixtures are not here")
    return FIXTURES


def day(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)
