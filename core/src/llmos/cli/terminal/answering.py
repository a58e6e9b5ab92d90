"""How an answer is shown: the tool's own rendering, its citations, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
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
        show_json(_for_programs(answer) | _steps(answer))
    else:
        _show_steps(answer)
        for said in answer.notes:
            note(said)
        _tell_undo([each for each in (*answer.steps, answer) if each.undo is not None])
    if picture and answer.output is not None:
        for place in save_pictures(answer.output, Path(picture)):
            note(f"The picture is in {place}.")
    if answer.output is None:
        note(answer.words or _NOTHING)
        raise click.exceptions.Exit(_NOTHING_SERVES)
    if answer.stopped is not None:
        raise answer.stopped


def _show_steps(answer: Answer) -> None:
    """What each step brought, one after the other, under its tool's name if there are several."""
    for each in (*answer.steps, answer):
        if each.call is not None and answer.steps:
            show([Text(each.call.tool, style="heading")])
        if each.output is not None:
            _for_people(each.output)


def _tell_undo(done: Sequence[Answer]) -> None:
    if len(done) == 1:
        note("`llmos undo` takes it back.")
    elif done:
        note(f"`llmos undo` takes it back, {len(done)} times for all of it, the last step first.")


def _steps(answer: Answer) -> dict[str, object]:
    """The steps before, and why not all were done; nothing where one call was enough."""
    if not answer.steps and answer.stopped is None:
        return {}
    steps = [_for_programs(each) for each in answer.steps]
    return {"steps": steps, "stopped": answer.stopped.message if answer.stopped else None}


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
        "notes": answer.notes,
        "seconds": round(answer.seconds, 3),
    }
