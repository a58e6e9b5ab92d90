"""Attachments: finding them, and saving them into a folder that the user chose for that."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from llmos import Context, Destination, Takes, ToolError, tool
from llmos_mail.accounts import SAVED
from llmos_mail.days import beginning_of, check_order, end_of
from llmos_mail.index import search as index
from llmos_mail.index.stored import Stored
from llmos_mail.meanings import nearest
from llmos_mail.opening import Index, current_index
from llmos_mail.originals import original_of
from llmos_mail.picking import picked
from llmos_mail.reading.kinds import FileKind, kind_of
from llmos_mail.reading.parts import parse
from llmos_mail.reading.text import attached
from llmos_mail.results.attachments import (
    AttachmentLine,
    AttachmentsResult,
    SavedFile,
    SavedFiles,
)
from llmos_mail.sending.files import free_path, safe_name, write_new
from llmos_mail.sending.maildir import digest_of
from llmos_mail.tools.lines import NO_SUBJECT, local
from llmos_mail.tools.needs import FILES, MAIL

_MOST_MESSAGES = 1_000

Kind = Annotated[
    FileKind | None,
    Field(
        description="What kind of file. presentation: powerpoint, pptx, keynote, Präsentation;"
        " archive: zip, zip file, rar, Zip-Datei; audio: voice memo, voice note, voice message,"
        " mp3, Sprachnachricht, Tonaufnahme, note vocale; spreadsheet: Excel, xlsx, csv,"
        " Excel-Datei; calendar: ics, calendar file."
    ),
]
FileName = Annotated[str | None, Field(description="A part of the file's name.")]
About = Annotated[str | None, Takes("title"), Field(description="Words from the mail.")]
Sent = Annotated[str | None, Takes("person"), Field(description="Who sent the mail.")]
Sender = Annotated[str | None, Takes("person"), Field(description="Who sent it.")]
Id = Annotated[
    str | None, Destination("id"), Takes("mail"), Field(description="The mail's id, if known.")
]
Folder = Annotated[
    str | None,
    Destination("path"),
    Field(description="The folder to save in, if one was said."),
]


@tool(
    needs=[MAIL],
    effect="read",
    examples=[
        "find the PDF that Karen sent",
        "which attachments did I get this week?",
        "list all pictures that Ana mailed me",
        "where is the spreadsheet with the budget that came by mail?",
        "show invoices that were attached since October",
        "find the file lease.pdf in my mail",
        "welche Anhänge hat mir die Schule geschickt?",
        "suche die Excel-Tabelle, die Omar gemailt hat",
        "what files has the bank sent me?",
        "all files attached to mails from Ines",
        "which photos did people send me last month?",
        "alle Anhänge aus der Post von gestern",
        "photos from Bo?",
        "did Ines send a form as an attachment?",
        "list every attachment from the bank",
        "gibt es ein PDF von der Werkstatt?",
    ],
    yields={
        "mail": "attachments[0].id",
        "person": "attachments[0].sender",
        "title": "attachments[].name",
    },
)
def attachments(
    ctx: Context,
    file_name: FileName = None,
    kind: Kind = None,
    sender: Sender = None,
    since: Annotated[date | None, Field(description="First day.")] = None,
    until: Annotated[date | None, Field(description="Last day, included.")] = None,
    limit: Annotated[int, Field(ge=1, le=100, description="How many to list.")] = 20,
) -> AttachmentsResult:
    """Find files that came attached to mails, by name, kind, sender or date, newest first."""
    check_order(since, until)
    with current_index(ctx) as mail:
        mail.granted.require_bodies("A search for attachments")
        wanted = index.Wanted(
            sender=sender or "",
            since=beginning_of(ctx, since),
            until=end_of(ctx, until),
            has_attachment=True,
            attached=kind,
        )
        hits = nearest(ctx, mail, wanted, _MOST_MESSAGES)
        lines = [
            _line(ctx, message, file, its_kind)
            for message in hits.messages
            for file, its_kind in zip(message.attachments, message.kinds, strict=True)
            if _fits(file, its_kind, file_name, kind)
        ]
        older = f"Only the newest {_MOST_MESSAGES:,} mails with attachments were looked through."
        notes = [*[older] * (hits.total > _MOST_MESSAGES or hits.is_more), *mail.notes]
    return AttachmentsResult(attachments=lines[:limit], total=len(lines), notes=notes)


@tool(
    needs=[MAIL, FILES],
    effect="write",
    examples=[
        "save the attachment of Karen's mail",
        "save lease.pdf from the landlord to ~/Documents/Flat",
        "download the pictures that Ana sent",
        "put the files of mail 3f9a0c41d2b7 into my folder",
        "keep the invoice that came from the garage",
        "speichere den Anhang der Mail von der Schule",
        "lade die Fotos aus Anas Mail herunter",
        "store the PDF out of Omar's last email on my disk",
        "get me the attachments from the bank's mail as files",
        "sichere die Tabelle, die Ines geschickt hat",
        "save what Bo attached",
        "put the contract that Ines mailed into my documents",
        "speichere alle Bilder von Karen",
        "behalte eine Kopie der Datei aus Omars Mail",
    ],
    yields={"file": "files[0].place"},
)
def save_attachments(
    ctx: Context,
    id: Id = None,
    person: Sent = None,
    about: About = None,
    file_name: FileName = None,
    kind: Kind = None,
    folder: Folder = None,
) -> SavedFiles:
    """Save files that came with a mail into a folder on disk.

    Nothing is overwritten: a file whose name is taken gets a number.
    """
    with current_index(ctx) as mail:
        message = picked(mail, id=id, person=person, about=about, files=True)
        chosen = _chosen(ctx, mail, message, file_name, kind)
    saved: list[SavedFile] = []
    for file, content in chosen:
        place = free_path(_folder(ctx, folder), safe_name(file))
        try:
            write_new(place, content)
        except OSError as error:
            raise ToolError(
                f"{place} could not be written: {error.strerror}."
                + f" Saved before it: {', '.join(one.place for one in saved)}." * bool(saved)
            ) from error
        saved.append(_file(file, place, content))
    return _result(ctx, message, saved, is_done=True)


@save_attachments.preview
def preview_save(
    ctx: Context,
    id: Id = None,
    person: Sent = None,
    about: About = None,
    file_name: FileName = None,
    kind: Kind = None,
    folder: Folder = None,
) -> SavedFiles:
    """Show which files would be saved where."""
    with current_index(ctx) as mail:
        message = picked(mail, id=id, person=person, about=about, files=True)
        chosen = _chosen(ctx, mail, message, file_name, kind)
    where = _folder(ctx, folder)
    files = [_file(file, free_path(where, safe_name(file)), content) for file, content in chosen]
    return _result(ctx, message, files, is_done=False)


def _chosen(
    ctx: Context, mail: Index, message: Stored, name: str | None, kind: FileKind | None
) -> list[tuple[str, bytes]]:
    if mail.granted.scope.resolution != "body":
        mail.granted.require_bodies("Saving attachments")
    root = parse(original_of(ctx, mail, message))
    chosen = [
        (file, part.content())
        for file, part in attached(root)
        if _fits(file, kind_of(file, part.kind), name, kind)
    ]
    if not chosen:
        there = ", ".join(message.attachments) or "nothing"
        raise ToolError(f"No such file came with “{message.subject}”; attached is: {there}.")
    return chosen


def _folder(ctx: Context, wanted: str | None) -> Path:
    ctx.scope(FILES.name)
    roots = [source.path for source in ctx.sources if source.kind == SAVED]
    if not roots:
        raise ToolError(
            "llmos knows no folder that attachments may be saved in.",
            hint="Name one: llmos setup --mail saved=~/Downloads",
        )
    if wanted is None:
        return roots[0]
    path = Path(wanted).expanduser()
    path = path if path.is_absolute() else roots[0] / path
    inside = any(path.resolve().is_relative_to(root.resolve()) for root in roots)
    if not (inside and path.is_dir()):
        known = ", ".join(map(str, roots))
        raise ToolError(f"{path} is no folder in what you allowed for attachments: {known}.")
    return path


def _fits(file: str, its_kind: str, name: str | None, kind: FileKind | None) -> bool:
    words = (name or "").casefold().split()
    return kind in (None, its_kind) and all(word in file.casefold() for word in words)


def _line(ctx: Context, message: Stored, file: str, kind: str) -> AttachmentLine:
    return AttachmentLine(
        id=message.id,
        name=file,
        kind=kind,
        sender=message.sender.short,
        subject=message.subject or NO_SUBJECT,
        sent=local(ctx, message.sent),
    )


def _file(name: str, place: Path, content: bytes) -> SavedFile:
    return SavedFile(name=name, place=str(place), size=len(content), digest=digest_of(content))


def _result(ctx: Context, message: Stored, files: list[SavedFile], *, is_done: bool) -> SavedFiles:
    return SavedFiles(
        id=message.id,
        subject=message.subject or NO_SUBJECT,
        sender=message.sender.short,
        sent=local(ctx, message.sent),
        files=files,
        is_done=is_done,
        notes=[],
    )
