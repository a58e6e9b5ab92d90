"""A stray value far out must not make a sheet of thousands of millions of cells."""

from __future__ import annotations

import io
from typing import Any

import pytest
import workbooks
from openpyxl import Workbook
from openpyxl.styles import Font

from llmos_files.reading.document import Unreadable
from llmos_files.reading.reading import read
from llmos_files.sheets.grid import grids


def saved(book: Workbook) -> io.BytesIO:
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def table(cells: dict[str, Any]) -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data"
    for row in (["Region", "Bikes"], ["North", 61], ["South", 47]):
        sheet.append(row)
    for place, value in cells.items():
        sheet[place] = value
    return book


def test_a_sheet_with_one_value_at_its_far_end_is_passed_over_with_the_cell_named():
    file = saved(table({"XFD1048576": "stray"}))
    for reading in (
        lambda: grids(file, "a.xlsx"),
        lambda: read(file, "a.xlsx", file.getbuffer().nbytes),
    ):
        with pytest.raises(Unreadable, match="Data has a value in XFD1048576") as refused:
            reading()
        assert refused.value.reason == "too large"


def test_the_other_sheets_of_that_workbook_are_read():
    book = table({"XFD1048576": "stray"})
    other = book.create_sheet("Other")
    other.append(["walnut", 1])
    file = saved(book)
    document = read(file, "a.xlsx", file.getbuffer().nbytes)
    text = " ".join(passage.text for passage in document.passages)
    assert "walnut" in text
    assert "North" not in text
    assert "XFD1048576" in document.facts.problems[0]
    assert [grid.name for grid in grids(file, "a.xlsx")] == ["Other"]


def test_cells_that_only_have_a_format_do_not_count():
    book = table({})
    for place in ("Z1048576", "XFD3"):
        book["Data"][place].font = Font(bold=True)
    (grid,) = grids(saved(book), "a.xlsx")
    assert grid.row(1) == {0: "North", 1: 61}


def test_a_value_that_is_far_down_a_narrow_sheet_is_read():
    book = table({"B150000": 5})
    (grid,) = grids(saved(book), "a.xlsx")
    assert grid.row(149_999) == {1: 5}


def test_a_far_value_in_an_opendocument_sheet_is_found(tmp_path):
    path = tmp_path / "far.ods"
    workbooks.spread(path, "Data", rows=1_048_574, columns=16_383)
    with path.open("rb") as file, pytest.raises(Unreadable, match="XFD1048576"):
        grids(file, "far.ods")
