"""A question to a workbook: its tables, the query, the answer, and where the model helps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import BaseModel, Field, create_model

from llmos import Context, ToolError
from llmos_files.asking.choosing import Choice, choose
from llmos_files.asking.tokens import words_of
from llmos_files.documents import Meant, opened_document
from llmos_files.reading.cells import shown
from llmos_files.reading.document import Unreadable
from llmos_files.reading.guard import bounded
from llmos_files.sheets.detecting import tables
from llmos_files.sheets.engine import Answer, WrongQuery, run
from llmos_files.sheets.grid import grids
from llmos_files.sheets.query import Filter, Group, Query, problems
from llmos_files.sheets.table import Table

_MOST_TABLES = 60
_EXAMPLES = 3
_COMPARE: Any = Literal["=", "≠", ">", "≥", "<", "≤", "contains"]
_MEASURES: Any = Literal["rows", "sum", "average", "count", "distinct", "max", "min"]


@dataclass(frozen=True)
class Computed:
    """An answer, the query that gave it, and the table that it was run on."""

    table: Table
    query: Query
    answer: Answer
    notes: tuple[str, ...]


def compute(ctx: Context, meant: Meant, question: str, sheet: str | None) -> Computed:
    """Find the table, understand the question, run it."""
    found = _tables(ctx, meant, sheet)
    choice = choose(question, found, ctx.now.date(), meant.file.name)
    if choice is None:
        raise ToolError(f"{meant.file.name} holds no table with headers.")
    choice, helped = _helped(ctx, question, choice)
    try:
        answer = run(choice.asked.query, choice.table)
    except WrongQuery as error:
        headers = ", ".join(f"“{column.name}”" for column in choice.table.columns)
        raise ToolError(
            f"The question does not fit the table in sheet {choice.table.sheet}: {error}",
            hint=f"Ask for its columns: {headers}.",
        ) from error
    asked = choice.asked
    unmeasured = " ".join(asked.unmeasured)
    ignored = ", ".join(word for word in asked.unexplained if word not in asked.unmeasured)
    notes = [
        *choice.table.notes,
        *[f"No column seems to say what “{unmeasured}” asks for."] * bool(unmeasured),
        *[f"No column of numbers is named; “{asked.assumed}” was taken."] * bool(asked.assumed),
        *[f"Nothing was made of these words: {ignored}."] * bool(ignored),
        *["The model helped to understand the question."] * helped,
    ]
    return Computed(choice.table, asked.query, answer, tuple(notes))


def _tables(ctx: Context, meant: Meant, sheet: str | None) -> list[Table]:
    try:
        with opened_document(ctx, meant.file) as file, bounded():
            every = [table for grid in grids(file, meant.file.name) for table in tables(grid)]
    except Unreadable as error:
        raise ToolError(f"{meant.file.name} cannot be used. {error.words}") from error
    if sheet:
        named = [table for table in every if sheet.casefold() in table.sheet.casefold()]
        every = named or every
    return every[:_MOST_TABLES]


def _helped(ctx: Context, question: str, choice: Choice) -> tuple[Choice, bool]:
    """Where the rules made nothing at all of the question, what the model makes of it.

    Where they made something, even without a word that stands in the table ("the smallest
    expense"), they are right far more often than a small model: benchmarks/files_tables.py.
    """
    asked = choice.asked
    if asked.unmeasured:
        return choice, False  # it would take a column that says something else
    is_empty = asked.query == Query() and not asked.known
    if not (is_empty and asked.unexplained and ctx.settings.model_for_tables):
        return choice, False
    try:
        query = _asked_of_the_model(ctx, question, choice.table)
    except ToolError:
        return choice, False  # no model here, or no answer that fits: the rules' query stands
    if not all(_is_said(value, question) for one in query.filters for value in one.values):
        return choice, False  # it made a value up
    if query == choice.asked.query or problems(query, choice.table):
        return choice, False
    return Choice(choice.table, replace(choice.asked, query=query, unexplained=())), True


def _is_said(value: str | float, question: str) -> bool:
    return bool(words_of(shown(value))) and set(words_of(shown(value))) <= set(words_of(question))


def _asked_of_the_model(ctx: Context, question: str, table: Table) -> Query:
    """The query in a closed form that holds this table's own columns and nothing else."""
    form = _form(tuple(column.name for column in table.columns))
    read = ctx.model.extract(form, _described(table, question), what="a question to a table")
    given = read.model_dump()
    return Query(
        measure=given["measure"],
        column=given["column"] if given["measure"] != "count" else "",
        groups=(Group(column=given["group_by"]),) if given["group_by"] else (),
        filters=tuple(_filter(table, one) for one in given["conditions"]),
        order="down" if given["largest_first"] else "",
        limit=given["limit"],
    )


def _form(names: tuple[str, ...]) -> type[BaseModel]:
    """A class whose columns can only be these; it is made of values, which no checker follows."""
    one_of: Any = Literal[names]
    condition = create_model(
        "Condition",
        column=(one_of, ...),
        compare=(_COMPARE, ...),
        value=(str, Field(max_length=80)),
    )
    conditions: Any = list[condition]  # type: ignore[valid-type]  # made a line above
    return create_model(
        "TableQuestion",
        measure=(_MEASURES, ...),
        column=(one_of, ...),
        group_by=(one_of | None, None),
        conditions=(conditions, Field(default=[], max_length=3)),
        largest_first=(bool, False),
        limit=(int | None, Field(default=None, ge=1, le=100)),
    )


def _filter(table: Table, given: dict[str, str]) -> Filter:
    column = table.column(given["column"])
    value: str | float = given["value"]
    if column and column.type == "number":
        try:
            value = float(given["value"].replace(",", ""))
        except ValueError as error:
            raise ToolError(f"“{column.name}” holds numbers.") from error
    return Filter.model_validate(
        {"column": given["column"], "compare": given["compare"], "values": (value,)}
    )


def _described(table: Table, question: str) -> str:
    columns = [
        f"- {column.name} ({column.type}): "
        + ", ".join(shown(value) for value in [*dict.fromkeys(column.values)][:_EXAMPLES])
        for column in table.columns
    ]
    return f"Question: {question}\nColumns of the table, with examples:\n" + "\n".join(columns)
