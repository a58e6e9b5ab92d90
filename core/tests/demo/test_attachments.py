"""Attachments are real files of their kinds."""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
import zlib
from datetime import UTC, datetime, time
from xml.etree import ElementTree

import pytest

from llmos.demo.attachments import Document, File, Invite, Note, Picture, Table, make
from llmos.demo.attachments.kinds import Attachment
from llmos.demo.dates import Moment
from llmos.demo.people import Correspondent

from .conftest import NOW, Mail

INES = Correspondent("ines", "Ines Carvalho", "ines@example.com", "en", "work")
OMAR = Correspondent("omar", "Omar Haddad", "omar@example.com", "en", "work")


def made(attachment: Attachment) -> File:
    return make(attachment, Moment(NOW, "en", "all"), INES, (OMAR,))


def test_a_note_is_text_with_its_dates_filled_in() -> None:
    file = made(Note("call-{iso:-1}.txt", "Call of {date:-1}: größer\n"))
    assert file.name == "call-2026-03-11.txt"
    assert file.media_type == "text/plain"
    assert file.content.decode() == "Call of 11 March: größer\n"


def test_a_csv_reads_back_as_its_rows() -> None:
    file = made(Table("t.csv", (("Month", "Way"), ("{month:+0}", 'a, "b"'), ("x", 1.5))))
    rows = list(csv.reader(io.StringIO(file.content.decode())))
    assert rows == [["Month", "Way"], ["March", 'a, "b"'], ["x", "1.5"]]


def test_a_workbook_holds_its_cells_and_names_its_parts() -> None:
    file = made(Table("t.xlsx", (("Region", "R&D <1>"), ("North", 61))))
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        assert archive.testzip() is None
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
    declared = {part.get("PartName", "")[1:] for part in parts["[Content_Types].xml"]}
    assert {name for name in parts if name.startswith("xl/") and "_rels" not in name} == (
        declared - {""}
    )
    assert list(parts["xl/worksheets/sheet1.xml"].itertext()) == [
        "Region", "R&D <1>", "North", "61",
    ]  # fmt: skip  # one row of the sheet is one line here


def test_the_places_in_a_pdf_are_where_its_table_says() -> None:
    content = made(Document("p.pdf", "Größe (neu)\n\nZeile \\ zwei\n")).content
    table = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    assert content[table:].startswith(b"xref\n0 7\n0000000000 65535 f \n")
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n ", content[table:])]
    for number, place in enumerate(places, 1):
        assert content[place:].startswith(b"%d 0 obj\n" % number)
    assert len(places) == 6


def test_a_pdf_says_its_text() -> None:
    content = made(Document("p.pdf", "Größe (neu)\n\nZeile \\ zwei\n")).content
    length = int(re.findall(rb"/Length (\d+)", content)[0])
    stream = content.split(b"stream\n", 1)[1][:length]
    assert stream.endswith(b"ET")
    assert r"(Größe \(neu\)) Tj" in stream.decode("cp1252")
    assert r"(Zeile \\ zwei) '" in stream.decode("cp1252")


def test_a_picture_is_a_png_with_a_stripe_for_each_colour() -> None:
    content = made(Picture("p.png", ("#102030", "#ffffff"))).content
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    chunks = dict(_chunks(content[8:]))
    width, height, depth, colour_type = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    rows = zlib.decompress(chunks[b"IDAT"])
    assert (depth, colour_type) == (8, 3)
    assert chunks[b"PLTE"] == bytes.fromhex("102030ffffff")
    assert len(rows) == height * (width + 1)
    assert set(rows[: len(rows) // 2]) == {0}
    assert rows[-1] == 1


def _chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    chunks = []
    while content:
        size = int.from_bytes(content[:4], "big")
        kind, body = content[4:8], content[8 : 8 + size]
        assert int.from_bytes(content[8 + size : 12 + size], "big") == zlib.crc32(kind + body)
        chunks.append((kind, body))
        content = content[12 + size :]
    return chunks


@pytest.fixture
def invite() -> Invite:
    return Invite("i.ics", "Review; on {date:+20}", "Room 1, left", 20, time(14, 0), 90)


def test_an_invitation_keeps_its_local_time_when_the_clocks_change(invite: Invite) -> None:
    lines = made(invite).content.decode().split("\r\n")
    # On 1 April Berlin is two hours ahead of UTC; in the message's week it was one.
    assert "DTSTART:20260401T120000Z" in lines
    assert "DTEND:20260401T133000Z" in lines
    assert f"DTSTAMP:{NOW.astimezone(UTC):%Y%m%dT%H%M%SZ}" in lines


def test_an_invitation_escapes_its_words_and_folds_long_lines() -> None:
    title = "Überlänge; " * 20
    content = made(Invite("i.ics", title, "A, B", 1, time(9, 0), 30)).content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    unfolded = content.decode().replace("\r\n ", "")
    assert "SUMMARY:" + title.replace(";", r"\;") in unfolded
    assert r"LOCATION:A\, B" in unfolded


def test_an_invitation_asks_its_guests(invite: Invite) -> None:
    unfolded = made(invite).content.decode().replace("\r\n ", "")
    assert 'ORGANIZER;CN="Ines Carvalho":mailto:ines@example.com' in unfolded
    assert 'ATTENDEE;CN="Omar Haddad";RSVP=TRUE:mailto:omar@example.com' in unfolded


def test_the_mail_carries_every_kind_of_attachment(mail: Mail) -> None:
    kinds = {part.get_content_type() for m in mail for part in m.iter_attachments()}
    assert kinds == {
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "image/png",
        "text/calendar",
        "text/csv",
        "text/plain",
    }


def test_an_invitation_travels_as_a_request(mail: Mail) -> None:
    review = next(m for m in mail if "16 March at 14:00" in m.as_string())
    part = next(review.iter_attachments())
    assert part["Content-Type"].params["method"] == "REQUEST"
    start = re.findall(r"DTSTART:(\w+)Z", str(part.get_content()))[0]
    assert datetime.strptime(start, "%Y%m%dT%H%M%S") == datetime(2026, 3, 16, 13, 0)
