"""The tool that puts the result of a question to a spreadsheet into a document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

from pydantic import Field

from llmos import Context, Destination, ToolError, tool
from llmos_files.asking.placing import said_place, without_place
from llmos_files.changing import backups, files
from llmos_files.changing.places import Place, place_at
from llmos_files.documents import find
from llmos_files.folders.beneath import Outside, root_of, shown
from llmos_files.granted import roots
from llmos_files.inserting import docx, markdown, xlsx
from llmos_files.inserting.grid import Grid, Inserted, NoPlace
from llmos_files.opening import current_index
from llmos_files.reading.document import Unreadable
from llmos_files.reading.kinds import ending
from llmos_files.results.computed import InsertedResult, TableResult
from llmos_files.tools import tables
from llmos_files.tools.changing import in_sentences
from llmos_files.tools.needs import READ, WRITE

_WRITERS: dict[str, Callable[[bytes, Grid, str], Inserted]] = {
    "md": markdown.insert,
    "markdown": markdown.insert,
    "txt": markdown.insert,
    "docx": docx.insert,
    "xlsx": xlsx.insert,
}

Into = Annotated[
    str,
    Destination("path"),
    Field(description="The document that the table goes into: Markdown, Word or Excel."),
]
At = Annotated[
    str | None,
    Field(description="Heading or sentence to put it below; in Excel a cell or sheet."),
]


@tool(
    needs=[READ, WRITE],
    effect="write",
    examples=[
        "insert the sales figures from last Tuesday's Excel file into report.docx",
        "put the revenue per region from the sales figures into report.md below Results",
        "add the expenses per month from the household budget to overview.xlsx",
        "insert the total returns into the weekly report under Quality",
        "copy the price list as a table into offer.docx",
        "füge die Verkaufszahlen vom letzten Dienstag in bericht.docx ein",
        "setze die Summe je Kategorie aus dem Haushaltsbuch in notizen.md",
        "I want the stock per shelf from stock.csv as a table in report.md",
        "the average price per brand from prices.xlsx should go into letter.docx under Prices",
        "drop the rows for Spain from suppliers.csv into summary.md",
        "mets le total par mois du budget dans rapport.docx",
    ],
    yields={"file": "path"},
)
def insert_table(
    ctx: Context,
    document: tables.Workbook,
    question: tables.Question,
    into: Into,
    at: At = None,
    sheet: tables.Sheet = None,
    day: tables.Day = None,
) -> InsertedResult:
    """Put figures from a spreadsheet, computed or listed, as a table into another document."""
    change, place, content = _inserted(ctx, document, question, into, at, sheet, day)
    former = in_sentences(files.content_of, place)
    if ctx.previewed is not None and ctx.previewed["backup"] != files.digest_of(former):
        raise ToolError(f"{change.path} has changed since you looked at it; nothing was written.")
    backup = backups.keep(ctx.data / "backups", former)
    in_sentences(files.write, place, content)
    return change.model_copy(update={"backup": backup})


@insert_table.preview
def preview_insert_table(
    ctx: Context,
    document: tables.Workbook,
    question: tables.Question,
    into: Into,
    at: At = None,
    sheet: tables.Sheet = None,
    day: tables.Day = None,
) -> InsertedResult:
    """Show the table and where it would stand."""
    return _inserted(ctx, document, question, into, at, sheet, day)[0]


def _inserted(
    ctx: Context,
    document: str,
    question: str,
    into: str,
    at: str | None,
    sheet: str | None,
    day: date | None,
) -> tuple[InsertedResult, Place, bytes]:
    """The change, its place, and the document as it would be; `backup` is its former digest."""
    ctx.scope(WRITE.name)
    at = at or said_place(question, into)
    asked = without_place(question, into, at)
    result = tables.table.function(ctx, document, asked, sheet, day)
    place = in_sentences(_target, ctx, into)
    former = in_sentences(files.content_of, place)
    grid = _grid(result)
    try:
        inserted = _writer(place)(former or b"", grid, (at or "").strip())
    except (NoPlace, UnicodeDecodeError) as error:
        raise ToolError(f"Nothing was put into {place}. {error}") from error
    except Unreadable as error:
        raise ToolError(f"Nothing was put into {place}. {error.words}") from error
    change = InsertedResult(
        path=str(place),
        place=inserted.place,
        before="",
        after=grid.as_text() + "\n",
        digest=files.digest_of(inserted.content),
        backup=files.digest_of(former),
        result=result,
        notes=[],
    )
    return change, place, inserted.content


def _target(ctx: Context, into: str) -> Place:
    """A document that is there, by path or by name; a Markdown file may be new."""
    try:
        place = place_at(roots(ctx), into)
    except Outside:
        raise
    if place.exists() or "/" in into:
        return place
    with current_index(ctx) as index:
        named = [
            path
            for (path,) in index.connection.execute(
                "SELECT path FROM shown WHERE lower(name) = ? ORDER BY changed DESC",
                (into.strip().casefold(),),
            )
        ]
        if not named and ending(into) not in _WRITERS:
            named = [find(ctx, index, into).file.path]
    if not named:
        return place
    return place_at(roots(ctx), shown(named[0])) if root_of(list(roots(ctx)), named[0]) else place


def _writer(place: Place) -> Callable[[bytes, Grid, str], Inserted]:
    end = ending(shown(place.name))
    if end not in _WRITERS:
        raise ToolError(
            f"A table cannot be put into {place}.", hint="Name a .md, .docx or .xlsx document."
        )
    if end in ("docx", "xlsx") and not place.exists():
        raise ToolError(f"There is no document {place} to put the table into.")
    return _WRITERS[end]


def _grid(result: TableResult) -> Grid:
    if not result.rows:
        raise ToolError("No row of the spreadsheet fits, so there is nothing to put in.")
    return Grid(tuple(result.columns), tuple(tuple(row) for row in result.rows))
