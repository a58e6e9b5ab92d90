"""The tool that computes with spreadsheets."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import Field

from llmos import Context, Takes, tool
from llmos_files.computing import compute
from llmos_files.documents import find
from llmos_files.opening import current_index
from llmos_files.results.computed import TableResult, Used
from llmos_files.sheets.wording import in_words
from llmos_files.tools.lines import line_of
from llmos_files.tools.needs import READ

Workbook = Annotated[
    str,
    Takes("file"),
    Field(description="Name of the spreadsheet, or what it is, such as the sales figures."),
]
Question = Annotated[
    str, Field(description="What to compute, in the words of the request, without the file's name.")
]
Sheet = Annotated[str | None, Field(description="Name of the sheet, if the request names one.")]
Day = Annotated[
    date | None, Takes("day"), Field(description="Day of the file, if the request names one.")
]


_DAY = re.compile(
    r"(?:\b(?:last|this|letzte[nrs]?|diese[nrs]?|vo[nm]|from|of)\s+)*"
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|heute|gestern|sonnabend"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)s?(?:['\N{RIGHT SINGLE QUOTATION MARK}]s)?",
    re.I,
)
"""The day of a file in a question; what is asked of its table has nothing to do with it."""


@tool(
    needs=[READ],
    effect="read",
    examples=[
        "how many bikes did we sell in the north according to the sales figures?",
        "what is the total revenue in last Tuesday's Excel file?",
        "average price per category in the price list spreadsheet",
        "which customer ordered the most in orders.xlsx?",
        "sum up the expenses of October in the household budget",
        "which region had the most returns in the sales sheet?",
        "wie viel haben wir laut Haushaltsbuch im November für Lebensmittel ausgegeben?",
        "Umsatz je Region aus der Tabelle mit den Verkaufszahlen",
        "which lamp in the stock list is the cheapest?",
        "in budget.xlsx, how much was spent on heating?",
        "Summe der Kosten je Monat in der Kostentabelle",
        "list all suppliers from Spain in suppliers.csv",
    ],
    yields={"file": "document.path"},
)
def table(
    ctx: Context, document: Workbook, question: Question, sheet: Sheet = None, day: Day = None
) -> TableResult:
    """Compute with a spreadsheet's numbers (Excel, CSV): sums, averages, counts, highest, lists.

    Shows the result, how the question was understood, and the cells that were used.
    """
    with current_index(ctx) as index:
        meant = find(ctx, index, document, ("spreadsheet",), day)
        computed = compute(ctx, meant, _DAY.sub(" ", question) if day else question, sheet)
        document_line = line_of(ctx, meant.file)
    found, answer = computed.table, computed.answer
    measured = map(found.column, (computed.query.column, *computed.query.plus))
    cells = ", ".join(found.cells(column, answer.used) for column in measured if column)
    return TableResult(
        document=document_line,
        query=in_words(computed.query),
        columns=list(answer.columns),
        rows=[list(row) for row in answer.rows],
        used=Used(sheet=found.sheet, table=found.place, cells=cells),
        typed_query=computed.query.model_dump(mode="json"),
        notes=[*computed.notes, *meant.notes, *index.notes],
    )
