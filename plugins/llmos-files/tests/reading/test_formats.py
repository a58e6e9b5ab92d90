"""Every format: its words, and the places at which they stand."""

from __future__ import annotations

import io
import tarfile
from datetime import datetime

import documents
import pytest
from openpyxl import Workbook
from PIL import ExifTags, Image

from llmos_files.reading.document import Document, Unreadable
from llmos_files.reading.reading import read


def read_bytes(name: str, content: bytes) -> Document:
    return read(io.BytesIO(content), name, len(content))


def places(document: Document) -> list[tuple[str, str]]:
    return [(str(piece.place), piece.text) for piece in document.passages]


def test_a_pdf_gives_its_pages():
    found = places(read_bytes("a.pdf", documents.pdf("First page", "Second page")))
    assert found == [("page 1", "First page"), ("page 2", "Second page")]


def test_a_word_document_gives_paragraphs_below_their_headings_and_what_stands_beside():
    extra = {
        "word/_rels/document.xml.rels": documents.relations(("footnotes", "footnotes.xml")),
        "word/footnotes.xml": '<w:f xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
        '2006/main"><w:p><w:r><w:t>A footnote</w:t></w:r></w:p></w:f>',
    }
    content = documents.docx("Before", "# Pets", "No dogs.", extra=extra)
    assert places(read_bytes("a.docx", content)) == [
        ("", "Before"),
        ("section “Pets”", "Pets\nNo dogs."),
        ("", "A footnote"),
    ]


def test_a_presentation_gives_its_slides_in_the_order_of_the_show():
    found = places(read_bytes("a.pptx", documents.pptx("Welcome", "Figures", "Thanks")))
    assert found == [("slide 1", "Welcome"), ("slide 2", "Figures"), ("slide 3", "Thanks")]


def test_a_libreoffice_text_gives_paragraphs_below_their_headings():
    found = places(read_bytes("a.odt", documents.odt("# Rent", "1,480 EUR")))
    assert found == [("section “Rent”", "Rent\n1,480 EUR")]


def test_a_book_gives_its_chapters_though_their_titles_close_themselves():
    document = read_bytes("a.epub", documents.epub("It was night.", "It was day."))
    assert document.facts.title == "The Book"
    assert "It was night.\nIt was day." in document.passages[0].text


def test_a_workbook_gives_rows_with_their_cells():
    book = Workbook()
    book.active.title = "Sales"
    book.active.append(["Region", "Bikes"])
    book.active.append(["North", 61])
    target = io.BytesIO()
    book.save(target)
    name, rows = read_bytes("a.xlsx", target.getvalue()).passages
    assert str(name.place) == "sheet “Sales”"
    assert (str(rows.place), rows.text) == ("sheet “Sales”, A1:B2", "Region | Bikes\nNorth | 61")


def test_markdown_and_html_give_text_below_headings_without_scripts():
    markdown = b"# Trip\n\nBy train.\n\n```\n# no heading\n```\n"
    assert places(read_bytes("a.md", markdown))[0][0] == "section “Trip”"
    html = b"<title>T</title><script>bad()</script><h1>Trip</h1><p>By <b>train</b>.</p>"
    document = read_bytes("a.html", html)
    assert (document.facts.title, places(document)) == (
        "T",
        [("section “Trip”", "Trip\nBy train.")],
    )


def test_rich_text_gives_its_letters_in_any_code_page():
    content = rb"{\rtf1\ansi\ansicpg1252 Gr\'fc\'dfe \u8364?\par Ende}"
    assert read_bytes("a.rtf", content).passages[0].text == "Grüße €\nEnde"


def test_source_code_text_and_unknown_endings_give_lines():
    assert places(read_bytes("a.py", b"x = 1\n\ny = 2\n")) == [("line 1", "x = 1\ny = 2")]
    assert read_bytes("notes.whatever", b"plain words").passages[0].text == "plain words"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_the_encoding_that_it_has(encoding):
    text = "Größe über alles in Köln, Straße und Übermut für Äpfel, schöne Grüße"
    assert read_bytes("a.txt", text.encode(encoding)).passages[0].text == text


def test_a_picture_tells_when_and_where_it_was_taken():
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Camera 5"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:02:14 15:30:00"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (46.0, 30.0, 0.0)
    gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E", (8.0, 15.0, 0.0)
    target = io.BytesIO()
    Image.new("RGB", (40, 30)).save(target, "JPEG", exif=exif)
    document = read_bytes("a.jpg", target.getvalue())
    assert document.facts.taken == datetime(2026, 2, 14, 15, 30)
    assert (document.facts.latitude, document.facts.longitude) == (46.5, 8.25)
    assert "with Camera 5" in document.passages[0].text


def test_archives_are_listed_and_not_unpacked():
    assert read_bytes("a.zip", documents.zipped({"in/b.txt": "x"})).passages[0].text == "in/b.txt"
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("c.txt"))
    assert read_bytes("a.tar.gz", target.getvalue()).passages[0].text == "c.txt"


def test_notebooks_and_xml_give_what_people_wrote():
    notebook = b'{"cells": [{"source": ["import x"]}, {"source": "# Title"}]}'
    assert [p.text for p in read_bytes("a.ipynb", notebook).passages] == ["import x", "# Title"]
    assert read_bytes("a.xml", b"<a>one<b>two</b>three</a>").passages[0].text == "one three\ntwo"


@pytest.mark.parametrize(
    ("name", "owner"), [("a.eml", "llmos-mail"), ("a.mbox", "llmos-mail"), ("a.ics", "calendar")]
)
def test_mail_and_calendars_are_left_to_their_owners(name, owner):
    with pytest.raises(Unreadable, match=owner) as refused:
        read_bytes(name, b"x")
    assert refused.value.reason == "handed over"


def test_an_empty_file_is_an_empty_document():
    assert read_bytes("a.pdf", b"").passages == ()


def test_long_paragraphs_are_cut_at_sentences_and_short_ones_stay_together():
    text = "A sentence of some length. " * 100
    parts = [p.text for p in read_bytes("a.txt", text.encode()).passages]
    assert all(part.endswith(".") and len(part) <= 1200 for part in parts)
    assert " ".join(parts) == text.strip()
