"""Tools that change files. Each shows first what it would do, and each can be taken back."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, ParamSpec, TypeVar

from pydantic import Field

from llmos import Context, Destination, Takes, ToolError, tool
from llmos_files.changing import backups, files
from llmos_files.changing.places import Place, place_at
from llmos_files.documents import find
from llmos_files.folders.beneath import Outside, root_of, shown
from llmos_files.granted import roots
from llmos_files.opening import current_index
from llmos_files.reading.charsets import decode, is_binary
from llmos_files.reading.kinds import kind_of
from llmos_files.results.changed import MovedResult, TakenBackResult, WrittenResult
from llmos_files.tools.needs import READ, WRITE

_NEEDS = [READ, WRITE]
_TEXTS = ("text", "code", "web page", "other")
_CHANGED = "{} has changed since you looked at it, so nothing was written."

PathTo = Annotated[
    str, Destination("path"), Field(description="Path of the file, whole or from the folder on.")
]
Source = Annotated[
    str, Takes("file"), Field(description="Name or path of the file, or what it is.")
]
P = ParamSpec("P")
R = TypeVar("R")


def in_sentences(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call something that changes files; what it refuses is an error of the tool."""
    try:
        return function(*args, **kwargs)
    except (Outside, files.Refused) as error:
        raise ToolError(str(error)) from error
    except OSError as error:
        raise ToolError(f"The file system refused: {error.strerror}.") from error


@tool(
    needs=_NEEDS,
    effect="write",
    examples=[
        "write a note shopping.md with milk, bread and coffee",
        "save this text as notes/meeting.txt: we start on Monday",
        "append 'call the plumber' to todo.md",
        "create a file ideas.md that says: paint the hall green",
        "schreibe eine Notiz einkauf.md mit Milch und Brot",
        "hänge an todo.md an: Klempner anrufen",
        "jot down in garden.md that the hedge needs cutting",
        "put the line 'buy stamps' at the end of errands.txt",
        "I need a new text file named agenda.md that starts with: welcome",
        "leg eine Datei plan.txt an mit dem Text: Montag Keller",
        "crée un fichier courses.md avec du lait et du pain",
        "replace what stands in motto.txt with: keep it simple",
    ],
    yields={"file": "path"},
)
def write(
    ctx: Context,
    path: PathTo,
    text: Annotated[str, Field(max_length=200_000, description="The text to write.")],
    how: Annotated[
        Literal["new", "append", "replace"],
        Field(
            description="new: a file that does not exist yet; append: add, at the end, hänge, häng,"
            " ergänze, ajoute; replace: instead of, overwrite, ersetze, überschreibe."
        ),
    ] = "new",
) -> WrittenResult:
    """Write a text or Markdown file: a new one, more at the end of one, or other words in place."""
    ctx.scope(WRITE.name)
    change = in_sentences(_written, ctx, path, text, how)
    if ctx.previewed is not None and ctx.previewed["former"] != change.former:
        raise ToolError(_CHANGED.format(change.path))
    place = in_sentences(place_at, roots(ctx), path)
    backup = backups.keep(_backups(ctx), in_sentences(files.content_of, place))
    in_sentences(files.write, place, change.after.encode())
    return change.model_copy(update={"backup": backup})


@write.preview
def preview_write(
    ctx: Context,
    path: PathTo,
    text: Annotated[str, Field(max_length=200_000)],
    how: Literal["new", "append", "replace"] = "new",
) -> WrittenResult:
    """Show the file as it is and as it would be."""
    ctx.scope(WRITE.name)
    return in_sentences(_written, ctx, path, text, how)


