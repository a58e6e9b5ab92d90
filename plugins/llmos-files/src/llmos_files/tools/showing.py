"""Tools that show the user a file with the computer's own programs."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from llmos import Context, Takes, ToolError, tool
from llmos_files.documents import Meant, find
from llmos_files.opening import current_index
from llmos_files.results.shown import ShownResult
from llmos_files.tools.lines import line_of
from llmos_files.tools.needs import OPEN, READ

Day = Annotated[
    date | None,
    Takes("day"),
    Field(description="Day of its last change, if the request names one."),
]


@tool(
    needs=[READ, OPEN],
    effect="read",
    examples=[
        "open the lease",
        "open yesterday's presentation",
        "show me the file budget.xlsx on the screen",
        "open the photo of the balcony",
        "öffne den Mietvertrag",
        "mach die Excel-Datei von gestern auf",
        "open orders.csv",
        "open the stock list in Excel",
        "pull up the floor plan on my screen",
        "I want to look at brochure.pdf",
        "lass mich die Rechnung sehen",
        "ouvre le contrat",
    ],
    yields={"file": "document.path"},
)
def open(
    ctx: Context,
    document: Annotated[str, Takes("file"), Field(description="Name of the file, or what it is.")],
    day: Day = None,
) -> ShownResult:
    """Open one file on the screen, with the program that this computer has for it."""
    meant, path = _found(ctx, document, (), day)
    ctx.open(path)
    return ShownResult(document=line_of(ctx, meant.file), slide=None, notes=meant.notes)


@tool(
    needs=[READ, OPEN],
    effect="read",
    examples=[
        "start the slideshow at slide 10 of yesterday's presentation",
        "present the dealer slides",
        "start the presentation about the spring catalogue",
        "present the annual report",
        "run the slides of the kick-off from slide 4",
        "show slide 4 of the quarterly review full screen",
        "starte die Präsentation ab Folie 3",
        "zeig die Folien vom Händlertag als Bildschirmpräsentation",
        "begin presenting the pitch deck at slide 7",
        "put the training slides up full screen",
        "I'm giving the talk about safety now, start it",
        "lance le diaporama du projet à la diapo 4",
    ],
)
def slideshow(
    ctx: Context,
    presentation: Annotated[
        str, Takes("file"), Field(description="Name of the presentation, or its subject.")
    ],
    slide: Annotated[int, Field(ge=1, le=10_000, description="The slide to start at.")] = 1,
    day: Day = None,
) -> ShownResult:
    """Start the slideshow of a presentation, full screen, at the first or another slide."""
    meant, path = _found(ctx, presentation, ("presentation",), day)
    shown = ctx.open(path, slide=slide)
    return ShownResult(document=line_of(ctx, meant.file), slide=shown, notes=meant.notes)


def _found(
    ctx: Context, wanted: str, kinds: tuple[str, ...], day: date | None
) -> tuple[Meant, Path]:
    with current_index(ctx) as index:
        meant = find(ctx, index, wanted, kinds, day)
    try:
        os.fsdecode(meant.file.path).encode()
    except UnicodeEncodeError as error:
        raise ToolError(f"{meant.file.name} has a name that cannot be handed on.") from error
    return meant, Path(os.fsdecode(meant.file.path))
