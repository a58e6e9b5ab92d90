"""What a change does not name stays byte for byte, whoever wrote the file."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from llmos_calendar.reading.reader import read
from llmos_calendar.writing.cancelling import without
from llmos_calendar.writing.document import Document
from llmos_calendar.writing.moving import To, moved
from llmos_calendar.writing.series import Series

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TO = To(datetime(2026, 11, 27, 10, tzinfo=ZoneInfo("Europe/Berlin")))
ODD = (
    "DTSTAMP:20261101T080000Z",
    "SEQUENCE:4",
    "DTSTART;TZID=W. Europe Standard Time:20261126T140000",
    "DTEND;TZID=W. Europe Standard Time:20261126T153000",
    "SUMMARY:Review with a title that is long enough to be folded by whoever wrot\r\n e it",
    'X-ODD;X-P="a:b;c":kept\\, as it is',
    "BEGIN:VALARM",
    "TRIGGER:-PT10M",
    "X-INSIDE:kept",
    "END:VALARM",
    "x-lower-case:kept",
)


def changed_lines(before: bytes, after: bytes) -> set[bytes]:
    old = before.splitlines(keepends=True)
    return {line for line in after.splitlines(keepends=True) if line not in old}


@pytest.mark.parametrize("newline", [b"\r\n", b"\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_moving_rewrites_the_lines_that_say_when(event, newline, mark):
    raw = mark + event(*ODD).replace(b"\r\n", newline)
    series = Series.of(Document(raw), "one@example.org")
    after = moved(series, datetime(2026, 11, 26, 14), TO, NOW)
    zone = b";TZID=W. Europe Standard Time:2026"
    assert changed_lines(raw, after) == {
        b"DTSTAMP:20261124T093000Z" + newline,
        b"SEQUENCE:5" + newline,
        b"DTSTART" + zone + b"1127T100000" + newline,
        b"DTEND" + zone + b"1127T113000" + newline,
    }


def test_taking_one_event_out_of_a_file_leaves_the_others_as_they_are(event):
    other = event(*ODD, uid="two@example.org").decode()
    block = other[other.index("BEGIN:VEVENT") : other.index("END:VCALENDAR")]
    raw = event(*ODD, more=block)
    after = without(Series.of(Document(raw), "one@example.org"))
    assert after == event(*ODD, uid="two@example.org")


def test_the_last_event_of_a_file_takes_the_file_with_it(event):
    assert without(Series.of(Document(event(*ODD)), "one@example.org")) is None


def test_every_fixture_is_put_together_again_as_it_was(fixtures):
    for path in sorted(fixtures.rglob("*.ics")):
        raw = path.read_bytes()
        document = Document(raw)
        assert document.edited([]) == raw
        assert len(document.blocks) <= len(read(raw).entries)
