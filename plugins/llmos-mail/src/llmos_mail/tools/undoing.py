"""Taking back what the other tools did."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from llmos import Context, Result, ToolError, tool
from llmos_mail.accounts import SAVED
from llmos_mail.keeping import take_out
from llmos_mail.sending.files import remove_same
from llmos_mail.tools.needs import FILES, MAIL, WRITE


class Kept(BaseModel):
    """Where something was put, and what tells its bytes from any others."""

    model_config = ConfigDict(frozen=True)

    place: str
    digest: str


class TakenBack(Result):
    """What was taken back, in a sentence."""

    what: str


@tool(needs=[MAIL, WRITE, FILES], effect="write")
def take_back(ctx: Context, what: Literal["draft", "files"], kept: list[Kept]) -> TakenBack:
    """Take a draft or saved files away again, unless somebody has changed them since."""
    ctx.scope(MAIL.name)
    if what == "files":
        return _remove_files(ctx, kept)
    ctx.scope(WRITE.name)
    for one in kept:
        if not take_out(ctx, one.place, one.digest):
            raise ToolError("The draft is gone or was changed since; it was left as it is.")
    return TakenBack(what="The draft is gone.")


def _remove_files(ctx: Context, kept: list[Kept]) -> TakenBack:
    ctx.scope(FILES.name)
    roots = [source.path for source in ctx.sources if source.kind == SAVED]
    outside = [one.place for one in kept if not any(map(Path(one.place).is_relative_to, roots))]
    if outside:
        raise ToolError(f"{outside[0]} lies in no folder that attachments are saved in any more.")
    changed = remove_same({Path(one.place): one.digest for one in kept})
    if changed:
        raise ToolError(f"{changed} is gone or was changed since; all files were left as they are.")
    return TakenBack(what=f"Deleted: {', '.join(Path(one.place).name for one in kept)}.")
