"""One tool with an effect: shown before it happens, and taken back afterwards."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from llmos import Block, Context, Difference, Permission, Result, ToolError, hookimpl, tool

_NEEDS = [Permission("files:read"), Permission("files:write")]

Line = Annotated[str, Field(min_length=1, description="The line to write, as it was said.")]


class Written(Result):
    """The notebook before and after."""

    before: str
    after: str

    def rendering(self) -> list[Block]:
        """What changed."""
        return [Difference("notebook.txt", self.before, self.after)]

    def undoing(self) -> dict[str, Any]:
        """What `restore` needs to take it back."""
        return {"before": self.before, "after": self.after}


@tool(needs=_NEEDS, effect="write", examples=["note that the boiler was serviced today"])
def add(ctx: Context, line: Line) -> Written:
    """Write one line at the end of the notebook."""
    change = _change(ctx, line)
    if ctx.previewed is not None and ctx.previewed["before"] != change.before:
        raise ToolError("The notebook has changed since you looked at it; nothing was written.")
    _write(_notebook(ctx), change.after)
    return change


@add.preview
def preview_add(ctx: Context, line: Line) -> Written:
    """Show the notebook with the line at its end."""
    return _change(ctx, line)


@tool(needs=_NEEDS, effect="write")
def restore(ctx: Context, before: str, after: str) -> Written:
    """Put the notebook back as it was."""
    if _notebook(ctx).read_text("utf-8") != after:
        raise ToolError("The notebook has changed since; it stays as it is.")
    _write(_notebook(ctx), before)
    return Written(before=after, after=before)


@hookimpl
def llmos_tools() -> list[object]:
    """What the model may call."""
    return [add]


@hookimpl
def llmos_undo() -> object:
    """What `llmos undo` runs."""
    return restore


def _notebook(ctx: Context) -> Path:
    return ctx.sources[0].path / "notebook.txt"


def _change(ctx: Context, line: str) -> Written:
    before = _notebook(ctx).read_text("utf-8")
    return Written(before=before, after=f"{before.rstrip()}\n{line}\n")


def _write(path: Path, text: str) -> None:
    # Beside it first and then over it, so that no crash leaves half of a notebook.
    fresh = path.with_name(f".{path.name}-new")
    fresh.write_text(text, "utf-8")
    os.replace(fresh, path)
