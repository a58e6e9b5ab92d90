"""The engine: every measure, every condition, and nothing that the table does not have."""

from __future__ import annotations

import pytest

from llmos_files.sheets.engine import WrongQuery, run
from llmos_files.sheets.query import Filter, Group, Query
from llmos_files.sheets.table import Column, Table
from llmos_files.sheets.wording import in_words

CITY = ("Köln", "koln ", "Bonn", "Bonn", None)
PRICE = (10, 0.1, 0.2, 5, None)
DAY = ("2026-01-31", "2026-02-01", "2026-04-01", "2027-01-01", "2026-02-03")
TABLE = Table(
    sheet="S",
    caption="",
    header=(0, 0),
    columns=(
        Column("City", "text", 0, CITY),
        Column("Price", "number", 1, PRICE),
        Column("Day", "date", 2, DAY),
    ),
    rows=(1, 2, 3, 4, 5),
)


def value(**query):
    return run(Query.model_validate(query), TABLE).value


def condition(column, compare, *values):
    return Filter(column=column, compare=compare, values=values)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [("sum", 15.3), ("average", 3.825), ("count", 5), ("distinct", 4), ("max", 10), ("min", 0.1),
     ("median", 2.6), ("share", 100)],
)  # fmt: skip
def test_each_measure(measure, expected):
    assert value(measure=measure, column="Price") == pytest.approx(expected)


def test_sums_are_exact_and_of_nothing_there_is_no_sum():
    tenths = [condition("Price", "<", 1)]
    assert value(measure="sum", column="Price", filters=tenths) == 0.3
    assert value(measure="sum", column="Price", filters=[condition("City", "=", "Rom")]) is None


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (condition("City", "=", "KOLN"), 2),
        (condition("City", "≠", "Köln"), 3),
        (condition("City", "contains", "on"), 2),
        (condition("City", "in", "Bonn", "Köln"), 4),
        (condition("City", "empty"), 1),
        (condition("City", "filled"), 4),
        (condition("Price", "≥", 5), 2),
        (condition("Price", "<", 0.2), 1),
        (condition("Day", "=", "2026-02"), 2),
        (condition("Day", "=", "2026"), 4),
        (condition("Day", ">", "2026-02-01"), 3),
        (condition("Day", "≤", "2026-02"), 3),
    ],
)
def test_each_condition(one, expected):
    assert value(measure="count", filters=[one]) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("year", [("2026", 4), ("2027", 1)]),
        ("quarter", [("2026-Q1", 3), ("2026-Q2", 1), ("2027-Q1", 1)]),
        ("month", [("2026-01", 1), ("2026-02", 2), ("2026-04", 1), ("2027-01", 1)]),
        ("week", [("2026-W05", 2), ("2026-W06", 1), ("2026-W14", 1), ("2026-W53", 1)]),
    ],
)
def test_days_are_grouped_by_their_parts_in_the_order_of_time(part, expected):
    query = Query(measure="count", groups=(Group(column="Day", part=part),))
    assert list(run(query, TABLE).rows) == expected


def test_groups_do_not_depend_on_case_and_accents_and_come_in_the_wanted_order():
    query = Query(measure="sum", column="Price", groups=(Group(column="City"),), order="up")
    assert [row[1] for row in run(query, TABLE).rows] == [5.2, 10.1]


def test_rows_come_in_order_with_the_sheet_rows_that_they_stand_in():
    query = Query(measure="rows", column="Price", order="down", limit=2, show=("City",))
    answer = run(query, TABLE)
    assert (answer.rows, answer.used) == ((("Köln",), ("Bonn",)), (1, 4))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"measure": "sum", "column": "Cost"}, "There is no column “Cost”"),
        ({"measure": "sum", "column": "City"}, "holds no numbers"),
        ({"measure": "sum"}, "a column must be named"),
        ({"measure": "count", "groups": [{"column": "City", "part": "month"}]}, "holds no days"),
        ({"filters": [{"column": "Price", "values": ["x"]}]}, "compares it with text"),
        ({"filters": [{"column": "City", "compare": ">", "values": [1]}]}, "holds no numbers"),
        ({"filters": [{"column": "City"}]}, "has no value"),
    ],
)
def test_a_query_that_does_not_fit_is_a_sentence(query, words):
    with pytest.raises(WrongQuery, match=words):
        run(Query.model_validate(query), TABLE)


def test_no_value_ever_becomes_a_part_of_the_statement():
    evil = "x' OR 1=1; DROP TABLE data; --"
    assert value(measure="count", filters=[condition("City", "=", evil)]) == 0
    odd = Column(evil, "number", 0, (1, 2, 3, 4, 5))
    table = Table("S", "", (0, 0), (odd,), TABLE.rows)
    assert run(Query(measure="sum", column=evil), table).value == 15


def test_a_query_is_said_in_words():
    query = Query(
        measure="average",
        column="Price",
        filters=(condition("City", "in", "Bonn", "Köln"), condition("Price", ">", 1)),
        groups=(Group(column="Day", part="month"),),
        order="down",
        limit=3,
    )
    assert in_words(query) == (
        "The average of “Price” for each month of “Day” where “City” is one of “Bonn” or “Köln”"
        " and “Price” is more than 1 largest first, only 3."
    )


PLAN = Table(
    sheet="S",
    caption="",
    header=(0, 0),
    columns=(
        Column("Month", "text", 0, ("Jan", "Feb", "Mar", "Apr")),
        Column("Planned", "number", 1, (40, 45, None, 80)),
        Column("Sold", "number", 2, (38, 52, None, 80)),
        Column("Due", "date", 3, ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")),
        Column("Done", "date", 4, ("2026-02-02", "2026-02-28 14:00", None, "2026-04-01")),
    ),
    rows=(1, 2, 3, 4),
)


@pytest.mark.parametrize(
    ("column", "compare", "other", "months"),
    [
        ("Sold", ">", "Planned", ["Feb"]),
        ("Sold", "≥", "Planned", ["Feb", "Apr"]),
        ("Sold", "≠", "Planned", ["Jan", "Feb"]),
        ("Done", ">", "Due", ["Jan"]),
        ("Done", "=", "Due", ["Feb"]),
    ],
)
def test_a_column_is_compared_with_another_in_each_row(column, compare, other, months):
    query = Query(filters=(Filter(column=column, compare=compare, other=other),), show=("Month",))
    assert [row[0] for row in run(query, PLAN).rows] == months
    assert f"“{column}” is" in in_words(query)
    assert in_words(query).endswith(f"“{other}”.")


def test_columns_are_added_in_each_row_and_a_row_without_any_does_not_count():
    query = Query(measure="sum", column="Planned", plus=("Sold",))
    answer = run(query, PLAN)
    assert (answer.value, answer.used) == (335, (1, 2, 4))
    assert run(query.model_copy(update={"measure": "max"}), PLAN).value == 160
    assert in_words(query) == "The sum of “Planned” + “Sold”."


@pytest.mark.parametrize(
    "query",
    [
        {"filters": [{"column": "Sold", "compare": ">", "other": "Due"}]},
        {"filters": [{"column": "Sold", "compare": "contains", "other": "Planned"}]},
        {"filters": [{"column": "Sold", "compare": ">", "other": "Nothing"}]},
        {"measure": "sum", "column": "Sold", "plus": ["Month"]},
    ],
)
def test_columns_that_do_not_go_together_are_refused(query):
    with pytest.raises(WrongQuery):
        run(Query.model_validate(query), PLAN)
