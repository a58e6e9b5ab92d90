"""Where the user's own mail is kept: which Maildir takes drafts and sent mail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from llmos import Context, ToolError
from llmos_mail.index.visible import Visible
from llmos_mail.reading.folders import folder_name
from llmos_mail.sending.maildir import Purpose, folder_for, put, waiting

_WRITE = "mail:write"
_USUAL: dict[Purpose, str] = {"drafts": "Drafts", "sent": "Sent"}


def keeper(ctx: Context, purpose: Purpose) -> Path:
    """The Maildir that takes such mail: the first one that has a folder for it."""
    if not ctx.sources:
        raise ToolError(
            "Under a grant for a part of the mail, llmos opens no folder of it to this plugin, so "
            "no mail can be saved there.",
            hint=f"Allow it: llmos permissions grant {ctx.plugin} mail:read",
        )
    roots = [source.path for source in ctx.sources if source.kind == "maildir"]
    if not roots:
        kinds = ", ".join(sorted({source.kind for source in ctx.sources})) or "none"
        raise ToolError(
            "Drafts and sent mail are kept in a Maildir, and you have none "
            f"(your sources are: {kinds}). llmos does not write into the others.",
            hint="Name a Maildir: llmos setup --mail ~/Maildir",
        )
    root = next((one for one in roots if folder_for(one, purpose)), roots[0])
    _check(ctx, folder_called(root, purpose))
    return root


def folder_called(root: Path, purpose: Purpose) -> str:
    """What the user calls the folder that such mail goes into."""
    folder = folder_for(root, purpose)
    return folder_name(str(folder.relative_to(root))) if folder else _USUAL[purpose]


def drafts_of(ctx: Context, visible: Visible) -> Iterator[tuple[Path, bytes]]:
    """The drafts that may be seen, the newest first."""
    for source in ctx.sources:
        if source.kind == "maildir" and visible.has_folder(folder_called(source.path, "drafts")):
            yield from waiting(source.path)


def keep(root: Path, purpose: Purpose, raw: bytes) -> Path:
    """Put a mail there; says where it lies."""
    try:
        return put(root, purpose, raw)
    except OSError as error:
        raise ToolError(
            f"The mail could not be written into {root}: {error.strerror}.",
            hint="See that there is room, and that the folder may be written to.",
        ) from error


def _check(ctx: Context, folder: str) -> None:
    names = ctx.scope(_WRITE).names
    if names and folder.casefold() not in {one.strip("/ ").casefold() for one in names}:
        raise ToolError(
            f"The grant of {_WRITE} is for {', '.join(names)} only, not for the folder {folder}.",
            hint=f"Allow it: llmos permissions grant {ctx.plugin} {_WRITE} --only {folder}",
        )
