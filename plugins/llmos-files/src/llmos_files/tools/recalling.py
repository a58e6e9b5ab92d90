"""What the user's own documents and notes say, for recommendations and for other plugins."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from llmos import Context, tool
from llmos_files.index.search import Hit, Wanted
from llmos_files.opening import current_index, vector
from llmos_files.results.found import Memory, RecallResult
from llmos_files.tools.lines import moment
from llmos_files.tools.needs import READ

_OWN = ("text", "document", "spreadsheet", "pdf", "presentation", "book", "web page")
_LONGEST = 600


@tool(
    needs=[READ],
    effect="read",
    examples=[
        "what did we pack for the last ski trip?",
        "am I flying or taking the train according to my plans?",
        "what did I write down about the wine that Ana liked?",
        "which hotel did we stay at in Lisbon according to my notes?",
        "what did I note about the workshop on Friday?",
        "do my notes say which paint we used in the hall?",
        "was haben wir beim letzten Skiurlaub mitgenommen?",
        "what did I write down about the birthday party?",
        "was habe ich mir zur Heizung notiert?",
        "fahre ich laut meinen Plänen mit dem Zug?",
        "was steht in meinen Notizen über den Keller?",
        "what have I written about the greenhouse?",
    ],
)
def recall(
    ctx: Context,
    question: Annotated[str, Field(description="What to remember, in the words of the request.")],
    limit: Annotated[int, Field(ge=1, le=20, description="How many passages.")] = 4,
) -> RecallResult:
    """Remember what my own notes, plans and documents say about something, without naming a file.

    Gives the passages themselves, each with its document and day.
    """
    with current_index(ctx) as index:
        wanted = Wanted(text=question, vector=vector(ctx, question), kinds=_OWN)
        hits = index.finder.search(wanted, limit)
    return RecallResult(
        memories=[_memory(ctx, hit) for hit in hits if hit.passages], notes=index.notes
    )


def _memory(ctx: Context, hit: Hit) -> Memory:
    best = hit.passages[0]
    text = best.text if len(best.text) <= _LONGEST else best.text[:_LONGEST].rstrip() + " …"
    return Memory(
        id=hit.file.key,
        document=hit.file.name,
        place=str(best.place),
        changed=moment(ctx, hit.file.changed),
        text=text,
    )
