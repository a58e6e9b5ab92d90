"""How an answer is shown: the tool's own rendering, its citations, or why there is none."""

from __future__ import annotations

from pathlib import Path

import click

from llmos.blocks import Citation, Items, Output, Text
from llmos.cli.terminal.pictures import save_pictures
from llmos.cli.terminal.screen import note, show, show_json
from llmos.kernel import Answer

_NOTHING_SERVES = 4
_NOTHING = "None of the installed tools serves this. `llmos tools` lists what there is."


def show_answer(answer: Answer, *, as_json: bool, picture: str | None = None) -> None:
    """Print the answer, and save its picture where that is wanted; a request that no installed
    tool serves ends with its exit code.
    """
    if as_json:
        show_json(_for_programs(answer))
    elif answer.output is not None:
        _for_people(answer.output)
    if answer.undo is not None and not as_json:
        note("`llmos undo` takes it back.")
    if picture and answer.output is not None:
        for place in save_pictures(answer.output, Path(picture)):
            note(f"The picture is in {place}.")
    if answer.call is None:
        note(answer.words or _NOTHING)
        raise click.exceptions.Exit(_NOTHING_SERVES)


def _for_people(output: Output) -> None:
    show(output.blocks)
    shown = {
        item.cites for block in output.blocks if isinstance(block, Items) for item in block.items
    }
    others = [citation for citation in output.citations if citation.id not in shown]
    if others:
        show([Text("Sources", style="heading"), *map(_citation, others)])


def _citation(citation: Citation) -> Text:
    when = f"{citation.when:%Y-%m-%d %H:%M}" if citation.when else ""
    parts = (f"[{citation.id}]", citation.title, citation.where, when)
    return Text("  ".join(part for part in parts if part), style="note")


def _for_programs(answer: Answer) -> dict[str, object]:
    return {
        "request": answer.request.text,
        "tool": answer.call.tool if answer.call else None,
        "arguments": answer.call.arguments if answer.call else {},
        "value": answer.output.value if answer.output else None,
        "citations": answer.output.citations if answer.output else [],
        "label": answer.label,
        "undo": answer.undo,
        "words": answer.words,
        "seconds": round(answer.seconds, 3),
    }
