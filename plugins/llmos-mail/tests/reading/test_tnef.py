"""winmail.dat, as Outlook writes it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from llmos_mail.reading.tnef import unwrap


def attribute(level: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, kind, 6, len(data)) + data + b"\0\0"


def properties(*texts: tuple[int, int, bytes]) -> bytes:
    found = struct.pack("<I", len(texts))
    for id, kind, data in texts:
        padding = b"\0" * (-len(data) % 4)
        found += struct.pack("<HHII", kind, id, 1, len(data)) + data + padding
    return found


def winmail(*attributes: bytes) -> bytes:
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(attributes)


NAMED = (
    attribute(2, 0x9002, b"render"),
    attribute(2, 0x8010, b"SHORT~1.DOC\0"),
    attribute(2, 0x9005, properties((0x3707, 0x1F, "Straße.docx\0".encode("utf-16-le")))),
)


def test_names_and_text_are_taken_out():
    html = properties((0x1013, 0x102, b"<p>Gr\xc3\xbc\xc3\x9fe</p>"))
    found = unwrap(winmail(attribute(1, 0x9003, html), *NAMED, attribute(2, 0x9002, b"x")))
    assert (found.names, found.text) == (["Straße.docx"], "Grüße")


def test_a_short_name_serves_where_there_is_no_long_one_and_is_never_a_path():
    found = unwrap(winmail(NAMED[0], attribute(2, 0x8010, b"..\\..\\boot.ini\0")))
    assert found.names == ["boot.ini"]


def test_it_is_unwrapped_where_it_comes_with_a_mail(read):
    body = properties((0x1009, 0x102, b"compressed"))
    raw = b"Date: 1 Nov 2026 10:00\nContent-Type: application/ms-tnef; name=winmail.dat\n\n"
    found = read(raw + winmail(attribute(1, 0x9003, body), *NAMED))
    assert found.attachments == ("winmail.dat", "Straße.docx")
    assert "Outlook's own form" in found.problems[0]


@pytest.mark.parametrize("cut", range(0, 160, 7))
def test_a_broken_one_gives_what_comes_before_the_break(cut: int):
    whole = winmail(attribute(1, 0x800C, b"The words.\0"), *NAMED)
    assert unwrap(whole[:cut]).names in ([], ["SHORT~1.DOC"], ["Straße.docx"])
    assert unwrap(whole[:cut] + b"\xff" * 200).names is not None
    assert unwrap(whole).text == "The words."


def test_counts_that_cannot_be_are_not_believed():
    many = struct.pack("<IHHI", 2**32 - 1, 0x101F, 0x3707, 2**32 - 1) + b"\xff" * 1_000
    assert unwrap(winmail(NAMED[0], attribute(2, 0x9005, many))).names == []


def test_the_files_of_real_ones_are_those_that_were_listed(fixtures: Path):
    folder = fixtures / "mimekit" / "UnitTests" / "TestData" / "tnef"
    compared = 0
    for path in sorted(folder.glob("*.tnef")):
        listed = path.with_suffix(".list").read_text("utf-8", "replace").splitlines()
        expected = [name for name in listed if not name.startswith("body.")]
        if expected and path.stem != "christmas":  # it holds further wrappings, which stay closed
            assert sorted(unwrap(path.read_bytes()).names) == sorted(expected), path.stem
            compared += 1
    assert compared >= 10
