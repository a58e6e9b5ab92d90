"""Tools that find files and read in them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from llmos import Context, Takes, ToolError, tool
from llmos_files import copies
from llmos_files.documents import find
from llmos_files.granted import beginning, ending
from llmos_files.index.passages import matching, of_document
from llmos_files.index.search import Wanted
from llmos_files.opening import current_index, vector
from llmos_files.results.found import Copies, DuplicatesResult, FilesResult, ReadResult
from llmos_files.results.wording import counted
from llmos_files.tools.lines import hit_line, line_of, passage_of
from llmos_files.tools.needs import READ

Kind = Literal[
    "pdf",
    "document",
    "spreadsheet",
    "presentation",
    "text",
    "code",
    "web page",
    "book",
    "picture",
    "archive",
    "media",
]
_MEGABYTE = 1_000_000

Kinds = Annotated[
    Kind | None, Field(description="Kind of file: document is Word or similar, spreadsheet Excel.")
]
Since = Annotated[date | None, Field(description="First day of its last change.")]
Until = Annotated[date | None, Field(description="Last day of its last change, included.")]
Folder = Annotated[str | None, Field(description="Name of the folder that it lies in.")]
Limit = Annotated[int, Field(ge=1, le=100, description="How many to list.")]


@tool(
    needs=[READ],
    effect="read",
    examples=[
        "find my documents about the ski trip",
        "where is the PDF with the lease?",
        "search my files for the marketing budget",
        "which presentations mention the spring fair?",
        "which of my notes talk about insulation?",
        "find spreadsheets in the folder Finance that are larger than 5 megabytes",
        "suche in meinen Dateien nach der Steuererklärung",
        "in welchem Dokument steht etwas über die Kündigungsfrist?",
        "where did I put the warranty of the washing machine?",
        "find photos of the garden party",
        "look for presentations about the new prices",
        "wo liegt die Datei mit dem Urlaubsplan?",
    ],
    yields={"file": "files[0].path", "title": "files[].name"},
)
def search(
    ctx: Context,
    text: Annotated[
        str, Takes("title"), Field(description="What the file is about, or words in it.")
    ],
    kind: Kinds = None,
    folder: Folder = None,
    since: Since = None,
    until: Until = None,
    larger_than_mb: Annotated[float | None, Field(gt=0, description="Only larger files.")] = None,
    limit: Limit = 8,
) -> FilesResult:
    """Find files and documents on this computer by what stands in them, by name and by meaning.

    Lists the files, best first, each with the passage that fits and its page, sheet or slide.
    """
    with current_index(ctx) as index:
        wanted = Wanted(
            text=text,
            vector=vector(ctx, text),
            kinds=(kind,) if kind else (),
            folder=folder or "",
            since=beginning(ctx, since),
            until=ending(ctx, until),
            smallest=round((larger_than_mb or 0) * _MEGABYTE),
        )
        hits = index.finder.search(wanted, limit)
        lines = [hit_line(ctx, hit, text) for hit in hits]
    return FilesResult(heading=counted(len(lines), "file"), files=lines, notes=index.notes)


@tool(
    needs=[READ],
    effect="read",
    examples=[
        "what does the lease say about pets?",
        "read me the notes of the last team meeting",
        "what is on page 3 of the tenancy agreement?",
        "what stands on slide 5 of the quarterly presentation?",
        "according to the insurance policy, what is covered?",
        "what is in the note about the router?",
        "read the terms of the warranty to me",
        "was steht im Mietvertrag über Haustiere?",
        "what is on slide 2 of the kick-off presentation?",
        "what does slide 6 of the product deck say?",
        "lies mir die Checkliste für den Umzug vor",
        "was sagt die Satzung zur Kündigung?",
    ],
    yields={"file": "document.path", "title": "document.name"},
)
def read(
    ctx: Context,
    document: Annotated[
        str, Takes("file"), Field(description="Name of the document, or what it is.")
    ],
    about: Annotated[
        str | None, Field(description="What to look for in it; leave out to read from the start.")
    ] = None,
    page: Annotated[int | None, Field(ge=1, description="Only this page or slide.")] = None,
    day: Annotated[
        date | None, Takes("day"), Field(description="Day of its last change, if named.")
    ] = None,
    limit: Annotated[int, Field(ge=1, le=40, description="How many passages.")] = 5,
) -> ReadResult:
    """Read in one document, or answer what it says about something, in its own words.

    Gives the passages word for word, each with its page, section, sheet or slide.
    """
    with current_index(ctx) as index:
        meant = find(ctx, index, document, day=day)
        connection, content = index.connection, meant.file.content
        if about and page is None:
            found = matching(connection, content, about, vector(ctx, about), limit)
        else:
            found = of_document(connection, content, page, limit + 1)
        if page is not None and not found:
            raise ToolError(f"{meant.file.name} has no page or slide {page} with text.")
        passages = [passage_of(piece) for piece in found[:limit]]
        line = line_of(ctx, meant.file, passages)
    problems = [] if meant.file.reason else meant.file.problems.splitlines()
    notes = [*meant.notes, *problems, *index.notes]
    return ReadResult(document=line, more=len(found) > limit, notes=notes)


@tool(
    needs=[READ],
    effect="read",
    examples=[
        "which files did I change today?",
        "what did I work on last week?",
        "show my newest documents",
        "which spreadsheets were changed since Monday?",
        "what is new in the folder Projects?",
        "welche Dateien habe ich gestern bearbeitet?",
        "zeig mir meine neuesten Dokumente",
        "what have I been editing lately?",
        "files touched in the last three days",
        "which slides did I edit this month?",
        "woran habe ich zuletzt gearbeitet?",
        "quels fichiers ai-je modifiés hier ?",
    ],
    yields={"file": "files[0].path", "title": "files[].name"},
)
def recent(
    ctx: Context,
    kind: Kinds = None,
    folder: Folder = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 15,
) -> FilesResult:
    """List the files that were changed last, the latest first, with their folder and day."""
    with current_index(ctx) as index:
        wanted = Wanted(
            kinds=(kind,) if kind else (),
            folder=folder or "",
            since=beginning(ctx, since),
            until=ending(ctx, until),
        )
        lines = [line_of(ctx, hit.file) for hit in index.finder.search(wanted, limit)]
    return FilesResult(heading="Changed last", files=lines, notes=index.notes)


@tool(
    needs=[READ],
    effect="read",
    examples=[
        "which files do I have twice?",
        "find duplicates in my documents",
        "are there copies of the same photo?",
        "which duplicate files waste the most space?",
        "do I have identical files in the folder Downloads?",
        "welche Dateien habe ich doppelt?",
        "finde doppelte Bilder",
        "is anything stored several times?",
        "which of my scans exist more than once?",
        "was liegt mehrfach auf der Platte?",
        "y a-t-il des doublons dans mes photos ?",
    ],
)
def duplicates(ctx: Context, kind: Kinds = None, folder: Folder = None) -> DuplicatesResult:
    """Find files that have exactly the same content, those that take up most space first."""
    with current_index(ctx) as index:
        wanted = Wanted(kinds=(kind,) if kind else (), folder=folder or "")
        groups = [
            Copies(size=same[0].size, files=[line_of(ctx, file) for file in same])
            for same in copies.groups(ctx, index.connection, wanted)
        ]
    return DuplicatesResult(groups=groups, notes=index.notes)
