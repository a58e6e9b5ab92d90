"""Tables in documents: at the named place, as text and numbers, with all else as it was."""

from __future__ import annotations

import io
import zipfile

import documents
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference

from llmos_files.inserting import docx, markdown, xlsx
from llmos_files.inserting.grid import Grid, NoPlace
from llmos_files.reading.reading import read

EVIL = '=HYPERLINK("http://evil.example")'
GRID = Grid(("Region", "Bikes"), (("North", 61), (EVIL, 4.5), ("a|b", None)))


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Sales"
    for row in (["Region", "Bikes"], ["North", 61], ["Sum", "=SUM(B2:B2)"]):
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2))
    sheet.add_chart(chart, "F2")
    book.create_sheet("Notes")["B2"] = "mine"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells(content: bytes, sheet: str) -> dict[str, object]:
    rows = load_workbook(io.BytesIO(content))[sheet].iter_rows()
    return {cell.coordinate: cell.value for row in rows for cell in row if cell.value is not None}


@pytest.mark.parametrize(
    ("at", "place", "corner"),
    [
        ("", "sheet “Sales”, A5:B8", "A5"),
        ("Notes", "sheet “Notes”, A4:B7", "A4"),
        ("notes!D3", "sheet “Notes”, D3:E6", "D3"),
        ("H$10", "sheet “Sales”, H10:I13", "H10"),
    ],
)
def test_a_table_goes_to_a_cell_or_below_what_a_sheet_holds(at, place, corner):
    inserted = xlsx.insert(workbook(), GRID, at)
    assert inserted.place == place
    assert cells(inserted.content, "Notes" if "otes" in at else "Sales")[corner] == "Region"


def test_strings_never_become_formulas_and_numbers_stay_numbers():
    content = xlsx.insert(workbook(), GRID, "Notes!D3").content
    found = load_workbook(io.BytesIO(content))["Notes"]
    assert (found["D5"].value, found["D5"].data_type) == (EVIL, "s")
    assert (found["E4"].value, found["E5"].value) == (61, 4.5)
    assert b"<f>" not in members(content)["xl/worksheets/sheet2.xml"]


def test_nothing_else_of_a_workbook_changes():
    before = workbook()
    after = members(xlsx.insert(before, GRID, "").content)
    changed = [name for name, content in members(before).items() if after[name] != content]
    assert changed == ["xl/worksheets/sheet1.xml"]
    assert (
        cells(before, "Sales").items()
        <= cells(xlsx.insert(before, GRID, "").content, "Sales").items()
    )


@pytest.mark.parametrize(
    ("at", "words"),
    [("A1", "The cell A1 of Sales is not empty"), ("Plan!A1", "sheets are: Sales, Notes")],
)
def test_a_place_that_is_taken_or_not_there_is_a_sentence(at, words):
    with pytest.raises(NoPlace, match=words):
        xlsx.insert(workbook(), GRID, at)


@pytest.mark.parametrize(
    ("at", "place", "order"),
    [
        ("", "at the end", ["One", "Results", "Two", "Region"]),
        ("results", "after “Results”", ["One", "Results", "Region", "Two"]),
    ],
)
def test_a_table_goes_below_a_heading_of_a_word_document_or_to_its_end(at, place, order):
    before = documents.docx("One", "# Results", "Two")
    inserted = docx.insert(before, GRID, at)
    text = "\n".join(p.text for p in read(io.BytesIO(inserted.content), "a.docx", 1).passages)
    assert inserted.place == place
    assert sorted(order, key=text.index) == order
    assert EVIL in text
    rest = {name: content for name, content in members(before).items() if "document" not in name}
    assert rest.items() <= members(inserted.content).items()


def test_a_word_document_without_the_place_is_left_alone():
    with pytest.raises(NoPlace, match="No paragraph says “Summary”"):
        docx.insert(documents.docx("One"), GRID, "Summary")


def test_a_table_goes_to_the_end_of_a_section_of_a_note():
    text = b"# A\n\none\n\n## A1\n\ntwo\n\n# B\n\nthree\n"
    lines = markdown.insert(text, GRID, "A").content.decode().splitlines()
    assert lines[lines.index("# B") - 2] == "| a\\|b |  |"
    assert markdown.insert(b"", GRID, "").content.startswith(b"| Region | Bikes |\n| --- | --- |")
    with pytest.raises(NoPlace, match="the headings are: “A”, “A1”, “B”"):
        markdown.insert(text, GRID, "C")
