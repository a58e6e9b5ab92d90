"""winmail.dat, as Outlook writes it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from llmos_mail.reading.rtf import rtf_text
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


def packed(text: bytes) -> bytes:
    """A rich text as Outlook packs it, without any repetition."""
    eights = (text[start : start + 8] for start in range(0, len(text), 8))
    body = b"".join(b"\0" + eight for eight in eights)
    return struct.pack("<IIII", len(body) + 12, len(text), 0x75465A4C, 0) + body


@pytest.mark.parametrize(
    ("rich", "text"),
    [
        (
            rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 Hello\par Gr\'fc\'dfe \u8364?5}",
            "Hello\nGrüße €5",
        ),
        (rb"{\rtf1{\*\generator Word}{\pict 0102}a\tab b\line \{c\}}", "a\tb\n{c}"),
        (rb"{\rtf1 open {\b bold", "open bold"),
        (rb"{\rtf1\fromhtml1 {\*\htmltag64 <p>}Words\htmlrtf \par\htmlrtf0 }", "Words"),
        (b"", ""),
    ],
)
def test_of_a_rich_text_the_words_are_read(rich, text):
    assert rtf_text(packed(rich)) == text


def test_what_repeats_earlier_bytes_is_unpacked():
    # Place 207 of the ring is where the text begins: "ab", then eight bytes from there on.
    body = bytes([0b100]) + b"ab" + bytes([207 >> 4, (207 & 15) << 4 | 6])
    assert rtf_text(struct.pack("<IIII", 0, 10, 0x75465A4C, 0) + body) == "ab" * 5


@pytest.mark.parametrize("raw", [b"x", b"\0" * 40, packed(b"{\\rtf1 words}")[:-4] + b"\xff\xff"])
def test_a_broken_rich_text_raises_nothing(raw):
    rtf_text(raw)


def test_where_there_is_no_other_text_the_rich_one_is_read():
    rich = packed(rb"{\rtf1 The lease is ready.}")
    raw = winmail(attribute(1, 0x9003, properties((0x1009, 0x0102, rich))))
    assert unwrap(raw).text == "The lease is ready."