@tool(
    needs=_NEEDS,
    effect="write",
    examples=[
        "move the lease into the folder Flat",
        "put invoice-20817.pdf into Finance/2026",
        "move yesterday's presentation to Archive",
        "sort the photo of the balcony into Pictures",
        "verschiebe den Mietvertrag in den Ordner Wohnung",
        "lege die Rechnung in Finanzen ab",
        "move notes.md to Archive/2025",
        "put the soup recipe in the folder Cooking",
        "move the contract to the folder Insurance",
        "could you file photo.jpg under Holidays?",
        "that invoice belongs in the folder Paid",
        "déplace le bail dans le dossier Appartement",
    ],
    yields={"file": "target"},
)
def move(
    ctx: Context,
    source: Source,
    folder: Annotated[
        str, Destination("path"), Field(description="The folder that it should lie in.")
    ],
) -> MovedResult:
    """Move one file into another folder, which is made if it is missing. Replaces nothing."""
    change, before, after = in_sentences(_moved, ctx, source, folder)
    in_sentences(files.move, before, after)
    return change


@move.preview
def preview_move(ctx: Context, source: Source, folder: str) -> MovedResult:
    """Show from where to where."""
    return in_sentences(_moved, ctx, source, folder)[0]


@tool(
    needs=_NEEDS,
    effect="write",
    examples=[
        "rename scan0042.pdf to insurance-2026.pdf",
        "call the file draft.md final.md from now on",
        "rename the lease to lease-kanalweg.pdf",
        "give the notes of Monday the name kick-off.md",
        "benenne scan0042.pdf in versicherung.pdf um",
        "nenne die Notiz idee.md jetzt plan.md",
        "the file scan.pdf should be called passport.pdf",
        "change the name of todo.txt to done.txt",
        "letter.docx needs a better name: reply-to-bank.docx",
        "gib der Datei neu.txt den Namen alt.txt",
        "renomme brouillon.md en final.md",
    ],
    yields={"file": "target"},
)
def rename(
    ctx: Context,
    source: Source,
    name: Annotated[str, Field(max_length=255, description="Its new name, without a folder.")],
) -> MovedResult:
    """Give one file another name in the same folder; its ending is kept if none is named."""
    change, before, after = in_sentences(_renamed, ctx, source, name)
    in_sentences(files.move, before, after)
    return change


@rename.preview
def preview_rename(ctx: Context, source: Source, name: str) -> MovedResult:
    """Show the old and the new name."""
    return in_sentences(_renamed, ctx, source, name)[0]


@tool(
    needs=_NEEDS,
    effect="write",
    examples=[
        "throw away the file old-notes.md",
        "delete the duplicate of the catalogue cover",
        "put draft-1.docx into the trash",
        "get rid of the file test.csv",
        "delete draft.md",
        "remove the file budget-old.xlsx",
        "wirf die Datei alt.md in den Papierkorb",
        "lösche die alte Packliste",
        "I don't need the file copy-of-list.xlsx any more",
        "bin the outdated brochure",
        "mets le fichier vieux.txt à la corbeille",
        "kann weg: entwurf-alt.docx",
    ],
)
def trash(ctx: Context, source: Source) -> MovedResult:
    """Put one file into the trash, from where it can be brought back. Deletes nothing for good."""
    ctx.scope(WRITE.name)
    place = in_sentences(_existing, ctx, source)
    kept = in_sentences(files.trash, place, ctx.now)
    return MovedResult(what="trashed", source=str(place), target=str(kept), notes=[])


@trash.preview
def preview_trash(ctx: Context, source: Source) -> MovedResult:
    """Show what would go."""
    ctx.scope(WRITE.name)
    place = in_sentences(_existing, ctx, source)
    return MovedResult(what="trashed", source=str(place), target="in its folder", notes=[])


@tool(needs=_NEEDS, effect="write")
def take_back(
    ctx: Context,
    how: Literal["restore", "move"],
    path: str,
    digest: str = "",
    backup: str = "",
    to: str = "",
) -> TakenBackResult:
    """Take a change back: put a former content there, or move something to where it was."""
    ctx.scope(READ.name)
    ctx.scope(WRITE.name)
    return in_sentences(_taken_back, ctx, how, path, digest, backup, to)


