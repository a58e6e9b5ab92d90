"""Finding tables: what stands around them, what is put into one cell, what is left out."""

from __future__ import annotations

from datetime import date

import pytest
from workbooks import make_all

from llmos_files.sheets.detecting import tables
from llmos_files.sheets.grid import Grid, grids


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The tables of each workbook."""
    made = {}
    for name, path in make_all(tmp_path_factory.mktemp("books")).items():
        with path.open("rb") as file:
            made[name] = [table for grid in grids(file, name) for table in tables(grid)]
    return made


def grid_of(*rows) -> Grid:
    cells = {
        number: {column: value for column, value in enumerate(row) if value is not None}
        for number, row in enumerate(rows)
    }
    return Grid("Sheet", {number: row for number, row in cells.items() if row})


def test_a_title_a_total_and_a_source_are_not_data(found):
    (table,) = found["sales-figures-week-47.xlsx"]
    assert (table.caption, table.place) == ("Sales figures, week 47", "A3:D7")
    assert table.notes == ("Rows of totals are left out: 8.",)


def test_two_tables_of_one_sheet_are_two_tables(found):
    orders, prices = found["orders-autumn.xlsx"]
    assert (orders.caption, orders.place) == ("Open orders", "A2:G9")
    assert (prices.caption, prices.place) == ("Price list 2026", "A13:C17")


def test_hidden_rows_are_counted_and_said(found):
    orders, _ = found["orders-autumn.xlsx"]
    assert orders.hidden == {6}
    assert "1 hidden rows are counted like the others." in orders.notes


def test_a_header_of_two_rows_becomes_one_name_a_column(found):
    (table,) = found["school-trips.xlsx"]
    names = [column.name for column in table.columns]
    assert names == ["Class", "2025 Pupils", "2025 Cost", "2026 Pupils", "2026 Cost"]


def test_merged_cells_count_for_every_row_that_they_cover(found):
    (table,) = found["workshop-hours.xlsx"]
    assert table.columns[0].values == ("Assembly",) * 3 + ("Painting",) * 2


def test_dates_and_amounts_that_are_text_get_their_types_in_several_countries(found):
    german, american, french = (
        found[name][0] for name in ("haushaltsbuch.xlsx", "staff.xlsx", "factures-2026.xlsx")
    )
    assert german.column("Datum").values[0] == "2026-10-02"
    assert german.column("Betrag").values[0] == 1480
    assert american.column("Start date").values[0] == "2019-03-15"
    assert american.column("Salary USD").values[0] == 52400
    assert french.column("Montant HT").values[0] == 1250


def test_whole_numbers_that_are_names_are_not_added_up(found):
    orders, _ = found["orders-autumn.xlsx"]
    assert orders.column("Order").type == "text"


def test_the_same_columns_in_two_sheets_are_two_tables(found):
    assert [table.sheet for table in found["stock.ods"]] == ["Hamburg", "Leeds"]


def test_a_blank_row_inside_does_not_end_a_table():
    (table,) = tables(grid_of(["Item", "Price"], ["a", 1], ["b", 2], [], ["c", 3]))
    assert table.rows == (1, 2, 4)


def test_blank_first_cells_below_a_group_take_its_name():
    rows = [["Team", "Person", "Hours"], ["A", "Jo", 1], [None, "Kim", 2], ["B", "Max", 3]]
    (table,) = tables(grid_of(*rows))
    assert table.columns[0].values == ("A", "A", "B")
    assert table.notes == ("Blank cells of “Team” count as the one above them.",)


def test_columns_of_the_same_name_can_be_told_apart():
    (table,) = tables(grid_of(["Name", "Score", "Score"], ["a", 1, 2]))
    assert [column.name for column in table.columns] == ["Name", "Score (B)", "Score (C)"]


def test_days_above_columns_are_names():
    (table,) = tables(grid_of(["Item", date(2026, 1, 1), date(2026, 2, 1)], ["a", 1, 2]))
    assert [column.name for column in table.columns] == ["Item", "2026-01", "2026-02"]


@pytest.mark.parametrize("rows", [[], [["only a title"]], [[1, 2], [3, 4]]])
def test_what_has_no_header_is_no_table(rows):
    assert tables(grid_of(*rows)) == []


def test_the_cells_of_some_rows_are_named_as_ranges(found):
    (table,) = found["sales-figures-week-47.xlsx"]
    assert table.cells(table.column("Bikes"), [3, 4, 6]) == "B4:B5, B7"
