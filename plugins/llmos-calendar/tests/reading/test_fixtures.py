"""Every calendar of other projects' tests: no exception, and read as icalendar reads it."""

from __future__ import annotations

import warnings
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from icalendar import Calendar

from llmos_calendar.reading.entry import Entry, Stamp
from llmos_calendar.reading.reader import read
from llmos_calendar.reading.zones import zone
from llmos_calendar.recurring.expansion import grouped, occurrences

_INVENTED = {"issue_722_timezone_transition_ambiguity.ics"}
"""Files with a zone that no place on earth has ever had: it is taken for its standard offset."""


def test_every_file_ends_with_entries_or_a_problem(fixtures: Path):
    files = sorted(fixtures.rglob("*.ics"))
    assert len(files) > 300
    for path in files:
        reading = read(path.read_bytes())
        assert reading.entries or reading.problems, path


def test_every_series_is_laid_out_from_1996_to_2026_within_the_limits(fixtures: Path):
    counted = 0
    for path in sorted(fixtures.rglob("*.ics")):
        for group in grouped(read(path.read_bytes()).entries):
            counted += len(
                occurrences(group, datetime(1996, 1, 1), datetime(2026, 12, 31)).occurrences
            )
    assert counted > 10_000


def test_entries_are_what_icalendar_reads(fixtures: Path):
    compared = 0
    for path in sorted(fixtures.rglob("*.ics")):
        mine = {
            (one.uid, one.recurrence, one.sequence): one for one in read(path.read_bytes()).entries
        }
        for component in _components(path):
            entry = _same(mine, component)
            if entry is None or path.name in _INVENTED:
                continue
            compared += 1
            for mine_told, name in ((entry.title, "SUMMARY"), (entry.place, "LOCATION")):
                told = _text(component, name)
                # What is not UTF-8 the library gives up, and llmos-calendar takes as Latin.
                assert mine_told == told or "\ufffd" in told, path
            for name, stamp in (("DTSTART", entry.start), ("DTEND", entry.end), ("DUE", entry.due)):
                _compare(component.get(name), stamp, path)
    assert compared > 4_000


def _components(path: Path) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns about what the files hold
        try:
            calendars = Calendar.from_ical(path.read_bytes(), multiple=True)
        except Exception:  # what the library refuses as a whole cannot be compared
            return []
        return [
            one
            for calendar in calendars
            for one in calendar.walk()
            if one.name in ("VEVENT", "VTODO")
        ]


def _same(mine: dict[Any, Entry], component: Any) -> Entry | None:
    """The entry with this UID if there is only one; several are told apart by nothing simple."""
    uid = str(component.get("UID", "")).strip()
    found = [one for one in mine.values() if one.uid == uid]
    return found[0] if uid and len(found) == 1 and not found[0].problems else None


def _text(component: Any, name: str) -> str:
    value = component.get(name, "")
    value = value[0] if isinstance(value, list) else value
    return str(value)[:500].strip()


def _compare(theirs: Any, mine: Stamp | None, path: Path) -> None:
    if theirs is None or mine is None or isinstance(theirs, list) or not hasattr(theirs, "dt"):
        return
    told = theirs.dt
    assert isinstance(told, date), path
    if not isinstance(told, datetime):
        assert (mine.local.date(), mine.is_day) == (told, True), path
    elif told.tzinfo is None:
        assert mine.local == told, path
    elif mine.zone:
        here = mine.local.replace(tzinfo=zone(mine.zone)).astimezone(UTC)
        # A zone that the file defines itself is matched to one of the database by its offsets.
        assert abs(here - told.astimezone(UTC)) <= timedelta(0), (path, theirs.to_ical())