def _taken_back(
    ctx: Context, how: str, path: str, digest: str, backup: str, to: str
) -> TakenBackResult:
    if how == "move":
        # What lies in the trash lies in a hidden folder, which only an undo looks into.
        source, target = _anywhere(ctx, path), place_at(roots(ctx), to)
        files.move(source, target)
        return TakenBackResult(sentence=f"{target} is where it was.")
    place = place_at(roots(ctx), path)
    if files.digest_of(files.content_of(place)) != digest:
        raise files.Refused(f"{place} has changed since; it stays as it is.")
    if not backup:
        files.trash(place, ctx.now)
        return TakenBackResult(sentence=f"{place}, which was new, is in the trash.")
    files.write(place, backups.load(_backups(ctx), backup))
    return TakenBackResult(sentence=f"{place} holds what it held before.")


def _anywhere(ctx: Context, path: str) -> Place:
    whole = os.fsencode(path)
    root = root_of(list(roots(ctx)), whole)
    *folders, name = whole[len(os.fsencode(root)) + 1 :].split(b"/")
    return Place(root, tuple(folders), name)


def _written(ctx: Context, path: str, text: str, how: str) -> WrittenResult:
    ctx.scope(READ.name)
    place = place_at(roots(ctx), path)
    if kind_of(shown(place.name)) not in _TEXTS:
        raise files.Refused(f"{shown(place.name)} is no text file; only texts are written.")
    former = files.content_of(place)
    _check(place, former, how)
    before = decode(former) if former else ""
    after = text if text.endswith("\n") else text + "\n"
    if how == "append" and before:
        after = before + ("" if before.endswith("\n") else "\n") + after
    return WrittenResult(
        path=str(place),
        before=before,
        after=after,
        former=files.digest_of(former),
        digest=files.digest_of(after.encode()),
        backup="",
        notes=[],
    )


def _check(place: Place, former: bytes | None, how: str) -> None:
    if how == "new" and former is not None:
        raise files.Refused(f"{place} exists already; ask to append to it, or to replace it.")
    if how != "new" and former is None:
        raise files.Refused(f"There is no file {place} yet.")
    if former and is_binary(former[:4096]):
        raise files.Refused(f"{place} holds no text.")


def _moved(ctx: Context, source: str, folder: str) -> tuple[MovedResult, Place, Place]:
    ctx.scope(WRITE.name)
    before = _existing(ctx, source)
    target = place_at(roots(ctx), f"{folder.rstrip('/')}/{shown(before.name)}")
    after = Place(target.root, target.folders, before.name)
    if after.exists():
        raise files.Refused(f"{after} exists already; nothing was moved.")
    change = MovedResult(what="moved", source=str(before), target=str(after), notes=[])
    return change, before, after


def _renamed(ctx: Context, source: str, name: str) -> tuple[MovedResult, Place, Place]:
    ctx.scope(WRITE.name)
    if "/" in name or name in (".", ".."):
        raise files.Refused(f"“{name}” is no name; to change the folder, move the file.")
    before = _existing(ctx, source)
    suffix = Path(shown(before.name)).suffix
    whole = name if Path(name).suffix else name + suffix
    path = os.path.join(shown(os.path.dirname(before.path)), whole)
    after = place_at(roots(ctx), path)
    if after.exists():
        raise files.Refused(f"{after} exists already; nothing was renamed.")
    return (
        MovedResult(what="renamed", source=str(before), target=str(after), notes=[]),
        before,
        after,
    )


def _existing(ctx: Context, source: str) -> Place:
    """The place of a file that is named by path, or the way documents are."""
    ctx.scope(READ.name)
    if "/" in source or os.path.sep in source:
        place = place_at(roots(ctx), source)
        if place.exists():
            return place
    with current_index(ctx) as index:
        path = find(ctx, index, source).file.path
    root = root_of(list(roots(ctx)), path)
    *folders, name = path[len(os.fsencode(root)) + 1 :].split(b"/")
    return Place(root, tuple(folders), name)


def _backups(ctx: Context) -> Path:
    return ctx.data / "backups"
