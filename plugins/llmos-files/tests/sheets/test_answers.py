"""Questions to workbooks as people make them, against answers that were worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from judging import is_right, questions
from workbooks import make_all

from llmos_files.asking.choosing import Choice, choose
from llmos_files.sheets.detecting import tables
from llmos_files.sheets.engine import run
from llmos_files.sheets.grid import grids
from llmos_files.sheets.table import Table
from llmos_files.sheets.wording import in_words

TODAY = date(2026, 11, 24)
QUESTIONS = [*questions(), *questions("questions_measures.toml")]
KNOWN_WRONG = {
    # "order" is a verb here, and the name of a column of numbers that are names.
    "How many bikes did Whitfield Cycles order?",
    # The column that is compared is also the one to add up, and is named twice.
    "How many bikes were sold in months that sold more than planned?",
    # Of harvest and days, the one that stands last is taken, and a note says so.
    "What do beds A and B add up to?",
    # Nothing in the sheet says what being late is.
    "Which projects were late?",
}


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Table]]:
    """The tables of every workbook."""
    found: dict[str, list[Table]] = {}
    for name, path in make_all(tmp_path_factory.mktemp("books")).items():
        with path.open("rb") as file:
            found[name] = [table for grid in grids(file, name) for table in tables(grid)]
    return found


def chosen(found: list[Table], workbook: str, question: str) -> Choice:
    choice = choose(question, found, TODAY, Path(workbook).name)
    assert choice is not None
    return choice


def test_there_are_more_than_eighty_questions():
    assert len(QUESTIONS) > 80


@pytest.mark.parametrize(
    ("workbook", "question", "expected"),
    [one for one in QUESTIONS if one[1] not in KNOWN_WRONG],
    ids=[one[1] for one in QUESTIONS if one[1] not in KNOWN_WRONG],
)
def test_a_question_is_answered_exactly(workbooks, workbook, question, expected):
    choice = chosen(workbooks[workbook], workbook, question)
    answer = run(choice.asked.query, choice.table)
    assert is_right(answer.rows, expected), (in_words(choice.asked.query), answer.rows)


@pytest.mark.parametrize("question", ["the sales figures", "", "show me the table"])
def test_who_names_the_file_and_nothing_in_it_gets_all_rows(workbooks, question):
    name = "sales-figures-week-47.xlsx"
    choice = chosen(workbooks[name], name, question)
    answer = run(choice.asked.query, choice.table)
    assert answer.columns == ("Region", "Bikes", "Revenue EUR", "Returns")
    assert len(answer.rows) == 4


@pytest.mark.parametrize(
    "file", ["questions_kept_aside.toml", "questions_measures_kept_aside.toml"]
)
def test_nine_in_ten_of_the_questions_that_were_kept_aside_are_answered_exactly(workbooks, file):
    aside = list(questions(file))
    right = 0
    for workbook, question, expected in aside:
        choice = chosen(workbooks[workbook], workbook, question)
        right += is_right(run(choice.asked.query, choice.table).rows, expected)
    assert right >= 0.9 * len(aside)


def test_a_wrong_answer_can_be_seen_from_the_query_and_the_words_that_were_not_used(workbooks):
    name = "orders-autumn.xlsx"
    choice = chosen(workbooks[name], name, "How many bikes did Whitfield Cycles order?")
    assert in_words(choice.asked.query) == (
        "How many different values there are of “Order” where “Customer” is “Whitfield Cycles”."
    )
    assert choice.asked.unexplained == ("bikes",)


@pytest.mark.parametrize(
    ("workbook", "question", "word"),
    [
        ("towers.csv", "How heavy is the Glass Court?", "heavy"),
        ("swim-results.csv", "How much did Ada spend?", "spend"),
        ("kids-heights.csv", "Which child is the fastest?", "fastest"),
    ],
)
def test_what_no_column_measures_is_not_answered_with_another_one(
    workbooks, workbook, question, word
):
    choice = chosen(workbooks[workbook], workbook, question)
    assert choice.asked.query.measure == "rows"
    assert not choice.asked.query.column
    assert word in choice.asked.unexplained
    assert word in choice.asked.unmeasured


def test_a_column_of_numbers_that_was_taken_without_being_asked_for_is_said(workbooks):
    question = "What do beds A and B add up to?"
    choice = chosen(workbooks["tomatoes.csv"], "tomatoes.csv", question)
    assert choice.asked.assumed == choice.asked.query.column == "Days to ripe"


def test_the_name_of_the_file_names_no_column(workbooks):
    found = workbooks["parcels.csv"]
    question = "Which parcel in the postage list is the heaviest?"
    choice = choose(question, found, TODAY, "postage-list.csv")
    assert choice is not None
    assert choice.asked.query.column == "Weight (kg)"


def test_hours_are_compared_with_minutes_as_minutes(workbooks):
    question = "Which episodes are longer than 1 hour?"
    choice = chosen(workbooks["podcast.csv"], "podcast.csv", question)
    assert in_words(choice.asked.query).endswith("where “Length (min)” is more than 60.")
